import type { Moment } from '@nightlatch/alarm';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Reads an instant on the wall clock of a house, for schedules: summer time and all. Handed to the engine as data, so that
 * a replay elsewhere, or under other rules of summer time, decides as the house did.
 *
 * @param now Epoch milliseconds.
 * @param timeZone IANA name; the machine's own by default.
 */
export function localMoment(now: number, timeZone?: string): Moment {
  const parts = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).formatToParts(now);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    now,
    weekday: WEEKDAYS.indexOf(part('weekday')) + 1,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}
