import { expect, test } from '@jest/globals';
import { localDay, localMoment } from './local-moment.ts';

test.each([
  ['in winter', '2026-01-05T08:30:00Z', 1, 9 * 60 + 30],
  ['in summer', '2026-07-05T08:30:00Z', 7, 10 * 60 + 30],
  ['at midnight', '2026-01-05T23:00:00Z', 2, 0],
  ['before the clocks go forward', '2026-03-29T00:59:00Z', 7, 119],
  ['after the clocks went forward', '2026-03-29T01:00:00Z', 7, 180],
  ['in the hour that comes twice', '2026-10-25T01:30:00Z', 7, 150],
])('reads the wall clock of the house %s', (_when, instant, weekday, minute) => {
  const now = Date.parse(instant);
  expect(localMoment(now, 'Europe/Madrid')).toEqual({ now, weekday, minute });
});

test('dates an instant as the house does, not as the machine', () => {
  const evening = Date.UTC(2026, 2, 1, 23, 30);
  expect([localDay(evening, 'Europe/Madrid'), localDay(evening, 'America/New_York')]).toEqual([
    '2026-03-02',
    '2026-03-01',
  ]);
});

test("reads the machine's own clock as it would by the name of its zone", () => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 1); now += 7 * 3_600_000 + 61_000) {
    expect(localMoment(now)).toEqual(localMoment(now, timeZone));
    expect(localDay(now)).toBe(localDay(now, timeZone));
  }
});
