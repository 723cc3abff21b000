import { expect, test } from '@jest/globals';
import { setupUri } from './setup-uri.ts';

test('packs category, transport and code as the HAP specification says', () => {
  const packed = Number.parseInt(setupUri('031-45-154', 'AB12').slice('X-HM://'.length, -4), 36);
  expect(packed % 2 ** 27).toBe(3_145_154);
  expect(Math.floor(packed / 2 ** 27) % 16).toBe(2);
  expect(Math.floor(packed / 2 ** 31)).toBe(2);
});

test('is always as long as a HomeKit code, with the setup id at its end', () => {
  expect(setupUri('000-00-001', 'Z9Z9')).toMatch(/^X-HM:\/\/[0-9A-Z]{9}Z9Z9$/);
});
