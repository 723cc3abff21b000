import { expect, test } from '@jest/globals';
import { zonedInstant } from './zoned-instant.ts';

const madrid = (text: string, isEnd = false): string | undefined => {
  const at = zonedInstant(text, 'Europe/Madrid', { isEnd });
  return at === undefined ? undefined : new Date(at).toISOString();
};

test.each([
  ['2026-01-15 09:30', '2026-01-15T08:30:00.000Z'],
  ['2026-07-15T09:30', '2026-07-15T07:30:00.000Z'],
  ['2026-07-15', '2026-07-14T22:00:00.000Z'],
  ['2026-03-29 01:59', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29 03:00', '2026-03-29T01:00:00.000Z'],
  ['2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25 03:00', '2026-10-25T02:00:00.000Z'],
])('%s is an instant on the wall clock of the house', (text, instant) => {
  expect(madrid(text)).toBe(instant);
});

test('a day that is an end lasts until midnight, however long it is', () => {
  expect(madrid('2026-03-29', true)).toBe('2026-03-29T22:00:00.000Z');
  expect(madrid('2026-10-25', true)).toBe('2026-10-25T23:00:00.000Z');
});

test.each(['2026-02-30', '2026-13-01', 'tomorrow', '2026-01-01 24:00', ''])('%s is no day', (text) => {
  expect(madrid(text)).toBeUndefined();
});
