import { expect, test } from '@jest/globals';
import { simulatorSchema } from './schema.ts';

test('fills in every default', () => {
  expect(simulatorSchema.parse({ type: 'simulator' })).toEqual({
    type: 'simulator',
    id: 'simulator',
    script: 'daily',
    seed: 1,
  });
});

test.each([{ script: 'nightly' }, { seed: -1 }, { id: 'a/b' }, { house: [] }])('refuses %j', (wrong) => {
  expect(simulatorSchema.safeParse({ type: 'simulator', ...wrong }).success).toBe(false);
});
