/** A command older than this arrived too late to be what anyone wants now. */
export const MAX_AGE_MS = 10_000;
/** A sender's clock may be ahead by this much. */
export const MAX_AHEAD_MS = 5000;

/** Reads the instant of a message, epoch milliseconds or ISO 8601; undefined when it is neither. */
export function readInstant(value: unknown): number | undefined {
  const at = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value;
  return typeof at === 'number' && Number.isFinite(at) ? at : undefined;
}

/** Tells whether a command given at `at` comes too late, or from a clock that is too far ahead to tell. */
export function isStale(at: number, now: number): boolean {
  return now - at > MAX_AGE_MS || at - now > MAX_AHEAD_MS;
}
