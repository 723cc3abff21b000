import { expect, test } from '@jest/globals';
import { localMoment } from './local-moment.ts';

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
