import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { NightlatchError } from '@nightlatch/model';

/** Secrets of one house that must not lie in its database. */
export interface HouseKeys {
  /** Mixed into every code before it is hashed. */
  readonly pepper: Buffer;
}

export const KEYS_FILE = 'keys.json';

/**
 * Reads the house's keys, and makes them on first use. The file is readable by its owner only.
 *
 * @throws NightlatchError `keys-unreadable` when the file is there but is not ours: codes could not be verified with new
 * keys, so none are made in its place.
 */
export function loadKeys(dataDir: string): HouseKeys {
  const file = join(dataDir, KEYS_FILE);
  if (!existsSync(file)) writeKeys(file);
  try {
    chmodSync(file, 0o600);
    const { pepper } = JSON.parse(readFileSync(file, 'utf8')) as { pepper: string };
    const bytes = Buffer.from(pepper, 'base64');
    if (bytes.length !== 32) throw new RangeError(`a pepper of ${bytes.length} bytes`);
    return { pepper: bytes };
  } catch (cause) {
    throw new NightlatchError(
      'keys-unreadable',
      `${file} cannot be read: restore it from a backup; no code is valid without it.`,
      {
        cause,
      },
    );
  }
}

function writeKeys(file: string): void {
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify({ v: 1, pepper: randomBytes(32).toString('base64') })}\n`, {
    mode: 0o600,
    flush: true,
  });
  renameSync(draft, file);
}
