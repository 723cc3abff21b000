/**
 * Reads an instant on the wall clock of a house, as seconds since 1970 on that clock.
 *
 * @param at Epoch milliseconds.
 * @param timeZone IANA name; the machine's own by default.
 */
export function localSeconds(at: number, timeZone?: string): number {
  return Math.floor(at / 1000) + offsetSeconds(at, timeZone);
}

/**
 * Finds the instant at which the wall clock of a house shows these seconds. A time that the clocks skip counts as later by
 * what they skip; of one that comes twice the first is meant.
 *
 * @returns Epoch milliseconds.
 */
export function instantOf(seconds: number, timeZone?: string): number {
  const before = seconds - offsetSeconds((seconds - 86_400) * 1000, timeZone);
  const after = seconds - offsetSeconds(before * 1000, timeZone);
  const isShown = (at: number): boolean => localSeconds(at * 1000, timeZone) === seconds;
  return (isShown(before) || !isShown(after) ? before : after) * 1000;
}

/** By how much the wall clock is ahead of UTC at an instant. */
function offsetSeconds(at: number, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall / 1000 - Math.floor(at / 1000);
}
