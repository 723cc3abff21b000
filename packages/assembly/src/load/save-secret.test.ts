import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { saveSecret } from './save-secret.ts';
import { openSecrets } from './secrets.ts';

let folder: string;
const read = (name: string): string | undefined => openSecrets(join(folder, 'house.yaml'), {}).find(name)?.reveal();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(['rosebud', '0471', 'true', 'a "b" \\ c: #d', 'ümlaut\nline', '  spaces  ', 'x'.repeat(300)])(
  'gives back %j as it was saved',
  (text) => {
    saveSecret(folder, 'mqtt-password', new SecretText(text));
    expect(read('mqtt-password')).toBe(text);
  },
);

test('keeps the other secrets and their comments, and lets nobody else read them', () => {
  const file = join(folder, 'secrets.yaml');
  writeFileSync(file, '# mine\nana-code: 0471 # the front door\n', { mode: 0o644 });
  saveSecret(folder, 'mqtt-password', new SecretText('rosebud'));
  saveSecret(folder, 'mqtt-password', new SecretText('rosebug'));
  expect(readFileSync(file, 'utf8')).toBe('# mine\nana-code: 0471 # the front door\nmqtt-password: "rosebug"\n');
  expect(read('ana-code')).toBe('0471');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('leaves a file that it cannot read as it is', () => {
  const file = join(folder, 'secrets.yaml');
  writeFileSync(file, 'ana: [');
  expect(() => saveSecret(folder, 'mqtt-password', new SecretText('rosebud'))).toThrow(/cannot be read/);
  expect(readFileSync(file, 'utf8')).toBe('ana: [');
});
