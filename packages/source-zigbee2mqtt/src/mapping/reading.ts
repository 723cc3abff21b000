import type { AttributeKey, AttributeValue, Unknown } from '@nightlatch/model';
import type { ActionMeaning } from './action-table.ts';
import type { ActionBinding, DeviceMapping } from './device-mapping.ts';
import type { LockDeed } from './lock-deed.ts';
import { readLockDeed } from './lock-deed.ts';

type Payload = Readonly<Record<string, unknown>>;

/** What one message of a device says. */
export interface Reading {
  readonly values: ReadonlyMap<AttributeKey, AttributeValue | Unknown>;
  /** Properties whose value is none that the device's definition declares. */
  readonly unreadable: readonly string[];
}

/** Reads the attributes out of a message. Absent and null properties say nothing. */
export function readValues(mapping: DeviceMapping, payload: Payload): Reading {
  const values = new Map<AttributeKey, AttributeValue | Unknown>();
  const unreadable: string[] = [];
  for (const { key, property, read } of mapping.bindings) {
    const said = Object.hasOwn(payload, property) ? payload[property] : undefined;
    if (said === undefined || said === null || said === '') continue;
    const value = read(said);
    if (value === undefined) unreadable.push(property);
    else values.set(key, value);
  }
  for (const lock of mapping.locks) {
    const value = lock.read(payload);
    if (value !== undefined) values.set(lock.key, value);
  }
  return { values, unreadable };
}

/** What someone did, as one message tells it. */
export type Deed =
  | {
      readonly type: 'keypad';
      readonly verb: 'arm' | 'disarm';
      readonly mode?: string;
      readonly code?: string;
      readonly tag?: string;
      readonly transaction?: number;
    }
  | { readonly type: 'event'; readonly event: 'panic' | 'medical' | 'ring' | 'button'; readonly key: string }
  /** An entry at a keypad whose code cannot be one: not an entry without a code, which may be enough to arm. */
  | { readonly type: 'unreadable-entry' }
  /** The lock was worked at the door; the message still carries its state from before. */
  | LockDeed;

/** Reads what someone did out of a live message. An empty action is the end of an older one and says nothing. */
export function readDeeds(mapping: DeviceMapping, payload: Payload): readonly Deed[] {
  return mapping.actions.flatMap((action) => readDeed(action, payload) ?? []);
}

function readDeed({ property, endpoint, kind, meaning: meaningOf }: ActionBinding, payload: Payload): Deed | undefined {
  const word = Object.hasOwn(payload, property) ? payload[property] : undefined;
  if (typeof word !== 'string' || word === '' || word.length > 100) return undefined;
  const meaning = meaningOf(word);
  const key = endpoint === undefined ? word : `${word}_${endpoint}`;
  if (meaning === undefined) return { type: 'event', event: 'button', key };
  if (meaning.type === 'event') return { type: 'event', event: meaning.event, key };
  if (meaning.type === 'nothing') return kind === 'lock' ? readLockDeed(word, payload) : undefined;
  return keypadDeed(meaning, payload);
}

function keypadDeed(meaning: Extract<ActionMeaning, { type: 'arm' | 'disarm' }>, payload: Payload): Deed {
  const code = readCode(Object.hasOwn(payload, 'action_code') ? payload['action_code'] : undefined);
  const transaction = Object.hasOwn(payload, 'action_transaction') ? payload['action_transaction'] : undefined;
  if (code === UNREADABLE) return { type: 'unreadable-entry' };
  return {
    type: 'keypad',
    verb: meaning.type,
    ...(meaning.type === 'arm' ? { mode: meaning.mode } : {}),
    ...(code === undefined ? {} : isTag(code) ? { tag: code } : { code }),
    ...(typeof transaction === 'number' && Number.isInteger(transaction) ? { transaction } : {}),
  };
}

/** Keypads with a reader send a tag's number where a code would be: in hexadecimal, some with a plus before it. */
function isTag(code: string): boolean {
  return /^\+?[0-9a-f]{6,40}$/i.test(code) && !/^\d+$/.test(code);
}

const UNREADABLE = Symbol('unreadable');
const LONGEST_CODE = 64;

/** A keypad sends an empty code, or null, when none was typed. */
function readCode(value: unknown): string | typeof UNREADABLE | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.length <= LONGEST_CODE ? text : UNREADABLE;
}
