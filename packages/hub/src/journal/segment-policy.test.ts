import { describe, expect, test } from '@jest/globals';
import type { Segment } from './chain.ts';
import { GENESIS } from './chain.ts';
import { DECISIONS_KEPT, SEGMENT_ENTRIES, isDropDue, isSealDue } from './segment-policy.ts';

const DAY = 24 * 3600 * 1000;
const NOW = 400 * DAY;

/** A segment of day `id`, that holds 100 entries and as many decisions as are kept. */
const segment = (id: number, change: Partial<Segment> = {}): Segment => ({
  id,
  first: id * 100 - 99,
  last: id * 100,
  count: 100,
  decided: DECISIONS_KEPT,
  bytes: 1_000_000,
  fromAt: (id - 1) * DAY,
  toAt: id * DAY - 1,
  sealedAt: id * DAY,
  before: GENESIS,
  head: GENESIS,
  ...change,
});
const OPEN = { count: 10, decided: 2, fromAt: NOW - 1000 };
const AROUND = { open: OPEN, newestAt: NOW, snapshotN: 1_000_000, retention: { keepDays: 365, maxMegabytes: 500 } };
const YEAR = Array.from({ length: 400 }, (_, index) => segment(index + 1, { bytes: 1000 }));

describe('a segment is sealed', () => {
  test('when it is full, or a day old', () => {
    expect(isSealDue({ count: SEGMENT_ENTRIES, decided: 0, fromAt: NOW }, NOW)).toBe(true);
    expect(isSealDue({ count: 1, decided: 0, fromAt: NOW - DAY }, NOW)).toBe(true);
  });

  test('and not before; an empty one never', () => {
    expect(isSealDue({ count: SEGMENT_ENTRIES - 1, decided: 0, fromAt: NOW - DAY + 1 }, NOW)).toBe(false);
    expect(isSealDue({ count: 0, decided: 0, fromAt: undefined }, NOW)).toBe(false);
  });
});

describe('the oldest segment is dropped', () => {
  test('when it is older than the days that are kept', () => {
    expect(isDropDue(YEAR, AROUND)).toBe(true);
    expect(isDropDue(YEAR.slice(40), AROUND)).toBe(false);
  });

  test('when all together are too large, however young it is', () => {
    const [large, fit] = [segment(399, { bytes: 400_000_001 }), segment(400, { bytes: 100_000_000 })];
    expect(isDropDue([large, fit], AROUND)).toBe(true);
    expect(isDropDue([large], AROUND)).toBe(false);
  });

  test('never while the engine comes back from a snapshot before its end', () => {
    expect(isDropDue(YEAR, { ...AROUND, snapshotN: 99 })).toBe(false);
    expect(isDropDue(YEAR, { ...AROUND, snapshotN: 100 })).toBe(true);
  });

  test('never while fewer than 1,000 decisions would be left', () => {
    expect(DECISIONS_KEPT).toBe(1000);
    const quiet = [segment(1), segment(2, { decided: DECISIONS_KEPT - 3 })];
    expect(isDropDue(quiet, AROUND)).toBe(false);
    expect(isDropDue(quiet, { ...AROUND, open: { ...OPEN, decided: 3 } })).toBe(true);
  });

  test('never where there is none', () => {
    expect(isDropDue([], AROUND)).toBe(false);
  });
});
