import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Dropped, Segment } from './chain.ts';
import { GENESIS } from './chain.ts';

/** A sealed segment as it lies on the disk. */
export interface SealedSegment extends Segment {
  readonly seal: Uint8Array;
}

/** What retention noted of what it dropped. */
export interface DroppedRecord extends Dropped {
  readonly seal: Uint8Array;
  readonly mac: Uint8Array;
}

/** Reads the sealed segments, oldest first. */
export function readSegments(database: DatabaseSync): SealedSegment[] {
  return database.prepare('SELECT * FROM segment ORDER BY id').all().map(toSegment);
}

/** Reads what retention dropped; undefined where it dropped nothing yet. */
export function readDropped(database: DatabaseSync): DroppedRecord | undefined {
  const row = database.prepare('SELECT * FROM dropped').get();
  return (
    row && {
      segment: Number(row['segment']),
      last: Number(row['last']),
      at: Number(row['at']),
      head: bytes(row['head']),
      seal: bytes(row['seal']),
      mac: bytes(row['mac']),
    }
  );
}

/** Works out what a segment of the entries from `first` to `last` is, before it is sealed. */
export function describeSegment(
  database: DatabaseSync,
  { id, first, last, before, sealedAt }: Pick<Segment, 'id' | 'first' | 'last' | 'before' | 'sealedAt'>,
): Segment {
  const row = database
    .prepare(
      `SELECT count(*) AS count, count(decisions) AS decided, min(at) AS fromAt, max(at) AS toAt,
         sum(${ROW_BYTES} + length(body) + coalesce(length(decisions), 0)) AS bytes
       FROM entry WHERE n BETWEEN ? AND ?`,
    )
    .get(first, last);
  const newest = database.prepare('SELECT mac FROM entry WHERE n = ?').get(last);
  const [count, decided, size] = [Number(row?.['count']), Number(row?.['decided']), Number(row?.['bytes'])];
  const [fromAt, toAt] = [Number(row?.['fromAt']), Number(row?.['toAt'])];
  return { id, first, last, count, decided, bytes: size, fromAt, toAt, sealedAt, before, head: bytes(newest?.['mac']) };
}

/** What a row takes beside its texts: number, instant, kind, the chain's value. */
const ROW_BYTES = 64;

function toSegment(row: Record<string, SQLOutputValue>): SealedSegment {
  return {
    id: Number(row['id']),
    first: Number(row['first']),
    last: Number(row['last']),
    count: Number(row['count']),
    decided: Number(row['decided']),
    bytes: Number(row['bytes']),
    fromAt: Number(row['fromAt']),
    toAt: Number(row['toAt']),
    sealedAt: Number(row['sealedAt']),
    before: bytes(row['before']),
    head: bytes(row['head']),
    seal: bytes(row['seal']),
  };
}

function bytes(value: SQLOutputValue | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : GENESIS;
}
