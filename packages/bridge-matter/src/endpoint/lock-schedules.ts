import type { PersonRights, WeeklyWindow } from '@nightlatch/model';
import { instantOf, localSeconds } from './local-seconds.ts';

/** A window of the week at the number that an app gave it. It ends on the day on which it began. */
export interface WeekDaySchedule extends WeeklyWindow {
  /** From 1. */
  readonly index: number;
}

/** When somebody may come, as the lock cluster has it: within one of the windows, where there are any, and within the span. */
export interface LockSchedules {
  readonly weekDays: readonly WeekDaySchedule[];
  /** Seconds since 1970 of the house's own wall clock. */
  readonly yearDay?: YearDaySchedule;
}

export interface YearDaySchedule {
  readonly from: number;
  readonly until: number;
}

type Limits = Pick<PersonRights, 'schedule' | 'from' | 'until'>;

const MIDNIGHT = 24 * 60;

/** What the cluster's clock can say: seconds since 2000 in 32 bits. */
export const EARLIEST = Date.UTC(2000, 0) / 1000;
export const LATEST = EARLIEST + 0xffff_ffff;

/**
 * Reads somebody's limits as schedules of a lock. A window that goes on after midnight is two, as a lock has none such.
 *
 * @param known The numbers that an app gave to windows; others get what is free.
 */
export function readSchedules(
  { schedule = [], from, until }: Limits,
  known: readonly WeekDaySchedule[],
  timeZone: string | undefined,
): LockSchedules {
  const windows = schedule.flatMap(withinDays);
  const isThere = ({ index: _index, ...window }: WeekDaySchedule): boolean => windows.some((it) => isSame(it, window));
  const weekDays = known.filter(isThere);
  for (const window of windows) {
    if (!weekDays.some((it) => isSame(it, window))) weekDays.push({ ...window, index: freeIndex(weekDays) });
  }
  const read = { weekDays: weekDays.toSorted((a, b) => a.index - b.index) };
  if (from === undefined && until === undefined) return read;
  return {
    ...read,
    yearDay: {
      from: from === undefined ? EARLIEST : localSeconds(from, timeZone),
      until: until === undefined ? LATEST : localSeconds(until, timeZone),
    },
  };
}

/**
 * Makes limits of schedules.
 *
 * @param needsSchedule Without any, there is no time at which they may come.
 */
export function limitsOf(
  { weekDays, yearDay }: LockSchedules,
  needsSchedule: boolean,
  timeZone: string | undefined,
): Limits {
  const isNever = needsSchedule && weekDays.length === 0 && !yearDay;
  return {
    ...(weekDays.length > 0 || isNever ? { schedule: weekDays.map(({ index: _index, ...window }) => window) } : {}),
    ...(yearDay && yearDay.from > EARLIEST ? { from: instantOf(yearDay.from, timeZone) } : {}),
    ...(yearDay && yearDay.until < LATEST ? { until: instantOf(yearDay.until, timeZone) } : {}),
  };
}

function withinDays(window: WeeklyWindow): readonly WeeklyWindow[] {
  const { days, from, to } = window;
  if (from < to) return [window];
  const evening = { days, from, to: MIDNIGHT };
  return to === 0 ? [evening] : [evening, { days: days.map((day) => (day % 7) + 1), from: 0, to }];
}

function isSame(a: WeeklyWindow, b: WeeklyWindow): boolean {
  return a.from === b.from && a.to === b.to && daysOf(a) === daysOf(b);
}

function daysOf({ days }: WeeklyWindow): string {
  return days.toSorted((a, b) => a - b).join();
}

function freeIndex(taken: readonly WeekDaySchedule[]): number {
  let index = 1;
  while (taken.some((it) => it.index === index)) index += 1;
  return index;
}
