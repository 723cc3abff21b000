import type { DatabaseSync } from 'node:sqlite';
import { keyName } from '../keys.ts';
import { GENESIS, entryMac, snapshotMac } from './chain.ts';
import { entryRows } from './entry-rows.ts';

/** Chains a journal: what it holds already is vouched for from now on, and not for the time before. */
export function chainJournal(database: DatabaseSync, key: Uint8Array): void {
  database.exec(
    `ALTER TABLE entry ADD COLUMN decisions TEXT;
     ALTER TABLE entry ADD COLUMN mac BLOB;
     ALTER TABLE snapshot ADD COLUMN mac BLOB;
     CREATE TABLE segment (id INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, count INTEGER NOT NULL,
       decided INTEGER NOT NULL, bytes INTEGER NOT NULL, fromAt INTEGER NOT NULL, toAt INTEGER NOT NULL,
       sealedAt INTEGER NOT NULL, before BLOB NOT NULL, head BLOB NOT NULL, seal BLOB NOT NULL) STRICT;
     CREATE TABLE dropped (one INTEGER PRIMARY KEY CHECK (one = 1), segment INTEGER NOT NULL, last INTEGER NOT NULL,
       head BLOB NOT NULL, at INTEGER NOT NULL, seal BLOB NOT NULL, mac BLOB NOT NULL) STRICT;`,
  );
  const put = database.prepare('UPDATE entry SET mac = ? WHERE n = ?');
  let [head, last] = [GENESIS, 0];
  for (const row of entryRows(database)) {
    head = entryMac(key, head, row);
    put.run(head, row.n);
    last = row.n;
  }
  const snapshot = database.prepare('SELECT n, body FROM snapshot').get() as { n: number; body: string } | undefined;
  if (snapshot) database.prepare('UPDATE snapshot SET mac = ?').run(snapshotMac(key, snapshot.n, snapshot.body));
  const note = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  note.run('journalKey', keyName(key));
  if (last > 0) note.run('chainedLater', JSON.stringify({ n: last, at: Date.now() }));
}
