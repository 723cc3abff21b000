import { expect, test } from '@jest/globals';
import { brokerAddress } from './broker-address.ts';

test.each([
  ['homeassistant.local', 'mqtt://homeassistant.local:1883'],
  [' 192.168.1.20 ', 'mqtt://192.168.1.20:1883'],
  ['192.168.1.20:1884', 'mqtt://192.168.1.20:1884'],
  ['http://192.168.1.20', 'mqtt://192.168.1.20:1883'],
  ['tcp://broker:1883/', 'mqtt://broker:1883'],
  ['mqtts://broker', 'mqtts://broker:8883'],
  ['[fd00::1]', 'mqtt://[fd00::1]:1883'],
])('understands %j', (typed, address) => {
  expect(brokerAddress(typed)).toBe(address);
});

test.each(['my broker', 'mqtt://ana:rosebud@broker', 'ftp://broker', 'mqtt://'])('sees no address in %j', (typed) => {
  expect(() => brokerAddress(typed)).toThrow(/^This is not an address\. Write a name or a number like/);
});

test('an address of a hub has its own port', () => {
  expect(brokerAddress('nas.local', 1885)).toBe('mqtt://nas.local:1885');
});
