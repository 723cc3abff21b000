import type { DatabaseSync } from 'node:sqlite';
import { chainJournal } from './chain-migration.ts';

export const DATABASE_FILE = 'hub.db';

/** One step per version of the database: step `i` brings it from version `i` to `i + 1`. */
const STEPS: readonly (string | ((database: DatabaseSync, key: Uint8Array) => void))[] = [
  `CREATE TABLE entry (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE TABLE event (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE TABLE answer (key TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE TABLE snapshot (id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE TABLE device (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE code (user TEXT NOT NULL, duress INTEGER NOT NULL, hash BLOB NOT NULL UNIQUE, at INTEGER NOT NULL,
     PRIMARY KEY (user, duress)) STRICT;
   CREATE TABLE seeded (user TEXT NOT NULL, duress INTEGER NOT NULL, PRIMARY KEY (user, duress)) STRICT;
   CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
  `CREATE TABLE credential (id TEXT PRIMARY KEY, user TEXT NOT NULL, kind TEXT NOT NULL, duress INTEGER NOT NULL,
     hash BLOB NOT NULL UNIQUE, at INTEGER NOT NULL, label TEXT, since INTEGER, until INTEGER, uses INTEGER) STRICT;
   INSERT INTO credential (id, user, kind, duress, hash, at)
     SELECT lower(hex(randomblob(8))), user, 'code', duress, hash, at FROM code;
   DROP TABLE code;
   CREATE TABLE person (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE silent (id TEXT NOT NULL, sink TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
     PRIMARY KEY (id, sink)) STRICT;`,
  chainJournal,
];

export const DATABASE_VERSION = STEPS.length;

/**
 * Brings a database to the newest version, each step in a transaction of its own.
 *
 * @param key The journal's key, of `keys.json`.
 * @throws RangeError when the database comes from a newer release: it is left as it is.
 */
export function migrate(database: DatabaseSync, key: Uint8Array): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  const found = versionOf(database);
  if (found > DATABASE_VERSION) {
    throw new RangeError(
      `The database is of version ${found}, this release knows ${DATABASE_VERSION}: update Nightlatch.`,
    );
  }
  for (const [version, step] of STEPS.entries()) {
    if (version < found) continue;
    database.exec('BEGIN IMMEDIATE');
    try {
      if (typeof step === 'string') database.exec(step);
      else step(database, key);
      database.exec(`PRAGMA user_version = ${version + 1}; COMMIT`);
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }
}

/** Reads which version a database is of; 0 is one that has just been made. */
export function versionOf(database: DatabaseSync): number {
  return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}
