/**
 * Writes an instant on the wall clock of a house as `zonedInstant` reads it: 2026-12-24 18:00.
 *
 * @param at Epoch milliseconds.
 * @param timeZone IANA name; the machine's own by default.
 */
export function wallText(at: number, timeZone?: string): string {
  // Swedes write dates in the order of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
}
