import { expect, test } from '@jest/globals';
import { entryText } from './entry-text.ts';

const NAMES = new Map([['z/siren', 'Landing siren']]);

test.each([
  ['by the name that the database has', 'z/siren', 'Landing siren: siren true'],
  ['by its id where nobody has named it', 'z/bell', 'z/bell: siren true'],
])('a device that no zone names is told %s', (_, device, expected) => {
  const input = { type: 'attribute', device, attribute: 'siren', value: true, cause: 'live', at: 0 } as const;
  expect(entryText(input, undefined, NAMES)).toBe(expected);
});
