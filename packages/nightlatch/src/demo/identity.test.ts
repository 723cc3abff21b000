import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bridgeIdentity } from './identity.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('is one that HomeKit accepts', () => {
  const { username, pin, setupId } = bridgeIdentity(folder);
  expect(username).toMatch(/^0E(:[0-9A-F]{2}){5}$/);
  expect(pin).toMatch(/^\d{3}-\d{2}-\d{3}$/);
  expect(setupId).toMatch(/^[0-9A-Z]{4}$/);
});

test('is kept for the next start, for its owner only', () => {
  const first = bridgeIdentity(folder);
  expect(bridgeIdentity(folder)).toEqual(first);
  expect(statSync(join(folder, 'identity.json')).mode & 0o777).toBe(0o600);
});

test('is another one in another folder', () => {
  expect(bridgeIdentity(join(folder, 'other'))).not.toEqual(bridgeIdentity(folder));
});
