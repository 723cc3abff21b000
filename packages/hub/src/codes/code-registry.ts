import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SecretText } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import { claimData } from '../data-lock.ts';
import { DATABASE_FILE, DATABASE_VERSION, migrate, versionOf } from '../journal/schema.ts';
import { loadKeys } from '../keys.ts';
import type { HashMethod } from './code-hash.ts';
import { bestMethod, hashCode } from './code-hash.ts';

/** A code as it may be shown: whose it is, and since when. Never the code. */
export interface CodeRecord {
  readonly user: string;
  readonly duress: boolean;
  /** Epoch milliseconds. */
  readonly addedAt: number;
}

export interface CodeVerdict {
  readonly user?: string;
  readonly duress: boolean;
}

/** The codes of a house, in its database. */
export interface CodeRegistry {
  /**
   * Enrols a code, or replaces the one that the user had of that kind.
   * @throws NightlatchError `code-invalid` (not 4–12 digits) or `code-taken` (codes are unique in a house).
   */
  add(user: string, code: SecretText, options?: { duress?: boolean }): Promise<void>;
  /** Revokes every code of a user. @returns Whether there was one. */
  remove(user: string): boolean;
  list(): readonly CodeRecord[];
  /** Finds whose code it is, in the same time whether or not it is anybody's. */
  verify(code: SecretText): Promise<CodeVerdict>;
}

export const CODE_SHAPE = /^\d{4,12}$/;

/** Keeps the codes through a database connection of its own, so that it works beside a running hub. */
export class SqliteCodeRegistry implements CodeRegistry {
  readonly #database: DatabaseSync;
  readonly #pepper: Buffer;
  readonly #salt: Buffer;
  readonly #method: HashMethod;

  constructor(database: DatabaseSync, pepper: Buffer) {
    this.#database = database;
    this.#pepper = pepper;
    this.#salt = Buffer.from(
      this.#meta('salt', () => randomBytes(16).toString('base64')),
      'base64',
    );
    this.#method = this.#meta('hash', bestMethod) as HashMethod;
  }

  async add(user: string, code: SecretText, { duress = false } = {}): Promise<void> {
    if (!CODE_SHAPE.test(code.reveal())) {
      throw new NightlatchError('code-invalid', `The code for ${user} must be 4 to 12 digits; 6 are advised.`);
    }
    const hash = await this.#hash(code);
    const owner = this.#find(hash);
    if (owner && (owner.user !== user || owner.duress !== duress)) {
      throw new NightlatchError('code-taken', `The code for ${user} cannot be used: choose another.`);
    }
    this.#database
      .prepare(
        'INSERT INTO code (user, duress, hash, at) VALUES (?, ?, ?, ?) ON CONFLICT (user, duress) DO UPDATE SET hash = excluded.hash, at = excluded.at',
      )
      .run(user, duress ? 1 : 0, hash, Date.now());
  }

  remove(user: string): boolean {
    return this.#database.prepare('DELETE FROM code WHERE user = ?').run(user).changes > 0;
  }

  list(): readonly CodeRecord[] {
    const rows = this.#database.prepare('SELECT user, duress, at FROM code ORDER BY user, duress').all();
    return rows.map((row) => ({ user: String(row['user']), duress: row['duress'] === 1, addedAt: Number(row['at']) }));
  }

  async verify(code: SecretText): Promise<CodeVerdict> {
    return this.#find(await this.#hash(code)) ?? { duress: false };
  }

  /** Enrols a configured code the first time that it is seen; from then on the database wins. */
  async seed(user: string, code: SecretText, duress: boolean): Promise<boolean> {
    const key = [user, duress ? 1 : 0] as const;
    const isSeeded =
      this.#database.prepare('SELECT 1 FROM seeded WHERE user = ? AND duress = ?').get(...key) !== undefined;
    if (isSeeded) return false;
    await this.add(user, code, { duress });
    this.#database.prepare('INSERT INTO seeded (user, duress) VALUES (?, ?)').run(...key);
    return true;
  }

  #hash(code: SecretText): Promise<Buffer> {
    return hashCode(code, { method: this.#method, salt: this.#salt, pepper: this.#pepper });
  }

  /** Looks at every record, whichever matches, so that the time tells nothing. */
  #find(hash: Buffer): { user: string; duress: boolean } | undefined {
    let found: { user: string; duress: boolean } | undefined;
    for (const row of this.#database.prepare('SELECT user, duress, hash FROM code').all()) {
      const isMatch = timingSafeEqual(Buffer.from(row['hash'] as Uint8Array), hash);
      if (isMatch) found = { user: String(row['user']), duress: row['duress'] === 1 };
    }
    return found;
  }

  #meta(key: string, make: () => string): string {
    this.#database.prepare('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)').run(key, make());
    return (this.#database.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string }).value;
  }
}

/** Opens the codes of a house for the command line or a settings page, whether or not its hub is running. */
export function openCodes(dataDir: string): CodeRegistry & { close(): void } {
  makeHouse(dataDir);
  const database = new DatabaseSync(join(dataDir, DATABASE_FILE));
  database.exec('PRAGMA busy_timeout = 5000');
  const registry = new SqliteCodeRegistry(database, loadKeys(dataDir).pepper);
  return Object.assign(registry, { close: () => database.close() });
}

/**
 * Makes the database of a house that has never run, or brings an old one up to date. A house that is neither is not claimed
 * even for a moment, for its hub may be starting; one that a hub holds is left as it is.
 */
function makeHouse(dataDir: string): void {
  if (isUpToDate(join(dataDir, DATABASE_FILE))) return;
  let lock;
  try {
    lock = claimData(dataDir, 'codes');
  } catch {
    return;
  }
  const database = new DatabaseSync(join(dataDir, DATABASE_FILE));
  try {
    migrate(database);
  } finally {
    database.close();
    lock.release();
  }
}

function isUpToDate(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return versionOf(database) === DATABASE_VERSION;
  } finally {
    database.close();
  }
}
