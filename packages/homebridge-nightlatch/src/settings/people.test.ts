import { expect, test } from '@jest/globals';
import { peopleOf, withPeople, withoutPerson } from './people.ts';

const CODES = [
  { id: 'a', kind: 'code', user: 'Ana', duress: false, addedAt: 5 },
  { id: 'b', kind: 'code', user: 'Ana', duress: true, addedAt: 9 },
  { id: 'c', kind: 'code', user: 'Ben', duress: false, addedAt: 7 },
] as const;

test('lists who has a code and who is only named', () => {
  expect(peopleOf({ users: [{ name: 'Cleo' }, { name: 'Ana' }] }, CODES)).toEqual([
    { name: 'Cleo', hasCode: false, hasDuressCode: false },
    { name: 'Ana', hasCode: true, hasDuressCode: true, since: 9 },
    { name: 'Ben', hasCode: true, hasDuressCode: false, since: 7 },
  ]);
});

test('names everybody with a code, and changes nobody who is there', () => {
  const ana = { name: 'Ana', can: ['arm'] };
  expect(withPeople({ users: [ana] }, CODES)).toEqual({ users: [ana, { name: 'Ben' }] });
  expect(withPeople({}, [])).toEqual({});
});

test('takes somebody out, and the list with the last of them', () => {
  expect(withoutPerson({ users: [{ name: 'Ana' }, { name: 'Ben' }] }, 'Ana')).toEqual({ users: [{ name: 'Ben' }] });
  expect(withoutPerson({ users: [{ name: 'Ana' }], home: {} }, 'Ana')).toEqual({ home: {} });
});
