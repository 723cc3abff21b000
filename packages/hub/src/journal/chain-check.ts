import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { JournalAnchor } from './anchor.ts';
import { readAnchor } from './anchor.ts';
import { GENESIS, isSameMac, snapshotMac } from './chain.ts';
import { readDropped, readSegments } from './segment-rows.ts';

/** Looks up the chain's value after an entry: its own, or where it is gone that of the segment which ended with it. */
export function chainValueAfter(database: DatabaseSync, n: number): Uint8Array {
  const mac = database.prepare('SELECT mac FROM entry WHERE n = ?').get(n)?.['mac'];
  if (mac instanceof Uint8Array) return mac;
  const dropped = readDropped(database);
  if (dropped?.last === n) return dropped.head;
  return readSegments(database).find(({ last }) => last === n)?.head ?? GENESIS;
}

/** Says what is wrong with the snapshot; undefined where it is as it was written. */
export function doubtSnapshot(key: Uint8Array, row: Record<string, SQLOutputValue> | undefined): string | undefined {
  if (!row) return undefined;
  const mac = row['mac'] instanceof Uint8Array ? row['mac'] : null;
  const isWhole = isSameMac(mac, snapshotMac(key, Number(row['n']), String(row['body'])));
  return isWhole ? undefined : `the snapshot after entry ${Number(row['n'])} was altered`;
}

/** Says that the end of the journal was cut, where the newest anchor names an entry beyond it. */
export function doubtEnd(key: Uint8Array, anchor: JournalAnchor | undefined, last: number): string | undefined {
  const n = anchor ? (readAnchor(key, anchor.anchor)?.n ?? 0) : 0;
  return n > last ? `it ends at entry ${last}, and once went on to ${n} at least` : undefined;
}
