import { expect, test } from '@jest/globals';
import type { ProbeResult } from '@nightlatch/assembly';
import { describe, findBrokers } from './find-brokers.ts';

const BROKER = 'mqtt://homeassistant.local:1883';

test.each<[ProbeResult, RegExp]>([
  [
    { outcome: 'found', bridges: [{ baseTopic: 'zigbee2mqtt', devices: 23 }] },
    /^Zigbee2MQTT with 23 devices at homeassistant\.local\.$/,
  ],
  [
    { outcome: 'found', bridges: [{ baseTopic: 'attic', devices: 1, isOnline: false }] },
    /^Zigbee2MQTT \(attic\) with 1 device .*not running just now\.$/,
  ],
  [{ outcome: 'no-zigbee2mqtt' }, /Is Zigbee2MQTT started\?$/],
  [{ outcome: 'login' }, /asks for a name and a password/],
  [{ outcome: 'no-broker', problem: 'refused' }, /Is the broker started\?$/],
  [{ outcome: 'no-broker', problem: 'unknown-host' }, /Check the spelling/],
  [{ outcome: 'no-broker', problem: 'silent' }, /switched on/],
])('says in words what %j means, and what to do', (result, words) => {
  expect(describe(BROKER, result).words).toMatch(words);
});

test('looks everywhere at once and tells of each place as it answers', async () => {
  const asked: string[] = [];
  const { promise, resolve } = Promise.withResolvers<ProbeResult>();
  const told: string[] = [];
  const all = findBrokers(
    [{ broker: 'mqtt://slow:1883' }, { broker: 'mqtt://quick:1883', usedBy: 'Lamps' }],
    ({ broker }) => {
      asked.push(broker);
      return broker.includes('slow') ? promise : Promise.resolve({ outcome: 'login' });
    },
    ({ broker, usedBy = '' }) => {
      told.push(`${broker} ${usedBy}`);
      resolve({ outcome: 'no-zigbee2mqtt' });
    },
  );
  expect((await all).map(({ outcome }) => outcome)).toEqual(['no-zigbee2mqtt', 'login']);
  expect(asked).toEqual(['mqtt://slow:1883', 'mqtt://quick:1883']);
  expect(told).toEqual(['mqtt://quick:1883 Lamps', 'mqtt://slow:1883 ']);
});
