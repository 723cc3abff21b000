import { expect, test } from '@jest/globals';
import { isStale, readInstant } from './command-age-policy.ts';

test('reads an instant as epoch milliseconds or ISO 8601, and nothing else', () => {
  expect(readInstant(1000)).toBe(1000);
  expect(readInstant('1970-01-01T00:00:01Z')).toBe(1000);
  for (const wrong of ['1000', 'now', '', null, undefined, Number.NaN, Infinity, {}])
    expect(readInstant(wrong)).toBeUndefined();
});

test('a command is fresh for ten seconds, and from a clock at most five seconds ahead', () => {
  const now = 1_000_000;
  expect([now - 10_000, now, now + 5000].map((at) => isStale(at, now))).toEqual([false, false, false]);
  expect([now - 10_001, now + 5001].map((at) => isStale(at, now))).toEqual([true, true]);
});
