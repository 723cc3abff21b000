import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { JournalEntry } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
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
const PAGE = 1000;

/**
 * Reads the journal beside a running hub, oldest first.
 *
 * @throws NightlatchError `no-journal` when the folder holds none.
 */
export async function* readJournal(dataDir: string, options: ReadJournalOptions = {}): AsyncGenerator<JournalEntry> {
  const file = join(dataDir, DATABASE_FILE);
  if (!existsSync(file))
    throw new NightlatchError('no-journal', `${file} does not exist: name the data folder of a hub that has run.`);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    let after = Math.max(options.after ?? 0, options.limit === undefined ? 0 : newest(database) - options.limit);
    for (;;) {
      const rows = page(database, after);
      for (const row of rows) yield row;
      after = rows.at(-1)?.n ?? after;
      if (rows.length === PAGE) continue;
      if (!options.follow || options.follow.aborted) return;
      await wait(FOLLOW_MS, undefined, { signal: options.follow }).catch(() => undefined);
    }
  } finally {
    database.close();
  }
}

function newest(database: DatabaseSync): number {
  return (database.prepare('SELECT coalesce(max(n), 0) AS n FROM entry').get() as { n: number }).n;
}

/** Reads up to a page of entries after a number. */
export function page(database: DatabaseSync, after: number): JournalEntry[] {
  const rows = database.prepare('SELECT n, at, kind, body FROM entry WHERE n > ? ORDER BY n LIMIT ?').all(after, PAGE);
  return rows.map((row) => ({
    n: Number(row['n']),
    at: Number(row['at']),
    kind: String(row['kind']),
    body: JSON.parse(String(row['body'])) as unknown,
  }));
}
