import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { isAttributeKey } from '@nightlatch/model';
import type { Definition } from '../../../test/zigbee2mqtt/definitions.ts';
import { listDefinitions } from '../../../test/zigbee2mqtt/definitions.ts';
import { INVERTED, MEANINGS } from '../src/mapping/corrections.ts';
import type { DeviceMapping } from '../src/mapping/device-mapping.ts';
import { fits, mapDevice } from '../src/mapping/device-mapping.ts';
import type { Expose } from '../src/mapping/expose.ts';
import { flatten, readExposes } from '../src/mapping/expose.ts';
import { SENSOR_ROWS } from '../src/mapping/sensor-table.ts';
import { PASSED_OVER } from './passed-over.ts';

/** Whatever of this is told by a device has a place in the mapping, or a reason not to. */
const OF_SECURITY =
  /contact|door|window|opening_|occup|presence|motion|movement|moving|human|vibrat|tilt$|shock|glass|leak|flood|smoke|monoxide|^co(_|$)|gas|fire|tamper|^sos|panic|emergency|alarm|siren|squawk|buzzer|lock|battery|fall_|intrus|alert|^action$|warning/;
/** Exposes that order a sound: being settable does not make them a setting. */
const SOUNDS =
  /^(alarm|alarm_switch|warning|squawk|buzzer|siren_on|trigger_siren|trigger_alarm|siren_for_automation_only|force_smoke_alarm|manual_\w+_alarm|doorbell|play_sound)$/;

interface Mapped extends Definition {
  readonly flat: readonly Expose[];
  readonly mapping: DeviceMapping | undefined;
}

let definitions: readonly Mapped[] = [];

beforeAll(async () => {
  definitions = (await listDefinitions()).map((definition) => {
    const exposes = readExposes(definition.exposes);
    return { ...definition, flat: flatten(exposes), mapping: mapDevice(exposes, definition.model) };
  });
}, 60_000);

/** The properties that a mapping reads or writes. */
function used({ bindings, locks, actions, eventBindings, siren, chime }: DeviceMapping): ReadonlySet<string> {
  const orders = (['burglary', 'fire'] as const).flatMap((pattern) =>
    [true, false].map((on) => siren?.payload({ on, pattern }) ?? {}),
  );
  return new Set([
    ...[...bindings, ...locks, ...actions, ...eventBindings].map(({ property }) => property),
    ...[...orders, chime?.() ?? {}].flatMap((payload) => Object.keys(payload)),
    ...(locks.length > 0 ? ['lock', 'lock_state'] : []),
  ]);
}

/** A row of the table fits, but another expose says it already, or it is a keypad's or tag's own bit, or only a battery. */
function isTaken(expose: Expose, mapping: DeviceMapping | undefined): boolean {
  const rows = SENSOR_ROWS.filter((row) => fits(row, expose));
  if (rows.length === 0) return false;
  if (!mapping)
    return rows.every(({ feeds }) => feeds === 'battery' || feeds === 'batteryLow' || feeds === 'occupancy');
  const isKeypad = mapping.events.includes('keypad');
  const attributes = mapping.attributes.map((key) => key.split('@')[0]);
  return rows.some(
    ({ feeds }) => attributes.includes(feeds) || isKeypad || feeds === 'occupancy' || isTag(mapping, feeds),
  );
}

function isTag({ attributes }: DeviceMapping, feeds: string): boolean {
  return (
    (feeds === 'motion' || feeds === 'vibration') &&
    attributes.includes('temperature') &&
    attributes.includes('battery')
  );
}

function isPassedOver(expose: Expose): boolean {
  return PASSED_OVER.some(
    ({ name, settable, type }) =>
      name.test(expose.name) &&
      (settable === undefined || settable === expose.isSettable) &&
      (type === undefined || type === expose.type),
  );
}

describe('every definition of zigbee-herdsman-converters', () => {
  test('is there to be walked', () => {
    expect(definitions.length).toBeGreaterThan(4400);
    expect(definitions.filter(({ mapping }) => mapping).length).toBeGreaterThan(1500);
  });

  test('has no expose of security that is neither mapped nor passed over for a reason', () => {
    const forgotten = definitions.flatMap(({ vendor, model, flat, mapping }) => {
      const taken = mapping ? used(mapping) : new Set<string>();
      return flat
        .filter((expose) => OF_SECURITY.test(expose.name) && expose.type !== 'lock' && expose.type !== 'climate')
        .filter((expose) => SOUNDS.test(expose.name) || (expose.isPublished && !expose.isSettable))
        .filter((expose) => !taken.has(expose.property) && !isTaken(expose, mapping) && !isPassedOver(expose))
        .map((expose) => `${vendor} ${model}: ${expose.type} ${expose.property}`);
    });
    expect(forgotten).toEqual([]);
  });

  test('gives only attribute keys that the model knows, each once', () => {
    for (const { model, mapping } of definitions) {
      const keys = mapping?.attributes ?? [];
      expect({
        model,
        wrong: keys.filter((key) => !isAttributeKey(key)),
        twice: keys.length - new Set(keys).size,
      }).toEqual({
        model,
        wrong: [],
        twice: 0,
      });
    }
  });

  test('has every lock with its jam, and every lock can be ordered and asked', () => {
    const locks = definitions.filter(({ flat }) => flat.some(({ type }) => type === 'lock'));
    expect(locks.length).toBeGreaterThanOrEqual(50);
    for (const { mapping } of locks) {
      const [lock] = mapping?.locks ?? [];
      expect(lock?.read({ state: 'UNLOCK', lock_state: 'not_fully_locked' })).toBe('jammed');
      expect(lock?.read({ state: 'LOCK', lock_state: 'locked' })).toBe('locked');
      expect(lock?.payload(true)).toEqual({ state: 'LOCK' });
      expect(lock?.isGettable).toBe(true);
    }
  });

  test('has every keypad with a way to arm and to disarm, in whatever words', () => {
    const keypads = definitions.filter(({ flat }) =>
      flat.some(({ name, values }) => name === 'action' && values.some((word) => /^(arm_|disarm)/.test(word))),
    );
    expect(keypads.length).toBeGreaterThanOrEqual(19);
    for (const { model, flat, mapping } of keypads) {
      const words = flat.filter(({ name }) => name === 'action').flatMap(({ values }) => values);
      const meanings = words.map((word) => mapping?.actions[0]?.meaning(word));
      expect({ model, kinds: [...new Set(meanings.map((meaning) => meaning?.type))] }).toEqual({
        model,
        kinds: expect.arrayContaining(['arm', 'disarm']),
      });
      expect({ model, unknown: words.filter((_, index) => meanings[index] === undefined) }).toEqual({
        model,
        unknown: [],
      });
    }
  });

  test('has every siren of which on and off differ', () => {
    const sirens = definitions.flatMap(({ model, mapping }) =>
      mapping?.siren ? [{ model, siren: mapping.siren }] : [],
    );
    expect(sirens.length).toBeGreaterThanOrEqual(60);
    for (const { model, siren } of sirens) {
      const on = JSON.stringify(siren.payload({ on: true, pattern: 'burglary' }));
      expect({ model, on }).not.toEqual({
        model,
        on: JSON.stringify(siren.payload({ on: false, pattern: 'burglary' })),
      });
      expect(on).not.toMatch(/undefined|null|\{\}/);
    }
  });

  test('reads every binary by both of its values', () => {
    for (const { model, flat, mapping } of definitions) {
      for (const { key, property, read } of mapping?.bindings ?? []) {
        const expose = flat.find((candidate) => candidate.property === property && candidate.type === 'binary');
        if (!expose || expose.valueOn === undefined) continue;
        const values = [read(expose.valueOn), read(expose.valueOff)];
        expect({ model, key, values, same: values[0] === values[1] || values.includes(undefined) }).toMatchObject({
          same: false,
        });
        expect(read('no such value')).toBeUndefined();
      }
    }
  });

  test('still needs every correction and every reason', () => {
    const all = definitions.flatMap(({ flat }) => flat);
    const idle = [
      ...INVERTED.filter(
        ({ name, valueOn, says }) =>
          !all.some((expose) => name.test(expose.name) && expose.valueOn === valueOn && says.test(expose.description)),
      ),
      ...MEANINGS.filter(
        ({ model, name, feeds }) =>
          !definitions.some(
            (definition) =>
              definition.model === model &&
              definition.flat.some((expose) => expose.name === name) &&
              definition.mapping?.attributes.includes(feeds),
          ),
      ),
      ...PASSED_OVER.filter(({ name }) => !all.some((expose) => name.test(expose.name))),
    ];
    expect(idle.map(({ reason }) => reason)).toEqual([]);
  });
});

test('the documentation counts what is mapped', async () => {
  const text = await readFile(new URL('../../../docs/zigbee2mqtt.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| (?:(event|order) )?`(\w+)` \| (\d+) \|$/gm)];
  const counted = rows.map(([, kind, name = '']) => {
    const has = ({ attributes, events, abilities }: DeviceMapping): boolean =>
      kind === 'event'
        ? events.some((event) => event === name)
        : kind === 'order'
          ? abilities.some((ability) => ability === name)
          : attributes.some((key) => key.split('@')[0] === name);
    return `${kind ?? 'attribute'} ${name} ${definitions.filter(({ mapping }) => mapping && has(mapping)).length}`;
  });
  expect(rows.length).toBeGreaterThan(20);
  expect(counted).toEqual(rows.map(([, kind = 'attribute', name, count]) => `${kind} ${name} ${count}`));
});
