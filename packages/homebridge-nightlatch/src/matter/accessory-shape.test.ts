import { expect, test } from '@jest/globals';
import type { EndpointPlan } from '@nightlatch/bridge-matter';
import { deviceTypeOf, fit, initialClusters } from './accessory-shape.ts';

const plan = (fields: Partial<EndpointPlan>): EndpointPlan => ({
  key: 'it',
  kind: 'contact',
  power: 'none',
  name: 'It',
  rank: 4,
  shape: 'it',
  about: { vendor: 'Nightlatch', product: 'Device', serial: 'it' },
  initial: {},
  read: () => ({ reachable: true, clusters: {} }),
  ...fields,
});

test('frost is an open contact: Homebridge has no detector for it, and a contact is true while closed', () => {
  expect(deviceTypeOf('freeze')).toBe('ContactSensor');
  expect(fit('freeze', { booleanState: { stateValue: true } })).toEqual({ booleanState: { stateValue: false } });
  expect(fit('freeze', { booleanState: { stateValue: false } })).toEqual({ booleanState: { stateValue: true } });
  expect(fit('leak', { booleanState: { stateValue: true } })).toEqual({ booleanState: { stateValue: true } });
});

test('a lock has nothing of PINs, and is what its plan says it is before it was heard of', () => {
  const { doorLock = {} } = initialClusters(plan({ kind: 'lock', initial: { doorLock: { lockState: null } } }));
  expect(doorLock['lockState']).toBeNull();
  expect(Object.keys(doorLock).filter((name) => /pin|user|credential|code/i.test(name))).toEqual([]);
});

test('a battery is shown, mains are not, and rooms have no place', () => {
  const initial = { powerSource: { order: 0 }, fixedLabel: { labelList: [] } };
  expect(initialClusters(plan({ power: 'battery', initial }))).toEqual({ powerSource: { order: 0 } });
  expect(initialClusters(plan({ power: 'mains', initial }))).toEqual({});
});

test('a mode selector is left out', () => {
  expect(deviceTypeOf('mode-select')).toBeUndefined();
});
