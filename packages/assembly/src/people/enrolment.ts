import type { AddOptions } from '@nightlatch/hub';
import { USUAL_RIGHTS } from '@nightlatch/hub';
import type { PersonRights } from '@nightlatch/model';
import { NightlatchError, SecretText } from '@nightlatch/model';
import { zonedInstant } from '../plan/zoned-instant.ts';
import { codeAdvice } from './code-advice.ts';
import { readGuestRights } from './guest-rights.ts';
import type { PeopleHouse } from './people-house.ts';

/** A code or tag that is to be enrolled, or learned, from a settings page. */
export interface Enrolment {
  readonly name: string;
  readonly options: AddOptions;
  /** What they may do, should nobody have let them in yet. */
  readonly rights: PersonRights;
}

type Written = Readonly<Record<string, unknown>>;

const LONGEST_NAME = 64;
const MOST_USES = 1000;

/** Reads whose a code or tag is to be and how it is limited. @throws NightlatchError with words for the person at the page. */
export function readEnrolment(written: Written, house: PeopleHouse, now = Date.now()): Enrolment {
  const name = textOf(written, 'name');
  if (name === undefined) throw new NightlatchError('name-missing', 'The name is missing.');
  if (name.length > LONGEST_NAME)
    throw new NightlatchError('name-long', `This name is too long: use up to ${LONGEST_NAME} letters.`);
  const label = textOf(written, 'label')?.slice(0, LONGEST_NAME);
  const uses = readUses(written['uses']);
  const from = readDay(written, 'from', house);
  const until = readDay(written, 'until', house);
  if (until !== undefined && until <= Math.max(now, from ?? now))
    throw new NightlatchError('until-past', 'Choose a last day that is to come, and not before the first.');
  return {
    name,
    options: {
      kind: written['kind'] === 'tag' ? 'tag' : 'code',
      duress: written['duress'] === true,
      ...(label === undefined ? {} : { label }),
      ...(uses === undefined ? {} : { uses }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    },
    rights: written['rights'] === undefined ? { can: USUAL_RIGHTS } : readGuestRights(name, written['rights'], house),
  };
}

/** Reads the code or the number of the tag, and refuses what a stranger would try first. */
export function readSecret(written: Written): SecretText {
  const kind = written['kind'] === 'tag' ? 'tag' : 'code';
  const text = written['code'];
  if (typeof text !== 'string' || text === '' || text.length > 512)
    throw new NightlatchError(`${kind}-missing`, `The ${kind} is missing.`);
  const { problem, why } = kind === 'code' ? codeAdvice(text) : {};
  if (problem !== undefined) throw new NightlatchError(`code-${why}`, problem);
  return new SecretText(text);
}

function readUses(uses: unknown): number | undefined {
  if (uses === undefined || uses === null) return undefined;
  if (typeof uses === 'number' && Number.isInteger(uses) && uses >= 1 && uses <= MOST_USES) return uses;
  throw new NightlatchError('uses-invalid', `Say how many times with a whole number from 1 to ${MOST_USES}.`);
}

function readDay(written: Written, key: 'from' | 'until', { timeZone }: PeopleHouse): number | undefined {
  const text = textOf(written, key);
  if (text === undefined) return undefined;
  const at = zonedInstant(text, timeZone, { isEnd: key === 'until' });
  if (at !== undefined) return at;
  throw new NightlatchError('day-invalid', 'Write a day, or a day and a time: 2026-12-24, 2026-12-24 18:00.');
}

function textOf(written: Written, key: string): string | undefined {
  const value = written[key];
  return typeof value === 'string' && value.length <= 512 ? value.trim() || undefined : undefined;
}
