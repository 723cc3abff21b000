import type { HomeCommand } from '@nightlatch/model';
import { InputError, shown } from './input-error.ts';
import { codeIn } from './read-switch.ts';

type PartitionCommand = Extract<HomeCommand, { partition?: string }>;

const OFF = ['off', 'disarm', 'disarmed'];
const WORDS: Readonly<Record<string, PartitionCommand>> = {
  silence: { type: 'silence' },
  acknowledge: { type: 'acknowledge' },
  panic: { type: 'panic' },
  test: { type: 'test', on: true },
  'test-over': { type: 'test', on: false },
};
const KEYS = ['mode', 'action', 'partition', 'code', 'force', 'skipDelay'];

/**
 * Reads what a message asks of the alarm: a mode or another word, or an object with `mode` or `action`.
 *
 * @param partition The node's own partition, for messages that name none.
 * @param modes The modes that can be armed, where the hub has told them: a misspelt one is an error at once.
 * @throws InputError, which names the key and the words there are, and repeats no code.
 */
export function readAlarmCommand(
  payload: unknown,
  { partition, modes }: { readonly partition?: string; readonly modes?: readonly string[] },
): PartitionCommand {
  if (typeof payload === 'string') return onPartition(readWord(payload, modes), partition);
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new InputError(`payload must be a mode or an object with one, and is ${shown(payload)}.`);
  }
  const fields = payload as Readonly<Record<string, unknown>>;
  const stray = Object.keys(fields).find((key) => !KEYS.includes(key));
  if (stray !== undefined) throw new InputError(`payload may hold ${KEYS.join(', ')}, and not ${shown(stray)}.`);
  const word = text(fields, 'action') ?? text(fields, 'mode');
  if (word === undefined) throw new InputError('payload needs mode: away, home, night, … or off.');
  const command = { ...onPartition(readWord(word, modes), text(fields, 'partition') ?? partition), ...codeIn(fields) };
  return withOptions(command, fields);
}

function readWord(word: string, modes: readonly string[] | undefined): PartitionCommand {
  const name = word.trim();
  const lower = name.toLowerCase();
  if (OFF.includes(lower)) return { type: 'disarm' };
  if (WORDS[lower]) return WORDS[lower];
  const mode = modes?.find((each) => each.toLowerCase() === lower);
  if (mode !== undefined) return { type: 'arm', mode };
  if (name !== '' && (modes === undefined || modes.length === 0)) return { type: 'arm', mode: name };
  const words = [...(modes ?? []), 'off', ...Object.keys(WORDS)].join(', ');
  throw new InputError(`${shown(word)} is none of ${words}.`);
}

function withOptions(command: PartitionCommand, fields: Readonly<Record<string, unknown>>): PartitionCommand {
  if (command.type === 'arm') {
    const [force, skipDelay] = [yesNo(fields, 'force'), yesNo(fields, 'skipDelay')];
    return {
      ...command,
      ...(force === undefined ? {} : { force }),
      ...(skipDelay === undefined ? {} : { skipDelay }),
    };
  }
  return command;
}

function onPartition(command: PartitionCommand, partition: string | undefined): PartitionCommand {
  return partition ? { ...command, partition } : command;
}

function text(fields: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = fields[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new InputError(`${key} must be a text, and is ${shown(value)}.`);
}

function yesNo(fields: Readonly<Record<string, unknown>>, key: string): boolean | undefined {
  const value = fields[key];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new InputError(`${key} must be true or false, and is ${shown(value)}.`);
}
