import { expect, test } from '@jest/globals';
import { peopleOf, withoutPerson } from './people.ts';

const CODES = [
  { id: 'a', kind: 'code', user: 'Ana', duress: false, addedAt: 5 },
  { id: 'b', kind: 'code', user: 'Ana', duress: true, addedAt: 9 },
  { id: 'c', kind: 'tag', user: 'Ben', duress: false, addedAt: 7, label: 'fob' },
] as const;

test('lists who has a code, who is only named, and what a guest may', () => {
  const letIn = [
    { name: 'Ana', can: ['arm'] },
    { name: 'Ben', can: ['disarm'] },
  ] as const;
  const [cleo, ana, ben] = peopleOf({ users: [{ name: 'Cleo' }, { name: 'Ana' }] }, CODES, letIn);
  expect(cleo).toEqual({ name: 'Cleo', hasCode: false, hasDuressCode: false, credentials: [] });
  expect(ana).toMatchObject({ name: 'Ana', hasCode: true, hasDuressCode: true, since: 9 });
  expect(ana).not.toHaveProperty('can');
  expect(ben).toEqual({
    name: 'Ben',
    hasCode: true,
    hasDuressCode: false,
    since: 7,
    credentials: [{ id: 'c', kind: 'tag', duress: false, addedAt: 7, label: 'fob' }],
    can: ['disarm'],
  });
});

test('takes somebody out of the configuration, and leaves no empty list', () => {
  expect(withoutPerson({ users: [{ name: 'Ana' }] }, 'Ana')).toEqual({});
  expect(withoutPerson({ users: [{ name: 'Ana' }, { name: 'Ben' }] }, 'Ana')).toEqual({ users: [{ name: 'Ben' }] });
  expect(withoutPerson({ name: 'x' }, 'Ana')).toEqual({ name: 'x' });
});
