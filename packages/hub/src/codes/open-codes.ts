import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DeviceId, DeviceState } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import { claimData, isHubRunning } from '../data-lock.ts';
import { DATABASE_FILE, DATABASE_VERSION, migrate, versionOf } from '../journal/schema.ts';
import { makeKeys, readKeys } from '../keys.ts';
import type { CodeRegistry } from './code-registry.ts';
import { SqliteCodeRegistry } from './code-registry.ts';

/** The codes of a house, beside its hub. */
export interface OpenCodes extends CodeRegistry {
  /** Where a tag can be held to be learned: keypads, readers and locks, as the hub last knew them. */
  readers(): readonly Reader[];
  /** Whether a hub runs that would read a tag. */
  isHubRunning(): boolean;
  close(): void;
}

export interface Reader {
  readonly device: DeviceId;
  readonly name: string;
}

/** Opens the codes of a house for the command line or a settings page, whether or not its hub is running. */
export function openCodes(dataDir: string): OpenCodes {
  makeHouse(dataDir);
  const database = new DatabaseSync(join(dataDir, DATABASE_FILE));
  database.exec('PRAGMA busy_timeout = 5000');
  if (versionOf(database) !== DATABASE_VERSION) {
    database.close();
    throw new NightlatchError(
      'data-outdated',
      `${dataDir} belongs to a running hub of another release: restart the hub, then try again.`,
    );
  }
  const registry = new SqliteCodeRegistry(database, readKeys(dataDir).pepper);
  return Object.assign(registry, {
    readers: () => readersOf(database),
    isHubRunning: () => isHubRunning(dataDir),
    close: () => database.close(),
  });
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
    migrate(database, makeKeys(dataDir).journal);
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

function readersOf(database: DatabaseSync): readonly Reader[] {
  const devices = database
    .prepare('SELECT body FROM device')
    .all()
    .map((row) => JSON.parse(String(row['body'])) as DeviceState);
  const readers = devices.filter(({ events, abilities }) => {
    return events.includes('keypad') || abilities.includes('keypad') || abilities.includes('lock');
  });
  return readers
    .map(({ id, name, room }) => ({ device: id, name: room === undefined ? name : `${name} (${room})` }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
