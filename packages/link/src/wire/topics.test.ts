import { expect, test } from '@jest/globals';
import { commandClient, isClientName, setPartition, topicSafe, topicsOf } from './topics.ts';

const HOME = topicsOf('home');

test('keeps the slash of a device’s id, and escapes what would break a topic', () => {
  expect(HOME.device('zigbee2mqtt/0x00158d0001a2b3c4')).toBe('nightlatch/home/device/zigbee2mqtt/0x00158d0001a2b3c4');
  expect(topicSafe('a+b#c\u0000d\ud800')).toBe('a%2Bb%23c%00d\ufffd');
  expect(HOME.partitionState('a/b')).toBe('nightlatch/home/partition/a%2Fb/state');
});

test('reads a client or a partition from its own topic only', () => {
  expect(commandClient(HOME, 'nightlatch/home/command/phone')).toBe('phone');
  expect(commandClient(HOME, 'nightlatch/home/command/a/b')).toBeUndefined();
  expect(commandClient(HOME, 'nightlatch/other/command/phone')).toBeUndefined();
  expect(setPartition(HOME, 'nightlatch/home/partition/house/set')).toBe('house');
  expect(setPartition(HOME, 'nightlatch/home/partition/set')).toBeUndefined();
});

test('a client’s name is one plain level', () => {
  for (const name of ['phone', 'a.b-c_1', '__proto__']) expect(isClientName(name)).toBe(true);
  for (const name of ['', 'a/b', '+', '#', 'a b', 'x'.repeat(65), 7, undefined]) expect(isClientName(name)).toBe(false);
});
