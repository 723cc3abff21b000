import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { JournalEntry } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { ChainedRow } from './chain.ts';
import { entryRows } from './entry-rows.ts';
import { DATABASE_FILE } from './schema.ts';

export interface ReadJournalOptions {
  /** Only entries with a higher number. */
  readonly after?: number;
  /** At most so many; with `follow`, so many of what is there already. The newest are taken. */
  readonly limit?: number;
  /** Go on with what is added, until the signal ends it. */
  readonly follow?: AbortSignal;
}

const FOLLOW_MS = 250;

/**
 * Reads the journal beside a running hub, oldest first.
 *
 * @throws NightlatchError `no-journal` when the folder holds none, `journal-unreadable` when an entry is damaged.
 */
export async function* readJournal(dataDir: string, options: ReadJournalOptions = {}): AsyncGenerator<JournalEntry> {
  const database = openJournal(dataDir);
  try {
    let after = Math.max(options.after ?? 0, options.limit === undefined ? 0 : newest(database) - options.limit);
    for (;;) {
      for (const row of entryRows(database, after)) {
        after = row.n;
        yield toEntry(row);
      }
      if (!options.follow || options.follow.aborted) return;
      await wait(FOLLOW_MS, undefined, { signal: options.follow }).catch(() => undefined);
    }
  } finally {
    database.close();
  }
}

/**
 * Opens the database of a house to read it, beside its hub.
 *
 * @throws NightlatchError `no-journal` when the folder holds none.
 */
export function openJournal(dataDir: string): DatabaseSync {
  const file = join(dataDir, DATABASE_FILE);
  if (!existsSync(file))
    throw new NightlatchError('no-journal', `${file} does not exist: name the data folder of a hub that has run.`);
  return new DatabaseSync(file, { readOnly: true });
}

/**
 * Reads what a row says.
 *
 * @throws NightlatchError `journal-unreadable` when it is no JSON.
 */
export function toEntry({ n, at, kind, body, decisions }: ChainedRow): JournalEntry {
  try {
    return {
      n,
      at,
      kind,
      body: JSON.parse(body) as unknown,
      ...(decisions === null ? {} : { decisions: JSON.parse(decisions) as readonly unknown[] }),
    };
  } catch (cause) {
    throw new NightlatchError(
      'journal-unreadable',
      `Entry ${n} of the journal is damaged: "nightlatch journal verify" tells what else is.`,
      { cause },
    );
  }
}

function newest(database: DatabaseSync): number {
  return (database.prepare('SELECT coalesce(max(n), 0) AS n FROM entry').get() as { n: number }).n;
}
