import { expect, test } from '@jest/globals';
import { hapName } from './hap-name.ts';

test.each([
  ['Front door', 'Front door'],
  ['Küche & Bad', 'Küche & Bad'],
  ['Ana’s room', 'Ana’s room'],
  ['Main door!', 'Main door'],
  ['🚪 Door', 'Door'],
  ['Door #2', 'Door 2'],
  ['  (Cellar)  ', 'Cellar'],
  ['zigbee2mqtt/0x01', 'zigbee2mqtt/0x01'],
  ['前门', '前门'],
  ['???', 'Device'],
  ['', 'Device'],
  ['D', 'D Device'],
])('makes of %j the name %j', (name, expected) => expect(hapName(name)).toBe(expected));

test('keeps names within 64 characters, and within the rule after the cut', () => {
  const name = hapName(`${'a'.repeat(63)}-${'b'.repeat(30)}`);
  expect(name).toBe('a'.repeat(63));
});
