import { expect, test } from '@jest/globals';
import { decisionText } from './decision-text.ts';

const TELLING = {
  alarm: undefined,
  names: new Map([['z/outdoor', 'Outdoor siren']]),
  instant: (at: number): string => String(at),
};
const ON = { type: 'siren', partition: 'house', on: true, pattern: 'burglary', seconds: 180 } as const;
const OFF = { type: 'siren', partition: 'house', on: false } as const;

test('a siren with rules of its own is named, and the others are the sirens', () => {
  expect(decisionText({ ...ON, devices: ['z/hall', 'z/attic'] }, TELLING)).toBe('sirens on, burglary');
  expect(decisionText({ ...OFF, devices: ['z/hall'] }, TELLING)).toBe('sirens off');
  const apart = { devices: ['z/outdoor'], isApart: true } as const;
  expect(decisionText({ ...ON, ...apart }, TELLING)).toBe('Outdoor siren on, burglary');
  expect(decisionText({ ...OFF, ...apart }, TELLING)).toBe('Outdoor siren off');
});
