import { expect, test } from '@jest/globals';
import { blindText, durationText } from './blind-text.ts';

const MINUTE = 60_000;
const DOOR = { device: 'z/door', attribute: 'contact', from: 'closed', to: 'open' } as const;
const SMOKE = { device: 'z/smoke', attribute: 'smoke', from: false, to: true } as const;
const name = (device: string): string => (device === 'z/door' ? 'Back door' : 'Kitchen smoke');

test('a blind time is told with its length and with what moved', () => {
  const blind = { from: 0, to: 3 * MINUTE, moved: [DOOR, SMOKE] };
  expect(blindText(blind, name)).toBe('blind for 3 min; Back door: open, Kitchen smoke: active');
  expect(blindText({ ...blind, moved: [] }, name)).toBe('blind for 3 min; nothing is known to have moved');
});

test('… and from when to when, where somebody can write instants', () => {
  const minute = (at: number): string => `02:${11 + at / MINUTE}`;
  expect(blindText({ from: 0, to: 3 * MINUTE, moved: [DOOR] }, name, minute)).toBe(
    'blind for 3 min (02:11 to 02:14); Back door: open',
  );
});

test('of a time in which the clock jumped nobody says how long it was', () => {
  expect(blindText({ from: 0, to: 0, moved: [], isUncertain: true }, name)).toContain('for an unknown time');
});

test.each([
  [40_000, '40 s'],
  [119_000, '119 s'],
  [3 * MINUTE, '3 min'],
  [125 * MINUTE, '2 h 5 min'],
  [180 * MINUTE, '3 h'],
  [76 * 60 * MINUTE, '3 d 4 h'],
  [48 * 60 * MINUTE, '2 d'],
])('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
