/** A day, or a day and a time, as people write them: 2026-12-24, 2026-12-24 18:00, 2026-12-24T18:00. */
export const DAY_OR_TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d))?$/;

/**
 * Finds the instant that a day and time stand for on the wall clock of a house. A time that the clocks skip counts as one
 * hour later; of one that comes twice the first is meant. A day alone is its first moment, or with `isEnd` the last.
 *
 * @param timeZone IANA name; the machine's own by default.
 * @returns Epoch milliseconds; undefined for what is no day at all, as 2026-02-30.
 */
export function zonedInstant(text: string, timeZone?: string, { isEnd = false } = {}): number | undefined {
  const [, year, month, day, hour, minute] = DAY_OR_TIME.exec(text) ?? [];
  if (year === undefined) return undefined;
  const isDay = hour === undefined;
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0));
  const read = new Date(wall);
  if (read.getUTCMonth() !== Number(month) - 1 || read.getUTCDate() !== Number(day)) return undefined;
  const meant = isDay && isEnd ? wall + 24 * 3_600_000 : wall;
  const earlier = meant - offsetMs(meant - 24 * 3_600_000, timeZone);
  const later = meant - offsetMs(earlier, timeZone);
  const isShown = (at: number): boolean => at + offsetMs(at, timeZone) === meant;
  return isShown(earlier) || !isShown(later) ? earlier : later;
}

/** By how much the wall clock is ahead of UTC at an instant. */
function offsetMs(at: number, timeZone: string | undefined): number {
  const zone = timeZone === undefined ? {} : { timeZone };
  const parts = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
    ...zone,
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}
