import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretText } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import { Scalar, parseDocument } from 'yaml';
import { SECRETS_FILE } from './secrets.ts';

/**
 * Writes a secret into the folder's `secrets.yaml`, which only its owner may read, and leaves the other lines as they are.
 *
 * @throws NightlatchError `secrets-unreadable` when the file is there but is no list of secrets: it is left alone.
 */
export function saveSecret(folder: string, name: string, text: SecretText): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, SECRETS_FILE);
  /* Every value is a text: 0471 keeps its zero. */
  const document = parseDocument(existsSync(file) ? readFileSync(file, 'utf8') : '', { schema: 'failsafe' });
  if (document.errors.length > 0 || (document.contents !== null && !(document.toJS() instanceof Object))) {
    throw new NightlatchError('secrets-unreadable', `${file} cannot be read: write one secret a line, name: "text".`);
  }
  const value = new Scalar(text.reveal());
  value.type = Scalar.QUOTE_DOUBLE;
  document.set(name, value);
  const draft = `${file}.new`;
  writeFileSync(draft, document.toString({ lineWidth: 0 }), {
    mode: 0o600,
    flush: true,
  });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
