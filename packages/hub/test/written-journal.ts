import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { appendAnchor } from '../src/journal/anchor-file.ts';
import { writeAnchor } from '../src/journal/anchor.ts';
import { JournalStore } from '../src/journal/journal-store.ts';
import { DATABASE_FILE, migrate } from '../src/journal/schema.ts';
import type { JournalRetention } from '../src/journal/segment-policy.ts';
import { DEFAULT_RETENTION } from '../src/journal/segment-policy.ts';
import { makeKeys } from '../src/keys.ts';

/** Engine time of the first entry. */
export const BEGAN_AT = Date.parse('2026-03-01T00:00:00Z');
const HOUR_MS = 3_600_000;

/** Engine time of an entry: one an hour. */
export const atOf = (n: number): number => BEGAN_AT + n * HOUR_MS;

/** The journal of a house that writes one entry an hour, so that segments of 25 are sealed; every fifth decides something. */
export class WrittenJournal {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly #database: DatabaseSync;
  readonly #store: JournalStore;
  #n = 0;

  constructor(folder: string, retention: JournalRetention = DEFAULT_RETENTION) {
    this.folder = folder;
    this.key = makeKeys(folder).journal;
    this.#database = new DatabaseSync(join(folder, DATABASE_FILE));
    migrate(this.#database, this.key);
    this.#database.exec('PRAGMA synchronous = OFF');
    this.#store = new JournalStore(this.#database, { key: this.key, retention });
  }

  /** Writes so many entries, each committed alone, with a snapshot every 50. */
  write(count: number): this {
    for (let done = 0; done < count; done += 1) {
      this.#n += 1;
      const [n, at] = [this.#n, atOf(this.#n)];
      const decisions = n % 5 === 0 ? JSON.stringify([{ type: 'trouble', kind: 'blind', on: n % 2 === 0 }]) : null;
      const entry = { n, at, kind: 'tick', body: JSON.stringify({ type: 'tick', at }), decisions };
      const snapshot = n % 50 === 0 ? { snapshot: { n, body: '{}' } } : {};
      this.#store.write({ entries: [entry], events: [], answers: [], devices: [], ...snapshot });
    }
    return this;
  }

  /** What an anchor of the newest entry is. */
  anchor(): string {
    return writeAnchor(this.key, this.#store.head);
  }

  /** Keeps an anchor beside the database, as the hub does. */
  async keepAnchor(at: number): Promise<void> {
    await appendAnchor(this.folder, { at, anchor: this.anchor() });
  }

  /** Changes the database behind the hub's back. */
  meddle(sql: string): void {
    this.#database.exec(sql);
  }

  count(sql: string): number {
    return Number(Object.values(this.#database.prepare(sql).get() ?? {})[0]);
  }

  close(): void {
    this.#database.close();
  }
}
