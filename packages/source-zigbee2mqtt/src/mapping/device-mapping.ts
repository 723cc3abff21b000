import type { AttributeKey, AttributeName, DeviceAbility, MomentaryEvent } from '@nightlatch/model';
import type { ActionMeaning } from './action-table.ts';
import { commonMeaning, isArmingVocabulary, keypadMeaning } from './action-table.ts';
import { MEANINGS } from './corrections.ts';
import type { EventBinding } from './event-table.ts';
import { eventBindings } from './event-table.ts';
import type { Expose } from './expose.ts';
import { flatten } from './expose.ts';
import type { LockControl } from './lock.ts';
import { findLocks } from './lock.ts';
import type { Reader } from './reader.ts';
import { binaryReader, makeReader } from './reader.ts';
import type { SensorRow } from './sensor-table.ts';
import { SENSOR_ROWS } from './sensor-table.ts';
import type { SirenControl } from './siren-table.ts';
import { findChime, findSiren } from './siren-table.ts';

/** One property of the published JSON and the attribute that it feeds. */
export interface Binding {
  readonly key: AttributeKey;
  readonly property: string;
  readonly read: Reader;
  readonly isGettable: boolean;
}

/** How an `action` property is understood. Most devices have one; a few have one for each endpoint. */
export interface ActionBinding {
  readonly property: string;
  readonly endpoint?: string;
  readonly kind: 'keypad' | 'lock' | 'button';
  /** What a word means; undefined for a plain press of a button, which the word names. */
  readonly meaning: (word: string) => ActionMeaning | undefined;
}

/** All that Nightlatch makes of a device: what it tells and what it can be told. */
export interface DeviceMapping {
  readonly bindings: readonly Binding[];
  readonly locks: readonly LockControl[];
  readonly actions: readonly ActionBinding[];
  readonly eventBindings: readonly EventBinding[];
  readonly siren?: SirenControl;
  readonly chime?: () => Readonly<Record<string, unknown>>;
  /** The keypad shows the panel's status and waits for an answer to each attempt. */
  readonly isAnswered: boolean;
  readonly attributes: readonly AttributeKey[];
  readonly events: readonly MomentaryEvent[];
  readonly abilities: readonly DeviceAbility[];
}

/** What says nothing of a house by itself: a device with no more than this is not shown. */
const ACCESSORY: readonly AttributeName[] = ['battery', 'batteryLow'];
/** A keypad's own bits: whoever touches it "moves", and its radio check-in is "presence". */
const NOT_OF_KEYPADS: readonly AttributeName[] = ['contact', 'motion', 'occupancy'];
const NOT_OF_TAGS: readonly AttributeName[] = ['motion', 'occupancy', 'vibration'];
/** What an arrival tag has, and no room detector has nothing else than this. */
const TAG_EXPOSES = /^(presence|battery|battery_low|voltage|action|beep|power_state|occupancy|vibration|temperature)$/;

/**
 * Makes of a device's exposes what Nightlatch knows of it.
 *
 * Pure, and never by name or model, except the rows of `corrections.ts`. Undefined when the device has nothing to do with
 * security: no attribute but its battery, no event and no ability.
 */
export function mapDevice(exposes: readonly Expose[], model?: string): DeviceMapping | undefined {
  const flat = flatten(exposes);
  const actions = flat.filter(({ name, isPublished, isSettable }) => name === 'action' && isPublished && !isSettable);
  const locks = findLocks(exposes);
  const bindings = bindSensors(flat, model, passedOver(flat, actions));
  const siren = findSiren(flat, (expose) => binaryReader('siren', expose));
  if (siren?.state) bindings.set('siren', { key: 'siren', ...siren.state });
  for (const { key } of locks) bindings.delete(key);
  const isLock = locks.length > 0 || bindings.has('lock');
  const deeds = actions.map((action) => ({ action, binding: bindAction(action, isLock) }));
  const offers = deeds.flatMap(({ action, binding }) => offered(binding, action));
  const events = eventBindings(flat, offers);
  const chime = findChime(flat);
  const isAnswered =
    deeds.some(({ binding }) => binding.kind === 'keypad') && flat.some(({ name }) => name === 'action_transaction');
  const mapping: DeviceMapping = {
    bindings: [...bindings.values()],
    locks,
    actions: deeds.map(({ binding }) => binding),
    eventBindings: events,
    ...(siren ? { siren } : {}),
    ...(chime ? { chime } : {}),
    isAnswered,
    attributes: [
      ...new Set([...locks.map(({ key }) => key), ...bindings.keys(), ...(siren ? ['siren' as const] : [])]),
    ],
    events: [...new Set([...offers, ...events.map(({ event }) => event)])],
    abilities: [
      ...(locks.length > 0 ? ['lock' as const] : []),
      ...(siren ? ['siren' as const] : []),
      ...(chime ? ['chime' as const] : []),
      ...(isAnswered ? ['keypad' as const] : []),
    ],
  };
  return isOfInterest(mapping) ? mapping : undefined;
}

function isOfInterest({ attributes, events, abilities }: DeviceMapping): boolean {
  return (
    events.length > 0 ||
    abilities.length > 0 ||
    attributes.some((key) => !ACCESSORY.includes(key.split('@')[0] as AttributeName))
  );
}

function passedOver(flat: readonly Expose[], actions: readonly Expose[]): readonly AttributeName[] {
  if (actions.some(({ values }) => isArmingVocabulary(values))) return NOT_OF_KEYPADS;
  const isTag = flat.some(({ name }) => name === 'presence') && flat.every(({ name }) => TAG_EXPOSES.test(name));
  return isTag && flat.some(({ name }) => name === 'battery') ? NOT_OF_TAGS : [];
}

function bindSensors(
  flat: readonly Expose[],
  model: string | undefined,
  without: readonly AttributeName[],
): Map<AttributeKey, Binding> {
  const bindings = new Map<AttributeKey, Binding>();
  for (const row of [...SENSOR_ROWS, ...corrected(model)]) {
    if (without.includes(row.feeds)) continue;
    for (const expose of flat) {
      if (!fits(row, expose)) continue;
      const key = attributeKey(row, expose);
      if (bindings.has(key)) continue;
      bindings.set(key, {
        key,
        property: expose.property,
        read: makeReader(row, key, expose),
        isGettable: expose.isGettable,
      });
    }
  }
  return bindings;
}

const ALARM_WORDS = { alarm: true, normal: false } as const;

function corrected(model: string | undefined): readonly SensorRow[] {
  return MEANINGS.filter((meaning) => meaning.model === model).flatMap(({ name, feeds }) => [
    { type: 'binary', name: new RegExp(`^${name}$`), feeds },
    { type: 'enum', name: new RegExp(`^${name}$`), feeds, words: ALARM_WORDS },
  ]);
}

/** Tells whether a row is meant for an expose. */
export function fits(row: SensorRow, expose: Expose): boolean {
  return (
    row.type === expose.type &&
    row.name.test(expose.name) &&
    expose.isPublished &&
    (!expose.isSettable || row.settable === true) &&
    expose.within === undefined &&
    (row.offers ?? []).every((word) => offersWord(expose, word)) &&
    (row.includes === undefined || expose.values.some((value) => value.includes(row.includes ?? ''))) &&
    (row.units === undefined || row.units.includes(expose.unit)) &&
    (row.says === undefined || row.says.test(expose.description))
  );
}

function offersWord({ values, valueOn, valueOff }: Expose, word: string): boolean {
  return values.includes(word) || valueOn === word || valueOff === word;
}

function attributeKey(row: SensorRow, expose: Expose): AttributeKey {
  const part = row.part ?? row.name.exec(expose.name)?.groups?.['part'] ?? expose.endpoint;
  return part === undefined ? row.feeds : `${row.feeds}@${part.replace(/[^\w-]/g, '_')}`;
}

function bindAction(action: Expose, isLock: boolean): ActionBinding {
  const { property, endpoint } = action;
  const place = { property, ...(endpoint === undefined ? {} : { endpoint }) };
  if (isArmingVocabulary(action.values)) {
    return { ...place, kind: 'keypad', meaning: (word) => keypadMeaning(word) ?? { type: 'nothing' } };
  }
  if (isLock) return { ...place, kind: 'lock', meaning: (word) => commonMeaning(word) ?? { type: 'nothing' } };
  return { ...place, kind: 'button', meaning: commonMeaning };
}

/** The events that a device's vocabulary can give. */
function offered(binding: ActionBinding, action: Expose): readonly MomentaryEvent[] {
  const events = new Set<MomentaryEvent>(binding.kind === 'keypad' ? ['keypad'] : []);
  for (const word of action.values) {
    const meaning = binding.meaning(word);
    if (meaning === undefined) events.add('button');
    else if (meaning.type === 'event') events.add(meaning.event);
  }
  if (action.values.length === 0 && binding.kind === 'button') events.add('button');
  return [...events];
}
