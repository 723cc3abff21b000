import { expect, test } from '@jest/globals';
import { TestClock } from '@nightlatch/testing';
import { Wish } from './wish.ts';

test('is forgotten when nobody fulfils it, and says so once', () => {
  const clock = new TestClock();
  let forgotten = 0;
  const wish = new Wish<number>(clock, 1000, () => (forgotten += 1));
  wish.make(1);
  clock.advance(999);
  expect([wish.value, forgotten]).toEqual([1, 0]);
  clock.advance(1);
  expect([wish.value, forgotten, clock.pending]).toEqual([undefined, 1, 0]);
});

test('waits anew when it is made again, and leaves no timer when it came true', () => {
  const clock = new TestClock();
  const wish = new Wish<number>(clock, 1000, () => undefined);
  wish.make(1);
  clock.advance(900);
  wish.make(2);
  clock.advance(900);
  expect(wish.value).toBe(2);
  wish.forget();
  expect([wish.value, clock.pending]).toEqual([undefined, 0]);
});
