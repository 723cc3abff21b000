import { expect, test } from '@jest/globals';
import { houseOfPeople, withoutPerson } from './people.ts';

test('reads the clock, the places and who is named from a block', () => {
  const block = { name: 'Alarm', home: { timeZone: 'Europe/Madrid' }, users: [{ name: 'Ana' }] };
  const house = houseOfPeople(block, 'config.json');
  expect(house).toMatchObject({ timeZone: 'Europe/Madrid', named: ['Ana'], partitions: [{ id: 'house' }] });
});

test('still knows who is named in a block that cannot be used', () => {
  const block = { users: [{ name: 'Ana' }], partitions: 'none' };
  expect(houseOfPeople(block, 'config.json')).toMatchObject({ named: ['Ana'], partitions: [{ id: 'house' }] });
});

test('takes somebody out of the configuration, and leaves no empty list', () => {
  expect(withoutPerson({ users: [{ name: 'Ana' }] }, 'Ana')).toEqual({});
  expect(withoutPerson({ users: [{ name: 'Ana' }, { name: 'Ben' }] }, 'Ana')).toEqual({ users: [{ name: 'Ben' }] });
  expect(withoutPerson({ name: 'x' }, 'Ana')).toEqual({ name: 'x' });
});
