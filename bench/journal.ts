import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyJournal } from '@nightlatch/hub';
import { JournalStore } from '../packages/hub/src/journal/journal-store.ts';
import { DATABASE_FILE, migrate } from '../packages/hub/src/journal/schema.ts';
import { DEFAULT_RETENTION } from '../packages/hub/src/journal/segment-policy.ts';
import { makeKeys } from '../packages/hub/src/keys.ts';
import type { BenchTable } from './table.ts';
import { Sample } from './table.ts';

const ROUNDS = 5;
const COMMITS = 200;
const GROUPS = [1, 10, 100] as const;
/** What one entry more may cost the journal's thread, in shares of a commit without a chain. */
const LIMITS: Readonly<Record<(typeof GROUPS)[number], number>> = { 1: 1.5, 10: 2, 100: 3 };
const VERIFIED = 100_000;
const VERIFY_LIMIT = 6;

/** A row as a house writes it: a sensor's word, and at every twentieth a decision. */
const entry = (n: number) => {
  const at = 1_772_402_400_000 + n * 1000;
  const device = `zigbee2mqtt/0x00158d000${(n % 200).toString(16).padStart(7, '0')}`;
  const decision = [{ type: 'trouble', kind: 'low-battery', device, on: true }];
  return {
    n,
    at,
    kind: 'attribute',
    body: JSON.stringify({ type: 'attribute', device, attribute: 'temperature', value: n % 40, cause: 'live', at }),
    decisions: n % 20 === 0 ? JSON.stringify(decision) : null,
  };
};

/** Measures what the chain adds to a commit, and how long it takes to verify a journal. */
export function journalBench(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  try {
    const [plain, chained] = [plainTable(folder), chainedStore(join(folder, 'house'))];
    const commits = GROUPS.map((group) => measureCommits(group, plain, chained));
    const verifying = measureVerify(chained);
    plain.close();
    chained.close();
    return Promise.resolve({
      id: 'journal',
      title: 'What the chain of the journal costs',
      method: `On the journal's own thread: ${COMMITS} synchronous commits of so many entries into SQLite, in turns with the same rows without chain, seals and snapshots, the best median of ${ROUNDS} rounds. No siren waits for it; an answer waits for one commit. Verifying reads every entry of a journal of ${VERIFIED.toLocaleString('en')}, beside reading the same rows alone.`,
      columns: ['what', 'bare, ms', 'ours, ms', 'ratio'],
      rows: [
        ...commits.map(({ group, bare, ours }) => ({
          cells: [
            `commit of ${group} ${group === 1 ? 'entry' : 'entries'}`,
            bare,
            ours,
            `${(ours / bare).toFixed(2)} ×`,
          ],
          budget: `≤ ${LIMITS[group]} ×`,
          isKept: ours <= LIMITS[group] * bare,
        })),
        {
          cells: [
            'verify the journal',
            verifying.bare,
            verifying.ours,
            `${(verifying.ours / verifying.bare).toFixed(2)} ×`,
          ],
          budget: `≤ ${VERIFY_LIMIT} ×`,
          isKept: verifying.ours <= VERIFY_LIMIT * verifying.bare,
        },
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Written {
  /** Commits so many entries. */
  write(count: number): void;
  close(): void;
}

function plainTable(folder: string): Written {
  const database = new DatabaseSync(join(folder, 'plain.db'));
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
     CREATE TABLE entry (n INTEGER PRIMARY KEY, at INTEGER, kind TEXT, body TEXT, decisions TEXT) STRICT`,
  );
  const add = database.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?)');
  let last = 0;
  return {
    write(count) {
      database.exec('BEGIN IMMEDIATE');
      for (let done = 0; done < count; done += 1) {
        const { n, at, kind, body, decisions } = entry((last += 1));
        add.run(n, at, kind, body, decisions);
      }
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}

function chainedStore(folder: string): Written & { readonly folder: string; count(): number } {
  mkdirSync(folder);
  const { journal: key } = makeKeys(folder);
  const database = new DatabaseSync(join(folder, DATABASE_FILE));
  migrate(database, key);
  const store = new JournalStore(database, { key, retention: DEFAULT_RETENTION });
  return {
    folder,
    count: () => store.head.n,
    write(count) {
      const first = store.head.n + 1;
      const entries = Array.from({ length: count }, (_, index) => entry(first + index));
      store.write({ entries, events: [], answers: [], devices: [], silent: [] });
    },
    close: () => database.close(),
  };
}

function measureCommits(group: (typeof GROUPS)[number], plain: Written, chained: Written) {
  const [bare, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [one, other]: [number[], number[]] = [[], []];
    for (let commit = 0; commit < COMMITS; commit += 1) {
      one.push(timed(() => plain.write(group)));
      other.push(timed(() => chained.write(group)));
    }
    bare.push(new Sample(one).p50);
    ours.push(new Sample(other).p50);
  }
  return { group, bare: Math.min(...bare), ours: Math.min(...ours) };
}

function measureVerify(journal: Written & { readonly folder: string; count(): number }) {
  while (journal.count() < VERIFIED) journal.write(Math.min(2000, VERIFIED - journal.count()));
  const [bare, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(timed(() => readAll(journal.folder)));
    ours.push(
      timed(() => {
        const { findings, entries } = verifyJournal(journal.folder);
        if (findings.length > 0 || entries < VERIFIED)
          throw new Error(`${entries} entries, ${findings.length} findings`);
      }),
    );
  }
  return { bare: Math.min(...bare), ours: Math.min(...ours) };
}

function readAll(folder: string): void {
  const database = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true });
  let bytes = 0;
  for (const row of database.prepare('SELECT * FROM entry ORDER BY n').iterate()) bytes += String(row['body']).length;
  database.close();
  if (bytes === 0) throw new Error('There was nothing to read.');
}

function timed(run: () => void): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}
