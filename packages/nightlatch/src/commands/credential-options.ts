import { PERMISSIONS, verbsOf, zonedInstant } from '@nightlatch/assembly';
import type { Permission } from '@nightlatch/assembly';
import type { AddOptions } from '@nightlatch/hub';
import { USUAL_RIGHTS } from '@nightlatch/hub';
import type { PersonRights } from '@nightlatch/model';
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
  { can, partitions, modes }: CredentialOptions,
  house: { readonly partitions: readonly string[]; readonly modes: readonly string[] } | undefined,
): PersonRights {
  return {
    can: can === undefined ? USUAL_RIGHTS : verbsOf(words<Permission>('--can', can, PERMISSIONS)),
    ...(partitions === undefined ? {} : { partitions: words('--partitions', partitions, house?.partitions) }),
    ...(modes === undefined ? {} : { modes: words('--modes', modes, house?.modes) }),
  };
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
