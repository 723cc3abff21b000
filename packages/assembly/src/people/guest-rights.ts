import type { Person, PersonRights, Verb, WeeklyWindow } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { z } from 'zod';
import { explainIssue } from '../load/explain-issue.ts';
import { checkUser } from '../load/user-checks.ts';
import { planPeople } from '../plan/people.ts';
import type { Permission } from '../schema/policy-schema.ts';
import { PERMISSIONS } from '../schema/policy-schema.ts';
import { WEEKDAYS, userSchema } from '../schema/user-schema.ts';
import type { PeopleHouse } from './people-house.ts';
import { wallText } from './wall-text.ts';

/** What a guest may do, written as the configuration writes it of its people. */
export type GuestRights = Omit<z.output<typeof userSchema>, 'name'>;

/**
 * Reads what a guest may do. Words that name nothing are refused: a right that is misspelt would be a right that is missing.
 *
 * @param written As from a settings page, unchecked.
 * @throws NightlatchError `rights-invalid`, with words for whoever wrote it.
 */
export function readGuestRights(name: string, written: unknown, house: PeopleHouse): PersonRights {
  const user = { ...(isObject(written) ? written : {}), name };
  const { success, data, error } = userSchema.safeParse(user);
  if (!success) {
    const [first] = error.issues.flatMap((issue) => explainIssue(issue, user, {}));
    throw invalid(first?.path.join('.') ?? '', first?.message ?? '', first?.remedy);
  }
  const [problem] = checkUser(data, 0, { partitions: house.partitions });
  if (problem) throw invalid(problem.path.slice(2).join('.'), problem.message, problem.remedy);
  const [person] = planPeople([data], house.timeZone);
  const { name: _name, ...rights } = person as Person;
  return rights;
}

/** Writes what a guest may do as it would be read. */
export function writeGuestRights(rights: PersonRights, timeZone: string | undefined): GuestRights {
  const { can, partitions, modes, schedule, from, until, isDisabled = false } = rights;
  return {
    can: permissionsOf(can),
    ...(partitions ? { partitions: [...partitions] } : {}),
    ...(modes ? { modes: [...modes] } : {}),
    ...(schedule ? { schedule: schedule.map(writeWindow) } : {}),
    ...(from === undefined ? {} : { from: wallText(from, timeZone) }),
    ...(until === undefined ? {} : { until: wallText(until, timeZone) }),
    enabled: !isDisabled,
  };
}

function permissionsOf(can: readonly Verb[]): Permission[] {
  return PERMISSIONS.filter((permission) => can.includes(permission));
}

function writeWindow({ days, from, to }: WeeklyWindow) {
  return { days: days.flatMap((day) => WEEKDAYS[day - 1] ?? []), from: timeText(from), to: timeText(to) };
}

function timeText(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function invalid(key: string, message: string, remedy = ''): NightlatchError {
  return new NightlatchError('rights-invalid', [key && `${key}:`, message, remedy].filter(Boolean).join(' '));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
