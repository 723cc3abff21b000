import type { CodelessCommand } from '@nightlatch/alarm';
import type { Actor, Hazard } from '@nightlatch/model';
import { HAZARDS, isAttributeKey, ORIGINS, SecretText } from '@nightlatch/model';
import { known, LineError, object, shown, text, word } from './line-values.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface ReadCommand {
  readonly command: CodelessCommand;
  readonly code?: SecretText;
  readonly actor: Actor;
}

/** Keys that stand in every command. */
const SHARED = ['type', 'code', 'origin', 'client'];
const RAISED = ['panic', 'fire', 'medical'] as const;

/** Each verb: the keys it has of its own, and how they are read. */
const VERBS = {
  arm: {
    keys: ['partition', 'mode', 'force', 'skipDelay'],
    read: (fields) => ({
      type: 'arm',
      ...partition(fields),
      mode: text(fields['mode'], 'mode'),
      ...flag(fields, 'force'),
      ...flag(fields, 'skipDelay'),
    }),
  },
  disarm: { keys: ['partition'], read: (fields) => ({ type: 'disarm', ...partition(fields) }) },
  bypass: {
    keys: ['partition', 'zone', 'until'],
    read: (fields) => ({
      type: 'bypass',
      ...partition(fields),
      zone: text(fields['zone'], 'zone'),
      ...(fields['until'] === undefined ? {} : { until: word(fields['until'], 'until', ['disarm', 'closed']) }),
    }),
  },
  unbypass: {
    keys: ['partition', 'zone'],
    read: (fields) => ({ type: 'unbypass', ...partition(fields), zone: text(fields['zone'], 'zone') }),
  },
  silence: {
    keys: ['partition', 'hazard'],
    read: (fields) => ({ type: 'silence', ...partition(fields), ...hazard(fields, HAZARDS) }),
  },
  acknowledge: {
    keys: ['partition', 'hazard'],
    read: (fields) => ({ type: 'acknowledge', ...partition(fields), ...hazard(fields, HAZARDS) }),
  },
  panic: {
    keys: ['partition', 'hazard', 'silent'],
    read: (fields) => ({ type: 'panic', ...partition(fields), ...hazard(fields, RAISED), ...flag(fields, 'silent') }),
  },
  test: {
    keys: ['partition', 'on'],
    read: (fields) => ({ type: 'test', ...partition(fields), on: flag(fields, 'on').on ?? true }),
  },
  lock: { keys: ['device', 'attribute'], read: (fields) => ({ type: 'lock', ...lock(fields) }) },
  unlock: { keys: ['device', 'attribute'], read: (fields) => ({ type: 'unlock', ...lock(fields) }) },
  siren: {
    keys: ['device', 'on'],
    read: (fields) => ({ type: 'siren', device: text(fields['device'], 'device'), on: flag(fields, 'on').on ?? true }),
  },
  chime: { keys: ['device'], read: (fields) => ({ type: 'chime', device: text(fields['device'], 'device') }) },
} as const satisfies Record<string, { keys: readonly string[]; read: (fields: Fields) => CodelessCommand }>;

const NAMES = Object.keys(VERBS) as readonly (keyof typeof VERBS)[];

/** The keys that each command may have. */
export const COMMAND_KEYS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(VERBS).map(([verb, { keys }]) => [verb, [...SHARED, ...keys]]),
);

/**
 * Reads what somebody asked of the house, and from where: at the panel, unless `origin` says otherwise.
 *
 * @throws LineError
 */
export function readCommand(value: unknown): ReadCommand {
  const fields = object(value, 'command');
  const verb = VERBS[word(fields['type'], 'command.type', NAMES)];
  known(Object.keys(fields), [...SHARED, ...verb.keys]);
  const { code, client } = fields;
  if (code !== undefined && typeof code !== 'string') throw new LineError('code is no text: write it in quotes.');
  const origin = fields['origin'] === undefined ? 'panel' : word(fields['origin'], 'origin', ORIGINS);
  return {
    command: verb.read(fields),
    ...(code === undefined ? {} : { code: new SecretText(code) }),
    actor: { origin, ...(client === undefined ? {} : { client: text(client, 'client') }) },
  };
}

function partition(fields: Fields): { partition?: string } {
  return fields['partition'] === undefined ? {} : { partition: text(fields['partition'], 'partition') };
}

function hazard<One extends Hazard>(fields: Fields, hazards: readonly One[]): { hazard?: One } {
  return fields['hazard'] === undefined ? {} : { hazard: word(fields['hazard'], 'hazard', hazards) };
}

function flag<Key extends string>(fields: Fields, key: Key): Partial<Record<Key, boolean>> {
  const value = fields[key];
  if (value === undefined) return {};
  if (typeof value !== 'boolean') throw new LineError(`${key} is ${shown(value)}: write true or false.`);
  return { [key]: value } as Partial<Record<Key, boolean>>;
}

function lock(fields: Fields) {
  const { attribute } = fields;
  const device = text(fields['device'], 'device');
  if (attribute === undefined) return { device };
  const key = text(attribute, 'attribute');
  if (!isAttributeKey(key)) throw new LineError(`attribute is ${shown(attribute)}: write one as lock or lock@left.`);
  return { device, attribute: key };
}
