import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AlarmInput, EngineState } from '@nightlatch/alarm';
import { completeInput, initialState, thaw, transition } from '@nightlatch/alarm';
import type { CommandResult, DeviceState, HomeChange, NumberedChange } from '@nightlatch/model';
import { NightlatchError, UNKNOWN } from '@nightlatch/model';
import { DATABASE_FILE, migrate } from './schema.ts';
import { chainValueAfter, doubtEnd, doubtSnapshot } from './chain-check.ts';
import { readAnchors } from './anchor-file.ts';
import type { JournalHead } from './batch.ts';
import { entryMac, isSameMac } from './chain.ts';
import { entryRows } from './entry-rows.ts';
import { toEntry } from './read-journal.ts';

/** What a hub knows when it starts. */
export interface Recovered {
  readonly database: DatabaseSync;
  readonly file: string;
  /** Undefined in a house that has never run. */
  readonly state: EngineState | undefined;
  /** Numbers of the last journal entry and the last numbered change; 0 in a new house. */
  readonly lastEntry: number;
  readonly lastChange: number;
  /** Engine time of the last entry, epoch milliseconds; undefined in a new house. */
  readonly lastAt: number | undefined;
  /** Devices as last known, each of them unavailable until its source says otherwise. */
  readonly devices: readonly DeviceState[];
  readonly changes: readonly NumberedChange[];
  readonly answers: ReadonlyMap<string, CommandResult>;
  /** The last entry and the chain's value after it; undefined in a new house. */
  readonly head: JournalHead | undefined;
  /** What is wrong with the part of the journal that was read; undefined where it is as it was written. */
  readonly doubt: string | undefined;
}

/** Changes kept in memory for clients that come back. */
export const CHANGES_KEPT = 1000;

/**
 * Opens the house's database and brings the engine to where it was: the last snapshot, and every input since.
 *
 * A journal that was tampered with is used all the same, for a house must be watched; `doubt` says what was found.
 *
 * @param key The journal's key.
 * @throws NightlatchError `database-unreadable` when the file is damaged or from a newer release. It is left untouched.
 */
export function recover(dataDir: string, key: Uint8Array): Recovered {
  const file = join(dataDir, DATABASE_FILE);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    migrate(database, key);
    return read(database, file, key);
  } catch (cause) {
    database?.close();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NightlatchError(
      'database-unreadable',
      `${file} cannot be used (${why}) Restore a backup, or move the file away to begin anew, disarmed.`,
      {
        cause,
      },
    );
  }
}

function read(database: DatabaseSync, file: string, key: Uint8Array): Recovered {
  const stored = database.prepare('SELECT n, body, mac FROM snapshot').get();
  let state: EngineState | undefined = stored && thaw(JSON.parse(String(stored['body'])));
  let lastEntry = Number(stored?.['n'] ?? 0);
  let lastAt = state?.at;
  let doubt = doubtSnapshot(key, stored);
  let head = chainValueAfter(database, lastEntry);
  for (const row of entryRows(database, lastEntry)) {
    const input = completeInput(toEntry(row).body as AlarmInput);
    state = state ? transition(state, input).state : begin(input);
    if (row.n !== lastEntry + 1) doubt ??= `entries ${lastEntry + 1} to ${row.n - 1} of the journal are missing`;
    else if (!isSameMac(row.mac, entryMac(key, head, row))) doubt ??= `entry ${row.n} of the journal was altered`;
    lastEntry = row.n;
    lastAt = row.at;
    head = row.mac ?? head;
  }
  return {
    database,
    file,
    state,
    lastEntry,
    lastChange: lastNumber(database),
    lastAt,
    devices: readDevices(database),
    changes: readChanges(database),
    answers: readAnswers(database),
    head: lastEntry === 0 ? undefined : { n: lastEntry, mac: head },
    doubt: doubt ?? doubtEnd(key, readAnchors(dirname(file)).at(-1), lastEntry),
  };
}

/** The first entry of every journal is the configuration that the house began with. */
function begin(input: AlarmInput): EngineState {
  if (input.type !== 'configured')
    throw new RangeError(`The journal begins with "${input.type}" instead of a configuration.`);
  return transition(initialState(input.config, input.at), input).state;
}

function lastNumber(database: DatabaseSync): number {
  return (database.prepare('SELECT coalesce(max(n), 0) AS n FROM event').get() as { n: number }).n;
}

function readDevices(database: DatabaseSync): DeviceState[] {
  const rows = database.prepare('SELECT body FROM device').all();
  return rows.map((row) => ({ ...(JSON.parse(String(row['body'])) as DeviceState), available: UNKNOWN }));
}

function readChanges(database: DatabaseSync): NumberedChange[] {
  const rows = database.prepare('SELECT n, body FROM event ORDER BY n DESC LIMIT ?').all(CHANGES_KEPT);
  return rows.reverse().map((row) => ({ n: Number(row['n']), change: JSON.parse(String(row['body'])) as HomeChange }));
}

function readAnswers(database: DatabaseSync): Map<string, CommandResult> {
  const rows = database.prepare('SELECT key, body FROM answer').all();
  return new Map(rows.map((row) => [String(row['key']), JSON.parse(String(row['body'])) as CommandResult]));
}
