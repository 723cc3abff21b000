import { setTimeout as pause } from 'node:timers/promises';
import { nearestWord } from '@nightlatch/assembly';
import type { AddOptions, Learning, OpenCodes, Reader } from '@nightlatch/hub';
import { LEARNING_MS } from '@nightlatch/hub';
import type { CredentialLimits } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { CliHost, ExitCode } from '../cli-host.ts';
import { say, sayJson } from '../cli-host.ts';
import type { HolderOptions } from './code-holder.ts';
import { withHolder } from './code-holder.ts';

interface LearnOptions extends HolderOptions {
  readonly at?: string;
}

interface SlotOptions extends HolderOptions {
  readonly lock: string;
  readonly slot: string;
}

/** How often the command looks whether the hub, another process, has read the tag. */
const LOOK_MS = 200;

/**
 * Has the running hub learn the first tag that is held to a reader, keypad or lock within a minute.
 *
 * @returns 0 when it was learned, 1 when none came.
 * @throws NightlatchError `hub-away`, `reader-unknown`, `learning-busy`, `tag-known`; else as `withHolder`.
 */
export function learnTag(host: CliHost, name: string, options: LearnOptions): Promise<ExitCode> {
  return withHolder(host, name, options, async ({ codes, limits, rights }) => {
    if (!codes.isHubRunning())
      throw new NightlatchError('hub-away', 'The hub does not run, and nobody would read the tag: nightlatch start');
    const { device, name: reader } = readerNamed(codes, options.at);
    const request = { user: name, device, limits: plainLimits(limits), ...(rights ? { rights } : {}) };
    const { id } = codes.learning.begin(request);
    if (!options.json)
      say(host, `Hold the tag of ${name} to ${reader} now: ${LEARNING_MS / 1000} seconds. It opens nothing meanwhile.`);
    const { state, reason } = await outcome(codes, id);
    if (state === 'refused') throw new NightlatchError(reason ?? 'refused', refusal(reason));
    const isLearned = state === 'learned';
    if (options.json) sayJson(host, { ok: isLearned, user: name, device });
    else say(host, isLearned ? `It is learned: ${name}'s from now on.` : 'No tag was read.');
    return isLearned ? 0 : 1;
  });
}

/**
 * Says whose a code or tag is that a lock keeps by itself, by the lock's number of it.
 *
 * @throws NightlatchError `reader-unknown`, `slot-invalid`, `code-taken`; else as `withHolder`.
 */
export function addSlot(host: CliHost, name: string, options: SlotOptions): Promise<ExitCode> {
  const { slot } = options;
  return withHolder(host, name, options, ({ codes, limits, rights }) => {
    const { device, name: lock } = readerNamed(codes, options.lock);
    const { id } = codes.addSlot(name, { device, slot }, { label: `${lock}, ${slot}`, ...plainLimits(limits) });
    if (rights) codes.putPerson({ name, ...rights });
    if (options.json) sayJson(host, { ok: true, id, user: name, device, slot });
    else say(host, `Number ${slot} of ${lock} is ${name}'s from now on. The code itself is in the lock.`);
    return Promise.resolve(0);
  });
}

/** Waits for the end of a learning; being interrupted is one. */
async function outcome(codes: OpenCodes, id: string): Promise<Learning> {
  const interrupted = new AbortController();
  const stop = (): void => interrupted.abort();
  process.once('SIGINT', stop);
  try {
    for (;;) {
      const learning = codes.learning.newest();
      if (learning?.id !== id) throw new NightlatchError('learning-busy', 'Another tag is being learned instead.');
      if (learning.state !== 'waiting' && learning.state !== 'taken') return learning;
      if (interrupted.signal.aborted) codes.learning.end(id, 'over');
      else await pause(LOOK_MS, undefined, { signal: interrupted.signal }).catch(() => undefined);
    }
  } finally {
    process.off('SIGINT', stop);
  }
}

/** Finds a reader by its id or name; the only one where none is named. */
function readerNamed(codes: OpenCodes, wanted: string | undefined): Reader {
  const readers = codes.readers();
  const [only, ...others] = readers;
  if (wanted === undefined && only && others.length === 0) return only;
  const isIt = ({ device, name }: Reader): boolean => {
    return wanted !== undefined && [device, name, name.replace(/ \([^)]*\)$/, '')].includes(wanted);
  };
  const [found, ...same] = readers.filter(isIt);
  if (found && same.length === 0) return found;
  const names = readers.map(({ device, name }) => `${name} (${device})`);
  const meant =
    wanted === undefined
      ? undefined
      : nearestWord(
          wanted,
          readers.map(({ name }) => name),
        );
  const list = names.length > 0 ? `There are: ${names.join('; ')}.` : 'The hub has seen none yet.';
  const remedy = meant === undefined ? list : `Did you mean "${meant}"?`;
  const problem =
    wanted === undefined ? 'Say where the tag is held to: --at.' : `"${wanted}" is no reader, keypad or lock.`;
  throw new NightlatchError('reader-unknown', `${problem} ${remedy}`);
}

function plainLimits({ kind: _kind, duress: _duress, keepsOthers: _keeps, ...limits }: AddOptions): CredentialLimits {
  return limits;
}

function refusal(reason: string | undefined): string {
  if (reason === 'tag-known') return 'This tag is known already: use another, or revoke it first.';
  return 'The tag could not be learned: try again.';
}
