import { expect, test } from '@jest/globals';
import { TestClock } from '@nightlatch/testing';
import { RateLimit } from './rate-limit.ts';

test('lets each name do so many at once, then so many a second', () => {
  const clock = new TestClock();
  const limit = new RateLimit(clock, { burst: 3, perSecond: 2 });
  const tries = (name: string, times: number): number =>
    Array.from({ length: times }, () => limit.admit(name)).filter(Boolean).length;
  expect([tries('a', 5), tries('b', 5)]).toEqual([3, 3]);
  clock.advance(1000);
  expect(tries('a', 5)).toBe(2);
  clock.advance(3_600_000);
  expect(tries('a', 5)).toBe(3);
});

test('forgets those who have earned all back before those who have not', () => {
  const clock = new TestClock();
  const limit = new RateLimit(clock, { burst: 1, perSecond: 1 });
  for (let index = 0; index < 999; index += 1) limit.admit(`old-${index}`);
  clock.advance(2000);
  limit.admit('greedy');
  limit.admit('one more');
  expect(limit.admit('greedy')).toBe(false);
});
