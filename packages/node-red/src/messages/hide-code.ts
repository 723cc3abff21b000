/**
 * Takes the code out of a message before anything else sees it: a catch node, a debug node, the next node of the flow.
 *
 * @returns The payload as it came, code and all, for the node alone.
 */
export function takePayload(message: { payload?: unknown }): unknown {
  const { payload } = message;
  if (typeof payload !== 'object' || payload === null || !Object.hasOwn(payload, 'code')) return payload;
  const { code: _, ...rest } = payload as Record<string, unknown>;
  message.payload = rest;
  return payload;
}
