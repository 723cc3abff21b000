import { MAX_WEEK_DAYS, MAX_YEAR_DAYS } from './lock-settings.ts';
import type { WeekDaySchedule } from './lock-schedules.ts';
import type { LockUser, LockUserRefusal, LockUsers } from './lock-users.ts';

/** Index that means all of a user's. */
const ALL = 0xfe;
/** `Status` of the interaction model: the Matter core specification 1.6, §8.10. */
const STATUS = { success: 0, invalidCommand: 0x85, notFound: 0x8b } as const;
const LAST_MINUTE = 24 * 60 - 1;

/** ISO weekdays, from 1, as the cluster names them. */
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

interface WireWeekDay {
  readonly weekDayIndex: number;
  readonly userIndex: number;
}

interface SetWeekDay extends WireWeekDay {
  readonly daysMask: Partial<Record<(typeof DAYS)[number], boolean>>;
  readonly startHour: number;
  readonly startMinute: number;
  readonly endHour: number;
  readonly endMinute: number;
}

interface WireYearDay {
  readonly yearDayIndex: number;
  readonly userIndex: number;
}

interface SetYearDay extends WireYearDay {
  readonly localStartTime: number;
  readonly localEndTime: number;
}

type Answer = Readonly<Record<string, unknown>>;
type Outcome = LockUserRefusal | 'invalid' | undefined;

/** Sets a window of the week in which a guest may come. */
export function setWeekDay(users: LockUsers | undefined, request: SetWeekDay): Outcome {
  const { weekDayIndex: index, userIndex, daysMask } = request;
  const days = DAYS.flatMap((day, at) => (daysMask[day] ? [at + 1] : []));
  const from = request.startHour * 60 + request.startMinute;
  const last = request.endHour * 60 + request.endMinute;
  if (!isIndex(index, MAX_WEEK_DAYS) || days.length === 0 || from >= last) return 'invalid';
  // The cluster has no midnight at the day's end: its last minute is meant to be whole.
  const window: WeekDaySchedule = { index, days, from, to: last === LAST_MINUTE ? last + 1 : last };
  return reschedule(users, userIndex, (now) => ({
    ...now,
    weekDays: [...now.weekDays.filter((it) => it.index !== index), window],
  }));
}

/** What a lock answers about a window of somebody's week. */
export function describeWeekDay(users: LockUsers | undefined, { weekDayIndex, userIndex }: WireWeekDay): Answer {
  const asked = { weekDayIndex, userIndex };
  if (!isIndex(weekDayIndex, MAX_WEEK_DAYS)) return { ...asked, status: STATUS.invalidCommand };
  const user = userAt(users, userIndex);
  const found = user && users?.schedules(user).weekDays.find(({ index }) => index === weekDayIndex);
  if (!found) return { ...asked, status: STATUS.notFound };
  const last = Math.min(found.to, LAST_MINUTE);
  return {
    ...asked,
    status: STATUS.success,
    daysMask: Object.fromEntries(DAYS.map((day, at) => [day, found.days.includes(at + 1)])),
    startHour: Math.floor(found.from / 60),
    startMinute: found.from % 60,
    endHour: Math.floor(last / 60),
    endMinute: last % 60,
  };
}

export function clearWeekDay(users: LockUsers | undefined, { weekDayIndex, userIndex }: WireWeekDay): Outcome {
  if (weekDayIndex !== ALL && !isIndex(weekDayIndex, MAX_WEEK_DAYS)) return 'invalid';
  return reschedule(users, userIndex, (now) => ({
    ...now,
    weekDays: weekDayIndex === ALL ? [] : now.weekDays.filter(({ index }) => index !== weekDayIndex),
  }));
}

/** Sets the span of days in which a guest may come. */
export function setYearDay(users: LockUsers | undefined, request: SetYearDay): Outcome {
  const { yearDayIndex, userIndex, localStartTime: from, localEndTime: until } = request;
  if (!isIndex(yearDayIndex, MAX_YEAR_DAYS) || from >= until) return 'invalid';
  return reschedule(users, userIndex, (now) => ({ ...now, yearDay: { from, until } }));
}

/** What a lock answers about the span of days in which somebody may come. */
export function describeYearDay(users: LockUsers | undefined, { yearDayIndex, userIndex }: WireYearDay): Answer {
  const asked = { yearDayIndex, userIndex };
  if (!isIndex(yearDayIndex, MAX_YEAR_DAYS)) return { ...asked, status: STATUS.invalidCommand };
  const user = userAt(users, userIndex);
  const found = user && users?.schedules(user).yearDay;
  if (!found) return { ...asked, status: STATUS.notFound };
  return { ...asked, status: STATUS.success, localStartTime: found.from, localEndTime: found.until };
}

export function clearYearDay(users: LockUsers | undefined, { yearDayIndex, userIndex }: WireYearDay): Outcome {
  if (yearDayIndex !== ALL && !isIndex(yearDayIndex, MAX_YEAR_DAYS)) return 'invalid';
  return reschedule(users, userIndex, ({ weekDays }) => ({ weekDays }));
}

function reschedule(users: LockUsers | undefined, index: number, change: Parameters<LockUsers['reschedule']>[1]) {
  return users ? users.reschedule(index, change) : 'refused';
}

function userAt(users: LockUsers | undefined, index: number): LockUser | undefined {
  return users?.users().find((it) => it.index === index);
}

function isIndex(index: number, most: number): boolean {
  return index >= 1 && index <= most;
}
