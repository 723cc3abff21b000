/**
 * Takes the code out of a message before anything else sees it: a catch node, a debug node, the next node of the flow.
 *
 * @returns The payload as it came, code and all, for the node alone.
 */
export function takePayload(message: { payload?: unknown }): unknown {
  const { payload } = message;
  const rest = withoutCode(payload);
  if (rest !== payload) message.payload = rest;
  return payload;
}

/** Gives a value without the code in it; the value itself where it has none. */
export function withoutCode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'code')) return value;
  const { code: _, ...rest } = value as Record<string, unknown>;
  return rest;
}
