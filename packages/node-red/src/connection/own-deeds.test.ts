import { expect, test } from '@jest/globals';
import type { HomeChange } from '@nightlatch/model';
import { OwnDeeds } from './own-deeds.ts';

const LOCKED: HomeChange = {
  type: 'attribute',
  device: 'a/lock',
  attribute: 'lock',
  from: 'unlocked',
  to: 'locked',
  cause: 'live',
  at: 1,
};
const refusedTo = (client: string, origin: 'link' | 'node-red'): HomeChange => ({
  type: 'refused',
  command: 'arm',
  reason: 'zones-open',
  actor: { origin, client },
  at: 1,
});

test('what the hub says we did is ours, by our name', () => {
  const deeds = new OwnDeeds('node-red', undefined);
  expect(deeds.isOwn(refusedTo('node-red', 'link'))).toBe(true);
  expect(deeds.isOwn(refusedTo('phone', 'node-red'))).toBe(false);
  expect(new OwnDeeds('node-red', 'node-red').isOwn(refusedTo('node-red', 'link'))).toBe(false);
});

test('a bolt that turns as we asked, soon, is our doing; one that turns otherwise is not', () => {
  let now = 0;
  const deeds = new OwnDeeds('node-red', undefined, () => now);
  expect(deeds.isOwn(LOCKED)).toBe(false);
  deeds.asked({ type: 'lock', device: 'a/lock' });
  expect(deeds.isOwn(LOCKED)).toBe(true);
  expect(deeds.isOwn({ ...LOCKED, to: 'unlocked' })).toBe(false);
  expect(deeds.isOwn({ ...LOCKED, device: 'a/other' })).toBe(false);
  now = 30_000;
  expect(deeds.isOwn(LOCKED)).toBe(false);
});

test('what was refused is not ours when it happens after all', () => {
  const deeds = new OwnDeeds('node-red', undefined);
  deeds.asked({ type: 'lock', device: 'a/lock' });
  deeds.refused({ type: 'lock', device: 'a/lock' });
  expect(deeds.isOwn(LOCKED)).toBe(false);
});
