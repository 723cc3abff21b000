import { expect, test } from '@jest/globals';
import type { ZoneType } from '@nightlatch/model';
import type { ChosenZone } from './house-block.ts';
import { modeNamesOf, withZones, zoneChoice } from './house-block.ts';
import type { Json } from './payload.ts';
import { listOf } from './payload.ts';

const DOOR = { id: 'zigbee2mqtt/0x01', name: 'Front door' };
const NAMES = new Map([[DOOR.id, DOOR.name]]);
const chosen = (choice: Partial<ChosenZone>): ChosenZone[] => [{ device: DOOR.id, signal: 'contact', ...choice }];
const house = (...zones: Json[]): Json => ({ partitions: [{ id: 'house', zones }] });
const zonesOf = (block: Json): readonly Json[] => listOf(listOf(block['partitions'])[0]?.['zones']);

test('begins a house with the devices by their ids', () => {
  expect(withZones({}, chosen({ type: 'entry', when: 'always' }), NAMES)).toEqual({
    platform: 'Nightlatch',
    name: 'Nightlatch',
    partitions: [{ id: 'house', name: 'House', zones: [{ device: DOOR.id, type: 'entry', attribute: 'contact' }] }],
  });
});

test.each([DOOR.id, 'front DOOR', DOOR.id.toUpperCase()])('recognises a zone that names its device %j', (device) => {
  const block = house({ device, type: 'perimeter', chime: false });
  expect(zoneChoice(block, DOOR, 'contact')).toMatchObject({ isSettled: true, type: 'perimeter' });
  const next = withZones(block, chosen({ type: 'entry' }), NAMES);
  expect(zonesOf(next)).toEqual([{ device: DOOR.id, type: 'entry', attribute: 'contact', chime: false }]);
});

test('keeps what it does not show: other keys, devices that were not there, other partitions', () => {
  const garage = { id: 'garage', zones: [{ device: 'a/9', type: 'entry' }] };
  const block = {
    name: 'Alarm',
    _bridge: { port: 1 },
    policy: { homekitDisarm: 'no' },
    partitions: [{ id: 'house', sirenSeconds: 120, zones: [{ device: 'a/1', type: 'fire' }] }, garage],
  };
  expect(withZones(block, chosen({ type: 'entry' }), NAMES)).toEqual({
    ...block,
    platform: 'Nightlatch',
    partitions: [
      {
        id: 'house',
        sirenSeconds: 120,
        zones: [
          { device: 'a/1', type: 'fire' },
          { device: DOOR.id, type: 'entry', attribute: 'contact' },
        ],
      },
      garage,
    ],
  });
});

test('drops the keys that a new role may not have, and keeps those it may', () => {
  const old = {
    device: DOOR.id,
    attribute: 'contact',
    type: 'entry',
    name: 'Porch',
    entryDelay: 45,
    confirm: {},
    modes: ['away'],
  };
  const [perimeter] = zonesOf(withZones(house(old), chosen({ type: 'perimeter', when: 'own' }), NAMES));
  expect(perimeter).toEqual({
    device: DOOR.id,
    attribute: 'contact',
    type: 'perimeter',
    name: 'Porch',
    confirm: {},
    modes: ['away'],
  });
  const [tamper] = zonesOf(withZones(house(old), chosen({ type: 'tamper', when: 'always' }), NAMES));
  expect(tamper).toEqual({ device: DOOR.id, attribute: 'contact', type: 'tamper', name: 'Porch' });
});

test('a sensor that is no part of the alarm goes, and so do groups that it leaves alone', () => {
  const block = {
    partitions: [
      {
        id: 'house',
        zones: [
          { device: DOOR.id, type: 'entry' },
          { device: 'a/1', type: 'interior' },
        ],
        groups: [{ zones: [DOOR.id, 'a/1'], count: 2 }],
      },
    ],
  };
  expect(listOf(withZones(block, chosen({}), NAMES)['partitions'])).toEqual([
    { id: 'house', zones: [{ device: 'a/1', type: 'interior' }], groups: [] },
  ]);
});

test('shows a sensor of another partition as settled there', () => {
  const block = {
    partitions: [{ id: 'house' }, { id: 'garage', name: 'Garage', zones: [{ device: DOOR.id, type: 'entry' }] }],
  };
  expect(zoneChoice(block, DOOR, 'contact')).toMatchObject({ isSettled: true, type: 'entry', elsewhere: 'Garage' });
});

test('nothing is settled while the partition takes whatever there is', () => {
  expect(zoneChoice({ partitions: [{ id: 'house' }] }, DOOR, 'contact').isSettled).toBe(false);
  expect(zoneChoice(house(), DOOR, 'contact')).toMatchObject({ isSettled: true });
});

test('knows the modes of a partition', () => {
  expect(modeNamesOf({ modes: { vacation: false, guests: {} } })).toEqual(['away', 'home', 'night', 'guests']);
});

test('drops the rules of a zone that its new role has no use for', () => {
  const entry = { armOnClose: true, delay: 2, allowOpen: true, minActive: 2, useEntryDelay: true };
  const old = { device: DOOR.id, attribute: 'contact', type: 'entry', ...entry, whenUnavailable: 'alarm' };
  const rulesAs = (type: ZoneType): readonly string[] =>
    Object.keys(zonesOf(withZones(house(old), chosen({ type, when: 'own' }), NAMES))[0] ?? {}).filter(
      (key) => !['device', 'attribute', 'type', 'modes'].includes(key),
    );
  expect(rulesAs('entry')).toHaveLength(6);
  expect(rulesAs('perimeter')).toEqual(['allowOpen', 'minActive', 'whenUnavailable']);
  expect(rulesAs('tamper')).toEqual(['minActive']);
  expect(rulesAs('fire')).toEqual([]);
});
