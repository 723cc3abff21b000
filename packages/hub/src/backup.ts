import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NightlatchError } from '@nightlatch/model';
import { claimData } from './data-lock.ts';
import { DATABASE_FILE, migrate } from './journal/schema.ts';
import { KEYS_FILE, makeKeys } from './keys.ts';

/**
 * Writes the whole house into one file, readable by its owner only: the database, as of one instant even while the hub
 * runs, the keys, and the configuration files named.
 *
 * @throws NightlatchError `backup-exists` when the file is there already, `no-journal` when there is no house to back up.
 */
export function backup(dataDir: string, file: string, configFiles: readonly string[] = []): void {
  const source = join(dataDir, DATABASE_FILE);
  if (!existsSync(source))
    throw new NightlatchError('no-journal', `${source} does not exist: name the data folder of a hub that has run.`);
  if (existsSync(file)) throw new NightlatchError('backup-exists', `${file} exists already: choose another name.`);
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  /* An empty file is there for SQLite to fill, so that others cannot read it for even a moment. */
  writeFileSync(draft, '', { mode: 0o600 });
  const house = new DatabaseSync(source, { readOnly: true });
  house.prepare('VACUUM INTO ?').run(draft);
  house.close();
  chmodSync(draft, 0o600);
  const copy = new DatabaseSync(draft);
  copy.exec('CREATE TABLE backup_file (name TEXT PRIMARY KEY, kind TEXT NOT NULL, body BLOB NOT NULL) STRICT');
  const add = copy.prepare('INSERT INTO backup_file (name, kind, body) VALUES (?, ?, ?)');
  add.run(KEYS_FILE, 'keys', readFileSync(join(dataDir, KEYS_FILE)));
  for (const config of configFiles) add.run(basename(config), 'config', readFileSync(config));
  copy.close();
  renameSync(draft, file);
}

/** What a restore brought back. */
export interface Restored {
  readonly dataDir: string;
  /** The configuration files that the backup held, written into the data folder's `restored/`. */
  readonly configFiles: readonly string[];
}

/**
 * Brings a house back from a backup file into an empty data folder. The backup is checked before anything is written.
 *
 * @throws NightlatchError `not-a-backup` when the file is damaged or something else, `data-exists` when the folder holds a
 * house already, `data-locked` when a hub runs on it.
 */
export function restore(file: string, dataDir: string): Restored {
  if (existsSync(join(dataDir, DATABASE_FILE))) {
    throw new NightlatchError(
      'data-exists',
      `${dataDir} holds a house already: move it away, or restore into another folder.`,
    );
  }
  const files = readBackup(file);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = claimData(dataDir, 'restore');
  try {
    const draft = join(dataDir, `${DATABASE_FILE}.new`);
    writeFileSync(draft, readFileSync(file), { mode: 0o600 });
    const database = new DatabaseSync(draft);
    database.exec('DROP TABLE backup_file');
    const configFiles = files.map((entry) => write(entry, dataDir)).filter((path) => basename(path) !== KEYS_FILE);
    migrate(database, makeKeys(dataDir).journal);
    noteRestore(database);
    database.close();
    renameSync(draft, join(dataDir, DATABASE_FILE));
    return { dataDir, configFiles };
  } finally {
    lock.release();
  }
}

/** Anchors that are younger than the backup do not agree with its journal: whoever verifies it should know why. */
function noteRestore(database: DatabaseSync): void {
  const n = Number(database.prepare('SELECT max(n) AS n FROM entry').get()?.['n'] ?? 0);
  const note = JSON.stringify({ n, at: Date.now() });
  database.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('restored', ?)").run(note);
}

interface BackupFile {
  readonly name: string;
  readonly kind: string;
  readonly body: Uint8Array;
}

function readBackup(file: string): readonly BackupFile[] {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const check = database.prepare('PRAGMA integrity_check').get() as { integrity_check: string };
    if (check.integrity_check !== 'ok') throw new RangeError(check.integrity_check);
    return database.prepare('SELECT name, kind, body FROM backup_file').all() as unknown as BackupFile[];
  } catch (cause) {
    throw new NightlatchError('not-a-backup', `${file} is not a Nightlatch backup, or is damaged: use another copy.`, {
      cause,
    });
  } finally {
    database?.close();
  }
}

function write({ name, kind, body }: BackupFile, dataDir: string): string {
  const path = kind === 'keys' ? join(dataDir, KEYS_FILE) : join(dataDir, 'restored', basename(name));
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, body, { mode: 0o600 });
  return path;
}
