/**
 * Makes a writer of instants in a time zone: `2026-03-01 22:00:05`. Swedes write dates in the order of ISO 8601.
 *
 * @param timeZone IANA name; the machine's own when undefined.
 */
export function instantWriter(timeZone?: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return (at) => format.format(at);
}
