import { expect, test } from '@jest/globals';
import { withNames } from './device-names.ts';

const OTHER = { id: 'a/2', name: 'Siren' };

test('names a device by its id', () => {
  expect(withNames({ devices: [OTHER] }, 'a/1', { name: 'Porch', room: 'Hall' })).toEqual({
    devices: [OTHER, { id: 'a/1', name: 'Porch', room: 'Hall' }],
  });
});

test('changes an entry in its place, and keeps what else it says', () => {
  const devices = [{ id: 'A/1', name: 'Old', hidden: false }, OTHER];
  expect(withNames({ devices }, 'a/1', { room: 'Hall' })).toEqual({
    devices: [{ id: 'A/1', hidden: false, room: 'Hall' }, OTHER],
  });
});

test('an entry without a word goes, and the list with the last', () => {
  expect(withNames({ devices: [OTHER], home: {} }, 'a/2', {})).toEqual({ home: {} });
  expect(withNames({ home: {} }, 'a/2', {})).toEqual({ home: {} });
});
