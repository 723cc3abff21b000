import type { HomeChange } from './change.ts';
import type { DeviceId } from './device.ts';

const MINUTE = 60_000;

/**
 * Says in one line how long a home was not watched and what moved meanwhile: `blind for 3 min; Back door: open`.
 *
 * @param name What a device is called.
 * @param instant Writes an instant as the house's people read it; with it the text says from when to when.
 */
export function blindText(
  {
    from,
    to,
    moved,
    isUncertain,
  }: Pick<Extract<HomeChange, { type: 'blind' }>, 'from' | 'to' | 'moved' | 'isUncertain'>,
  name: (device: DeviceId) => string,
  instant?: (at: number) => string,
): string {
  const length = isUncertain ? 'for an unknown time, since the clock jumped' : `for ${durationText(to - from)}`;
  const time = instant ? `${length} (${instant(from)} to ${instant(to)})` : length;
  const what = moved.map(({ device, to: now }) => `${name(device)}: ${wordOf(now)}`);
  return `blind ${time}; ${what.length > 0 ? what.join(', ') : 'nothing is known to have moved'}`;
}

/** Spells a duration as people do: `40 s`, `3 min`, `2 h 5 min`, `3 d 4 h`. @param ms Milliseconds. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 120) return `${minutes} min`;
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  return minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
}

function wordOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'active' : 'at rest';
  return String(value);
}
