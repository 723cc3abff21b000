import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NightlatchError } from '@nightlatch/model';

/** Secrets of one house that must not lie in its database. */
export interface HouseKeys {
  /** Mixed into every code before it is hashed. */
  readonly pepper: Buffer;
  /** Chains the journal. */
  readonly journal: Buffer;
}

export const KEYS_FILE = 'keys.json';
const KEY_BYTES = 32;
const VERSION = 2;

/**
 * Makes the house's keys where there are none, and brings those of an older release up to date. Only who has claimed the
 * data folder may: two at once would make different keys.
 *
 * @throws NightlatchError `keys-unreadable` when the file is there but is not ours.
 */
export function makeKeys(dataDir: string): HouseKeys {
  const file = join(dataDir, KEYS_FILE);
  if (!existsSync(file)) writeKeys(file, { pepper: randomBytes(KEY_BYTES), journal: randomBytes(KEY_BYTES) });
  const { pepper, journal } = read(file);
  if (journal) return { pepper, journal };
  const keys = { pepper, journal: randomBytes(KEY_BYTES) };
  writeKeys(file, keys);
  return keys;
}

/**
 * Reads the house's keys. The file is readable by its owner only.
 *
 * @throws NightlatchError `keys-unreadable` when the file is not there or is not ours: codes could not be verified with
 * new keys, nor the journal, so none are made in its place.
 */
export function readKeys(dataDir: string): Partial<HouseKeys> & Pick<HouseKeys, 'pepper'> {
  return read(join(dataDir, KEYS_FILE));
}

/** A name for a key that tells nothing of it. */
export function keyName(key: Uint8Array): string {
  return createHmac('sha256', key).update('nightlatch key name').digest('hex').slice(0, 16);
}

function read(file: string): Partial<HouseKeys> & Pick<HouseKeys, 'pepper'> {
  try {
    chmodSync(file, 0o600);
    const { v, pepper, journal } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    if (v !== 1 && v !== VERSION) throw new RangeError(`keys of version ${String(v)}`);
    return { pepper: keyOf(pepper), ...(v === 1 ? {} : { journal: keyOf(journal) }) };
  } catch (cause) {
    throw new NightlatchError(
      'keys-unreadable',
      `${file} cannot be read: restore it from a backup; without it no code is valid and the journal cannot be verified.`,
      { cause },
    );
  }
}

function keyOf(text: unknown): Buffer {
  const key = Buffer.from(String(text), 'base64');
  if (key.length !== KEY_BYTES) throw new RangeError(`a key of ${key.length} bytes`);
  return key;
}

function writeKeys(file: string, { pepper, journal }: HouseKeys): void {
  const draft = `${file}.new`;
  const text = JSON.stringify({ v: VERSION, pepper: pepper.toString('base64'), journal: journal.toString('base64') });
  writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
}
