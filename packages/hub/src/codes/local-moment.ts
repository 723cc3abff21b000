import type { Moment } from '@nightlatch/alarm';

/** What the wall clock and the calendar of a house show. */
interface WallClock {
  /** 0 for Sunday. */
  readonly weekday: number;
  readonly minute: number;
  /** `2026-03-01`. */
  readonly day: string;
}

/**
 * Reads an instant on the wall clock of a house, for schedules: summer time and all. Handed to the engine as data, so that
 * a replay elsewhere, or under other rules of summer time, decides as the house did.
 *
 * @param now Epoch milliseconds.
 * @param timeZone IANA name; the machine's own by default.
 */
export function localMoment(now: number, timeZone?: string): Moment {
  const { weekday, minute } = readWallClock(now, timeZone);
  return { now, weekday: weekday === 0 ? 7 : weekday, minute };
}

/** Dates an instant as a house does: `2026-03-01`. @param timeZone IANA name; the machine's own by default. */
export function localDay(now: number, timeZone?: string): string {
  return readWallClock(now, timeZone).day;
}

/** The machine's own zone is read without `Intl`, whose words and calendars of every language take megabytes to load. */
function readWallClock(now: number, timeZone: string | undefined): WallClock {
  if (timeZone !== undefined) return readZone(now, timeZone);
  const date = new Date(now);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return {
    weekday: date.getDay(),
    minute: date.getHours() * 60 + date.getMinutes(),
    day: `${date.getFullYear()}-${month}-${day}`,
  };
}

/** Made once for each zone: a house asks every half minute, and making one is dear. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

function readZone(now: number, timeZone: string): WallClock {
  const parts = formatOf(timeZone).formatToParts(now);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const day = `${part('year')}-${part('month')}-${part('day')}`;
  return {
    weekday: new Date(`${day}T00:00Z`).getUTCDay(),
    minute: Number(part('hour')) * 60 + Number(part('minute')),
    day,
  };
}
