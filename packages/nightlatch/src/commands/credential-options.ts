import { PERMISSIONS, WEEKDAYS, readGuestRights, verbsOf, zonedInstant } from '@nightlatch/assembly';
import type { Permission } from '@nightlatch/assembly';
import type { AddOptions } from '@nightlatch/hub';
import { USUAL_RIGHTS } from '@nightlatch/hub';
import type { PersonRights, WeeklyWindow } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';

/** How a code or tag is limited on the command line, and what a guest may do. */
export interface CredentialOptions {
  readonly tag?: boolean;
  readonly duress?: boolean;
  readonly label?: string;
  readonly once?: boolean;
  readonly uses?: number;
  readonly from?: string;
  readonly until?: string;
  readonly can?: string;
  readonly partitions?: string;
  readonly modes?: string;
  readonly schedule?: string;
}

/** Reads the limits of a code or tag. @throws NightlatchError `option-invalid`, naming the option. */
export function readLimits(options: CredentialOptions, timeZone: string | undefined): AddOptions {
  const uses = options.once ? 1 : options.uses;
  if (uses !== undefined && !(Number.isInteger(uses) && uses >= 1 && uses <= 1000))
    throw invalid('--uses', 'a whole number from 1 to 1000');
  const from = readInstant('--from', options.from, timeZone, false);
  const until = readInstant('--until', options.until, timeZone, true);
  if (from !== undefined && until !== undefined && from >= until) throw invalid('--until', 'a day after --from');
  return {
    kind: options.tag ? 'tag' : 'code',
    duress: options.duress === true,
    ...(options.label === undefined ? {} : { label: options.label }),
    ...(uses === undefined ? {} : { uses }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

/**
 * Reads what a guest may do. Words that name nothing are refused: a right that is misspelt would be a right that is missing.
 *
 * @param house Partitions and modes of the configuration; undefined where there is none to compare with.
 */
export function readRights(
  { can, partitions, modes, schedule }: CredentialOptions,
  house: { readonly partitions: readonly string[]; readonly modes: readonly string[] } | undefined,
): PersonRights {
  return {
    can: can === undefined ? USUAL_RIGHTS : verbsOf(words<Permission>('--can', can, PERMISSIONS)),
    ...(partitions === undefined ? {} : { partitions: words('--partitions', partitions, house?.partitions) }),
    ...(modes === undefined ? {} : { modes: words('--modes', modes, house?.modes) }),
    ...(schedule === undefined ? {} : { schedule: readSchedule(schedule) }),
  };
}

/** Reads windows of the week as `mon-fri 08:00-12:00; sat,sun 10:00-11:00`. */
function readSchedule(text: string): readonly WeeklyWindow[] {
  const windows = text.split(';').map((window) => {
    const [, days, from, to] = /^(?:([a-z,-]+) +)?(\d\d:\d\d)-(\d\d:\d\d)$/.exec(window.trim()) ?? [];
    if (from === undefined) throw invalid('--schedule', WEEK_SHAPE);
    return { ...(days === undefined ? {} : { days: days.split(',').flatMap(daysOf) }), from, to };
  });
  try {
    return readGuestRights('guest', { schedule: windows }, { named: [], partitions: [] }).schedule ?? [];
  } catch {
    throw invalid('--schedule', WEEK_SHAPE);
  }
}

const WEEK_SHAPE = 'windows of the week: "mon-fri 08:00-12:00; sat,sun 10:00-11:00"';

/** One day, or those from one to another: a week has no end. */
function daysOf(text: string): readonly string[] {
  const [first = '', last = first, ...more] = text.split('-');
  const [begin, end] = [first, last].map((day) => WEEKDAYS.findIndex((name) => name === day)) as [number, number];
  if (begin < 0 || end < 0 || more.length > 0) throw invalid('--schedule', WEEK_SHAPE);
  const count = ((end - begin + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => WEEKDAYS[(begin + index) % 7] ?? '');
}

function words<T extends string>(option: string, text: string, known: readonly T[] | undefined): readonly T[] {
  const list = text.split(',').map((word) => word.trim());
  const isStrange = list.some((word) => word === '' || (known && !known.some((one) => one === word)));
  if (isStrange) throw invalid(option, `a list of ${(known ?? ['names']).join(', ')}`);
  return list as unknown as readonly T[];
}

function readInstant(
  option: string,
  text: string | undefined,
  timeZone: string | undefined,
  isEnd: boolean,
): number | undefined {
  if (text === undefined) return undefined;
  const at = zonedInstant(text, timeZone, { isEnd });
  if (at === undefined) throw invalid(option, 'a day, or a day and a time: 2026-12-24, "2026-12-24 18:00"');
  return at;
}

function invalid(option: string, wanted: string): NightlatchError {
  return new NightlatchError('option-invalid', `${option} must be ${wanted}.`);
}
