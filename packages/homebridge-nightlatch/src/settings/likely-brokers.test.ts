import { expect, test } from '@jest/globals';
import { likelyBrokers } from './likely-brokers.ts';

const addresses = (homebridge: unknown): string[] => likelyBrokers(homebridge).map(({ broker }) => broker);

test('looks first where other plugins of this Homebridge go', () => {
  const homebridge = {
    platforms: [
      { platform: 'zigbee2mqtt', mqtt: { server: 'mqtt://10.0.0.9:1884', user: 'ana', password: 'rosebud' } },
      { platform: 'mqttthing', name: 'Lamps', mqttUrl: 'mqtt://ana:rosebud@10.0.0.8' },
    ],
  };
  expect(likelyBrokers(homebridge).slice(0, 2)).toEqual([
    { broker: 'mqtt://10.0.0.9:1884', usedBy: 'zigbee2mqtt' },
    { broker: 'mqtt://10.0.0.8:1883', usedBy: 'Lamps' },
  ]);
  expect(JSON.stringify(likelyBrokers(homebridge))).not.toContain('rosebud');
});

test('asks a few usual places, each once, and nowhere else', () => {
  expect(addresses(undefined)).toContain('mqtt://127.0.0.1:1883');
  expect(addresses({ platforms: [{ platform: 'a', mqtt: { server: 'mqtt://127.0.0.1' } }] })).toHaveLength(
    addresses(undefined).length,
  );
  const many = {
    platforms: Array.from({ length: 50 }, (_, index) => ({ platform: 'a', mqttUrl: `mqtt://10.0.0.${index}` })),
  };
  expect(addresses(many)).toHaveLength(12);
});

test.each([null, 7, [], { platforms: 7 }, { platforms: [null, 7, { platform: 'a', mqtt: { server: 7 } }] }])(
  'is not upset by a configuration of %j',
  (homebridge) => {
    expect(addresses(homebridge)).toEqual(addresses(undefined));
  },
);
