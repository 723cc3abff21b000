import { expect, test } from '@jest/globals';
import type { SourceStanding } from './jamming-policy.ts';
import { isJammed } from './jamming-policy.ts';

const SETTINGS = { devices: 3, share: 0.3, withinMs: 300_000 };
const NOW = 10_000_000;

function standing(agesMs: readonly number[], more: Partial<SourceStanding> = {}): SourceStanding {
  const silent = new Map(agesMs.map((age, index) => [`z/${index}`, NOW - age]));
  return { silent, total: 10, isAway: false, isSuspected: false, ...more };
}

test('several devices of a source that fall silent together are suspected jamming', () => {
  expect(isJammed(standing([0, 1000, 299_000]), SETTINGS, NOW)).toBe(true);
  expect(isJammed(standing([0, 1000]), SETTINGS, NOW)).toBe(false);
});

test('devices that fell silent one after the other, each in its own time, are not', () => {
  expect(isJammed(standing([0, 3_600_000, 7_200_000]), SETTINGS, NOW)).toBe(false);
});

test('three of a hundred are no good part of them', () => {
  expect(isJammed(standing([0, 0, 0], { total: 100 }), SETTINGS, NOW)).toBe(false);
  expect(isJammed(standing(Array<number>(30).fill(0), { total: 100 }), SETTINGS, NOW)).toBe(true);
});

test('a source that is away is not jammed', () => {
  expect(isJammed(standing([0, 0, 0, 0], { isAway: true }), SETTINGS, NOW)).toBe(false);
});

test('the suspicion lasts until enough of them are back', () => {
  const isSuspected = true;
  expect(isJammed(standing([3_600_000, 3_600_000, 3_600_000], { isSuspected }), SETTINGS, NOW)).toBe(true);
  expect(isJammed(standing([3_600_000, 3_600_000], { isSuspected }), SETTINGS, NOW)).toBe(false);
});
