import type { Person, WeeklyWindow } from '@nightlatch/model';
import type { Config } from '../schema/configuration-schema.ts';
import { WEEKDAYS } from '../schema/user-schema.ts';
import { verbsOf } from './policy.ts';
import { zonedInstant } from './zoned-instant.ts';

type User = Omit<Config['users'][number], 'code' | 'duress'>;

/** Reads what each person of the configuration may do, where and when. */
export function planPeople(users: readonly User[], timeZone: string | undefined): readonly Person[] {
  return users.map((user) => ({
    name: user.name,
    can: verbsOf(user.can),
    ...(user.partitions === undefined ? {} : { partitions: user.partitions }),
    ...(user.modes === undefined ? {} : { modes: user.modes }),
    ...(user.schedule === undefined ? {} : { schedule: user.schedule.map(planWindow) }),
    ...validity(user, timeZone),
    ...(user.enabled ? {} : { isDisabled: true }),
  }));
}

function planWindow({ days, from, to }: NonNullable<User['schedule']>[number]): WeeklyWindow {
  return { days: days.map((day) => WEEKDAYS.indexOf(day) + 1), from: minutes(from), to: minutes(to) };
}

/** The schema has seen to the shape. */
function minutes(time: string): number {
  const [hour = '0', minute = '0'] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}

function validity({ from, until }: User, timeZone: string | undefined): { from?: number; until?: number } {
  const begin = from === undefined ? undefined : zonedInstant(from, timeZone);
  const end = until === undefined ? undefined : zonedInstant(until, timeZone, { isEnd: true });
  return { ...(begin === undefined ? {} : { from: begin }), ...(end === undefined ? {} : { until: end }) };
}
