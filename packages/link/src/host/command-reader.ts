import type { HomeCommand } from '@nightlatch/model';
import { HAZARDS, SecretText, isAttributeKey } from '@nightlatch/model';
import type { JsonObject } from '../wire/json-object.ts';

/** A command as it could be read, or the field that keeps it from being one. */
export type CommandReading =
  | { readonly ok: true; readonly command: HomeCommand }
  | { readonly ok: false; readonly message: string };

/** What a field must be. Undefined where it is fine, else what was expected. */
type Check = (value: unknown) => string | undefined;

const TEXT: Check = (value) =>
  typeof value === 'string' && value.length > 0 && value.length <= 256
    ? undefined
    : 'must be a text of 1 to 256 characters';
const YES_NO: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const ATTRIBUTE: Check = (value) =>
  typeof value === 'string' && isAttributeKey(value) ? undefined : 'must be an attribute such as lock';
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value) ? undefined : `must be one of ${words.join(', ')}`;

interface Shape {
  readonly needs: Readonly<Record<string, Check>>;
  readonly may?: Readonly<Record<string, Check>>;
}

const HAZARD = { hazard: oneOf(...HAZARDS) };
const ON_A_PARTITION = { partition: TEXT };
const SHAPES: ReadonlyMap<unknown, Shape> = new Map<unknown, Shape>([
  ['arm', { needs: { mode: TEXT }, may: { ...ON_A_PARTITION, force: YES_NO, skipDelay: YES_NO } }],
  ['disarm', { needs: {}, may: ON_A_PARTITION }],
  ['bypass', { needs: { zone: TEXT }, may: { ...ON_A_PARTITION, until: oneOf('disarm', 'closed') } }],
  ['unbypass', { needs: { zone: TEXT }, may: ON_A_PARTITION }],
  ['silence', { needs: {}, may: { ...ON_A_PARTITION, ...HAZARD } }],
  ['acknowledge', { needs: {}, may: { ...ON_A_PARTITION, ...HAZARD } }],
  ['panic', { needs: {}, may: { ...ON_A_PARTITION, hazard: oneOf('panic', 'fire', 'medical'), silent: YES_NO } }],
  ['test', { needs: { on: YES_NO }, may: { ...ON_A_PARTITION, zone: TEXT } }],
  ['lock', { needs: { device: TEXT }, may: { attribute: ATTRIBUTE } }],
  ['unlock', { needs: { device: TEXT }, may: { attribute: ATTRIBUTE } }],
  ['siren', { needs: { device: TEXT, on: YES_NO } }],
  ['chime', { needs: { device: TEXT } }],
]);

/** Fields of the envelope, which are no part of the command. */
const ENVELOPE = ['v', 'id', 'at', 'type', 'code'];

/**
 * Reads a command from a message.
 *
 * Unknown fields are refused, since a misspelt `force` or `partition` must not be taken for its absence; so are values
 * of the wrong type. The message names the field and never repeats a value: it may be a code in the wrong place.
 */
export function readCommand(message: JsonObject): CommandReading {
  const shape = SHAPES.get(message['type']);
  if (!shape) return invalid(`type: must be one of ${[...SHAPES.keys()].join(', ')}`);
  const checks = new Map(Object.entries({ ...shape.needs, ...shape.may }));
  const command: Record<string, unknown> = { type: message['type'] };
  for (const [field, value] of Object.entries(message)) {
    if (ENVELOPE.includes(field)) continue;
    const check = checks.get(field);
    if (!check) return invalid(`${shown(field)}: is no field of this command`);
    const expected = check(value);
    if (expected !== undefined) return invalid(`${field}: ${expected}`);
    command[field] = value;
  }
  const missing = Object.keys(shape.needs).find((field) => !Object.hasOwn(command, field));
  if (missing !== undefined) return invalid(`${missing}: is missing`);
  const code = message['code'];
  if (code !== undefined) {
    const expected = TEXT(code);
    if (expected !== undefined) return invalid(`code: ${expected}`);
    command['code'] = new SecretText(code as string);
  }
  return { ok: true, command: command as unknown as HomeCommand };
}

/** A field's name comes from outside: shown only where it looks like one. */
function shown(field: string): string {
  return /^[a-zA-Z]{1,32}$/.test(field) ? field : 'a field';
}

function invalid(message: string): CommandReading {
  return { ok: false, message };
}
