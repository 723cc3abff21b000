import { expect, test } from '@jest/globals';
import type { AttributeKey, DeviceDescription } from '@nightlatch/model';
import { readConfig } from '../load/load-config.ts';
import type { ConfigInput } from '../schema/configuration-schema.ts';
import { planHouse } from './plan-alarm.ts';
import { planSupervision } from './supervision.ts';

const HOUR = 3_600_000;

function device(id: string, ...attributes: AttributeKey[]): DeviceDescription {
  return { id, name: id, attributes, events: [], abilities: [] };
}

const DOOR = device('z/door', 'contact', 'battery');
const SIREN = device('z/siren', 'siren');
const ring = device('ring/door', 'contact', 'batteryLow');

const planned = (config: ConfigInput) => planSupervision(readConfig(config, { env: {} }).config);

test('what has a battery must be heard of within 25 hours, everything else may be silent', () => {
  const { checkInMs, jamming, selfTestMinute } = planned({});
  expect([DOOR, ring, SIREN].map(checkInMs)).toEqual([25 * HOUR, 25 * HOUR, undefined]);
  expect(jamming).toEqual({ devices: 3, share: 0.3, withinMs: 300_000 });
  expect(selfTestMinute).toBe(720);
});

test("a device's own time goes before its source's, and that before its kind's", () => {
  const { checkInMs } = planned({
    sources: ['z', 'ring'].map((id) => ({ type: 'simulator', id }) as const),
    devices: [{ id: 'z/door', checkIn: 2 }],
    supervision: { checkIn: { battery: 30, sources: { z: 12, ring: false } } },
  });
  expect([DOOR, SIREN, ring, device('x/door', 'battery')].map(checkInMs)).toEqual([
    2 * HOUR,
    12 * HOUR,
    undefined,
    30 * HOUR,
  ]);
});

test('all of it can be switched off, and jamming made an alarm', () => {
  const off = planned({ supervision: { checkIn: { battery: false }, jamming: false, selfTest: false } });
  expect([off.checkInMs(DOOR), off.jamming, off.selfTestMinute]).toEqual([undefined, undefined, undefined]);
  const { config } = readConfig({ supervision: { jamming: { alarm: true } } }, { env: {} });
  expect(planHouse(config)([]).alarm.policy.isJammingAlarm).toBe(true);
});
