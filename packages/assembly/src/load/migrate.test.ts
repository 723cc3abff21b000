import { describe, expect, test } from '@jest/globals';
import type { Migration } from './migrate.ts';
import { migrate } from './migrate.ts';

const STEPS: readonly Migration[] = [
  { from: 1, change: '"zone" became "zones".', migrate: ({ zone, ...rest }) => ({ ...rest, zones: [zone] }) },
  { from: 2, change: '"zones" moved into "house".', migrate: ({ zones, ...rest }) => ({ ...rest, house: { zones } }) },
];

describe('migrating', () => {
  test('takes every step from the version of the file to that of today, in order, and says what changed', () => {
    expect(migrate({ zone: 'Door' }, STEPS, 3)).toEqual({
      value: { version: 3, house: { zones: ['Door'] } },
      changes: ['"zone" became "zones".', '"zones" moved into "house".'],
      problems: [],
    });
  });

  test('begins at the version that the file names', () => {
    expect(migrate({ version: 2, zones: ['Door'] }, STEPS, 3).changes).toEqual(['"zones" moved into "house".']);
  });

  test('leaves a file of today as it is', () => {
    const today = { version: 3, house: {} };
    expect(migrate(today, STEPS, 3)).toEqual({ value: today, changes: [], problems: [] });
  });

  test.each([0, -1, 1.5, 'two', null])('refuses %j as a version', (version) => {
    const { problems } = migrate({ version }, STEPS, 3);
    expect(problems.length).toBe(version === null ? 0 : 1);
  });
});
