import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ChainedRow } from './chain.ts';

/** A row of the journal as it lies on the disk; `mac` is null where there is none. */
export interface StoredRow extends ChainedRow {
  readonly mac: Uint8Array | null;
}

const PAGE = 1000;

/** Reads the journal page by page, in order, from after an entry, up to and with another. */
export function* entryRows(database: DatabaseSync, after = 0, last = Number.MAX_SAFE_INTEGER): Generator<StoredRow> {
  const page = database.prepare('SELECT * FROM entry WHERE n > ? AND n <= ? ORDER BY n LIMIT ?');
  for (let from = after; ;) {
    const rows = page.all(from, last, PAGE).map(toRow);
    yield* rows;
    const newest = rows.at(-1);
    if (!newest || rows.length < PAGE) return;
    from = newest.n;
  }
}

function toRow(row: Record<string, SQLOutputValue>): StoredRow {
  const { decisions, mac } = row;
  return {
    n: Number(row['n']),
    at: Number(row['at']),
    kind: String(row['kind']),
    body: String(row['body']),
    decisions: typeof decisions === 'string' ? decisions : null,
    mac: mac instanceof Uint8Array ? mac : null,
  };
}
