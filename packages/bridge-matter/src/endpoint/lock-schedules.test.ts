import { describe, expect, test } from '@jest/globals';
import { instantOf, localSeconds } from './local-seconds.ts';
import { EARLIEST, LATEST, limitsOf, readSchedules } from './lock-schedules.ts';

const MADRID = 'Europe/Madrid';
const wall = (text: string): number => Date.parse(`${text}Z`) / 1000;

describe('somebody’s limits as schedules of a lock', () => {
  test.each([
    ['a window of a day', [{ days: [1, 2], from: 480, to: 720 }], [{ index: 1, days: [1, 2], from: 480, to: 720 }]],
    [
      'a window that goes on after midnight, which is two',
      [{ days: [6, 7], from: 1350, to: 360 }],
      [
        { index: 1, days: [6, 7], from: 1350, to: 1440 },
        { index: 2, days: [7, 1], from: 0, to: 360 },
      ],
    ],
    ['one that ends at midnight', [{ days: [5], from: 600, to: 0 }], [{ index: 1, days: [5], from: 600, to: 1440 }]],
  ])('%s', (_, schedule, weekDays) => {
    expect(readSchedules({ schedule }, [], MADRID)).toEqual({ weekDays });
  });

  test('keep the numbers that an app gave its windows, and forget those that are no more', () => {
    const kept = { days: [3], from: 60, to: 120 };
    const schedule = [{ days: [1], from: 0, to: 60 }, kept];
    const known = [
      { index: 1, ...kept },
      { index: 4, days: [2], from: 0, to: 60 },
    ];
    expect(readSchedules({ schedule }, known, MADRID).weekDays).toEqual([
      { index: 1, ...kept },
      { index: 2, days: [1], from: 0, to: 60 },
    ]);
  });

  test('say from when and until when on the house’s own clock, and open ends as far as the cluster can', () => {
    const from = Date.parse('2026-07-01T10:00:00Z');
    expect(readSchedules({ from }, [], MADRID).yearDay).toEqual({ from: wall('2026-07-01T12:00:00'), until: LATEST });
    const until = Date.parse('2026-01-01T10:00:00Z');
    expect(readSchedules({ until }, [], MADRID).yearDay).toEqual({
      from: EARLIEST,
      until: wall('2026-01-01T11:00:00'),
    });
  });

  test('come back as they were', () => {
    const limits = {
      schedule: [{ days: [1, 5], from: 480, to: 1440 }],
      from: Date.parse('2026-03-01T07:00:00Z'),
      until: Date.parse('2026-10-31T20:30:00Z'),
    };
    expect(limitsOf(readSchedules(limits, [], MADRID), false, MADRID)).toEqual(limits);
    expect(limitsOf(readSchedules({}, [], MADRID), false, MADRID)).toEqual({});
  });

  test('that are needed and not there leave no time at all', () => {
    expect(limitsOf({ weekDays: [] }, true, MADRID)).toEqual({ schedule: [] });
    const yearDay = { from: wall('2026-03-01T00:00:00'), until: wall('2026-03-02T00:00:00') };
    expect(limitsOf({ weekDays: [], yearDay }, true, MADRID)).not.toHaveProperty('schedule');
  });
});

test.each([
  ['in winter', '2026-01-15T12:00:00', '2026-01-15T11:00:00Z'],
  ['in summer', '2026-07-15T12:00:00', '2026-07-15T10:00:00Z'],
  ['that the clocks skip', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
  ['that comes twice', '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
])('a time of the wall clock %s is one instant', (_, shown, instant) => {
  expect(new Date(instantOf(wall(shown), MADRID)).toISOString()).toBe(new Date(instant).toISOString());
  expect(localSeconds(Date.parse('2026-07-15T10:00:00Z'), MADRID)).toBe(wall('2026-07-15T12:00:00'));
});
