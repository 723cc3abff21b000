import { expect, test } from '@jest/globals';
import type { Migration } from './migrate.ts';
import { migrateFields } from './migrate.ts';
import { COMMANDER_MIGRATIONS, WATCHER_MIGRATIONS } from './migrations.ts';

const STEPS: readonly Migration[] = [
  (fields) => ({ colour: 'red', ...fields }),
  ({ colour, ...rest }) => ({ ...rest, color: colour }),
  (fields) => ({ ...fields, lit: true }),
];

test.each([
  [{}, { color: 'red', lit: true, version: 3 }],
  [
    { version: 0, colour: 'blue' },
    { color: 'blue', lit: true, version: 3 },
  ],
  [
    { version: 1, colour: 'blue' },
    { color: 'blue', lit: true, version: 3 },
  ],
  [
    { version: 2, color: 'blue' },
    { color: 'blue', lit: true, version: 3 },
  ],
  [
    { version: 3, color: 'blue' },
    { color: 'blue', version: 3 },
  ],
])('brings %j to the present version', (saved, present) => {
  expect(migrateFields(saved, STEPS)).toEqual(present);
});

test('leaves what the flow holds as it is', () => {
  const saved = { version: 1, colour: 'blue' };
  migrateFields(saved, STEPS);
  expect(saved).toEqual({ version: 1, colour: 'blue' });
});

test.each([4, -1, 1.5, '1', null])('refuses version %j, which no release has written', (version) => {
  expect(() => migrateFields({ version }, STEPS)).toThrow('Update @nightlatch/node-red');
});

test('a node typed by hand sends the present state and what Node-RED did, unless it says otherwise', () => {
  expect(migrateFields({ home: 'h' }, WATCHER_MIGRATIONS)).toEqual({ home: 'h', initial: true, own: true, version: 1 });
  expect(migrateFields({ own: false }, WATCHER_MIGRATIONS)).toMatchObject({ own: false });
});

test('a node that takes messages takes the payload, unless its author chose otherwise', () => {
  expect(migrateFields({ version: 1, own: false }, COMMANDER_MIGRATIONS)).toEqual({
    own: false,
    input: 'payload',
    inputType: 'msg',
    version: 2,
  });
  expect(migrateFields({ version: 1, input: 'night', inputType: 'word' }, COMMANDER_MIGRATIONS)).toMatchObject({
    input: 'night',
    inputType: 'word',
  });
});
