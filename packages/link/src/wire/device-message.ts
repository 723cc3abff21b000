import type {
  AttributeKey,
  AttributeState,
  DeviceAbility,
  DeviceState,
  MomentaryEvent,
  Unknown,
} from '@nightlatch/model';
import { MOMENTARY_EVENTS, UNKNOWN, isAttributeKey, isAttributeValue } from '@nightlatch/model';
import type { JsonObject } from './json-object.ts';
import { isObject, numberOf, textOf, textsOf } from './json-object.ts';
import { LINK_VERSION } from './topics.ts';

const ABILITIES: readonly DeviceAbility[] = ['lock', 'siren', 'chime', 'keypad'];
const ABOUT = ['room', 'manufacturer', 'model', 'serial', 'firmware'] as const;

/** Writes what `device/<id>` holds: every attribute that the device has, `unknown` until it reported. */
export function writeDevice(device: DeviceState): JsonObject {
  const attributes: Record<string, AttributeState> = {};
  for (const key of device.attributes) attributes[key] = device.values[key] ?? { value: UNKNOWN };
  const about = Object.fromEntries(
    ABOUT.flatMap((key) => (device[key] === undefined ? [] : [[key, device[key]] as const])),
  );
  const { id, name, available, events, abilities } = device;
  return { v: LINK_VERSION, id, name, ...about, available, attributes, events, abilities };
}

/** Reads what `device/<id>` holds. Attributes and values that this version does not know are left out. */
export function readDevice(message: JsonObject): DeviceState | undefined {
  const id = textOf(message, 'id');
  if (id === undefined || !isObject(message['attributes'])) return undefined;
  const values: Partial<Record<AttributeKey, AttributeState>> = {};
  const attributes: AttributeKey[] = [];
  for (const [key, state] of Object.entries(message['attributes'])) {
    if (!isAttributeKey(key) || !isObject(state)) continue;
    attributes.push(key);
    values[key] = readAttribute(key, state);
  }
  const about = Object.fromEntries(
    ABOUT.flatMap((key) => {
      const text = textOf(message, key);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
  return {
    id,
    name: textOf(message, 'name') ?? id,
    ...about,
    attributes,
    values,
    available: readAvailability(message['available']),
    events: known<MomentaryEvent>(MOMENTARY_EVENTS, textsOf(message, 'events')),
    abilities: known<DeviceAbility>(ABILITIES, textsOf(message, 'abilities')),
  };
}

/** Reads `available`; whatever is neither true nor false is unknown. */
export function readAvailability(value: unknown): boolean | Unknown {
  return typeof value === 'boolean' ? value : UNKNOWN;
}

function readAttribute(key: AttributeKey, state: JsonObject): AttributeState {
  const at = numberOf(state, 'at');
  const value = isAttributeValue(key, state['value']) ? state['value'] : UNKNOWN;
  return at === undefined ? { value } : { value, at };
}

function known<T extends string>(words: readonly T[], given: readonly string[] = []): readonly T[] {
  return words.filter((word) => given.includes(word));
}
