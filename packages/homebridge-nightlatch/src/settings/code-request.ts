import type { CodeAddOptions } from '@nightlatch/assembly';
import { USUAL_RIGHTS } from '@nightlatch/assembly';
import type { SecretText, Verb } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import { codeAdvice } from './code-advice.ts';
import type { Payload } from './payload.ts';

/** What the page asks to be enrolled, and what a newcomer may do with it. */
export interface CodeRequest {
  readonly name: string;
  readonly secret: SecretText;
  readonly options: CodeAddOptions;
  readonly can: readonly Verb[];
}

/** What the page offers a newcomer, in words of the household. */
const RIGHTS: Readonly<Record<string, readonly Verb[]>> = {
  usual: USUAL_RIGHTS,
  come: ['arm', 'disarm'],
  leave: ['arm'],
  doors: ['unlock', 'lock'],
};

/** Days that a code for a while may last. */
const LONGEST_MS = 366 * 24 * 3_600_000;

/** Reads a code or tag from what the page sent. @throws NightlatchError with words for the person at the page. */
export function readCodeRequest(payload: Payload, now = Date.now()): CodeRequest {
  const kind = payload.optionalText('kind') === 'tag' ? 'tag' : 'code';
  const secret = payload.optionalSecret('code');
  if (!secret) throw new NightlatchError('code-missing', `The ${kind} is missing.`);
  const name = payload.text('name', 'The name');
  if (name.length > 64) throw new NightlatchError('name', 'This name is too long: use up to 64 letters.');
  const { problem } = kind === 'code' ? codeAdvice(secret.reveal()) : {};
  if (problem !== undefined) throw new NightlatchError('code-weak', problem);
  const label = payload.optionalText('label')?.slice(0, 64);
  const until = payload.number('until');
  if (until !== undefined && (until <= now || until > now + LONGEST_MS))
    throw new NightlatchError('until', 'Choose a last day that is to come, within a year.');
  const options = {
    kind,
    duress: payload.flag('duress'),
    ...(label === undefined ? {} : { label }),
    ...(payload.flag('once') ? { uses: 1 } : {}),
    ...(until === undefined ? {} : { until }),
  } as const;
  return { name, secret, options, can: RIGHTS[payload.optionalText('rights') ?? ''] ?? USUAL_RIGHTS };
}
