import { expect, test } from '@jest/globals';
import { EngineTime } from './engine-time.ts';

/** A clock whose wall and monotonic hands are set by hand. */
function handClock(wall: number) {
  const hands = { wall, monotonic: 0 };
  return { hands, now: () => hands.wall, monotonic: () => hands.monotonic, after: () => ({ cancel: () => undefined }) };
}

const HOUR = 3_600_000;

test('advances by wall time while the hub was away', () => {
  const time = new EngineTime(handClock(10 * HOUR), 8 * HOUR);
  expect([time.now(), time.clockJumped]).toEqual([10 * HOUR, false]);
});

test('never falls when the wall clock went back, and says so', () => {
  const time = new EngineTime(handClock(5 * HOUR), 8 * HOUR);
  expect([time.now(), time.clockJumped]).toEqual([8 * HOUR, true]);
});

test('does not believe a wall clock that is years ahead', () => {
  const time = new EngineTime(handClock(80 * 365 * 24 * HOUR), 8 * HOUR);
  expect([time.now(), time.clockJumped]).toEqual([8 * HOUR, true]);
});

test('a step of the wall clock neither ends nor stretches a delay', () => {
  const clock = handClock(10 * HOUR);
  const time = new EngineTime(clock, undefined);
  clock.hands.wall += 5 * HOUR;
  clock.hands.monotonic += 1000;
  expect(time.now()).toBe(10 * HOUR + 1000);
  expect(time.toWall(10 * HOUR + 2000)).toBe(15 * HOUR + 1000);
});
