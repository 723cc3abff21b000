import type { DatabaseSync } from 'node:sqlite';
import { USES_KEY } from '../codes/uses.ts';
import type { Batch, JournalHead } from './batch.ts';
import { GENESIS, droppedMac, entryMac, sealMac, snapshotMac } from './chain.ts';
import type { JournalRetention, OpenSegment } from './segment-policy.ts';
import { SEGMENT_ENTRIES, isDropDue, isSealDue } from './segment-policy.ts';
import type { SealedSegment } from './segment-rows.ts';
import { describeSegment, readDropped, readSegments } from './segment-rows.ts';

/** Events kept for clients that resynchronise, and answers for commands that are sent twice. */
const EVENTS_KEPT = 10_000;
const ANSWERS_KEPT_MS = 60_000;

export interface JournalStoreOptions {
  readonly key: Uint8Array;
  readonly retention: JournalRetention;
}

/** Where the journal ends: what the next entry is chained to, and what is not sealed yet. */
interface End {
  readonly head: JournalHead;
  readonly newestAt: number;
  readonly open: OpenSegment;
  readonly segments: readonly SealedSegment[];
  readonly lastEvent: number;
  readonly snapshotN: number;
}

/** Writes batches into the house's database, each whole or not at all: chains the entries, seals and drops segments. */
export class JournalStore {
  readonly #database: DatabaseSync;
  readonly #options: JournalStoreOptions;
  readonly #statements;
  #end: End;

  constructor(database: DatabaseSync, options: JournalStoreOptions) {
    this.#database = database;
    this.#options = options;
    this.#statements = prepare(database);
    this.#end = readEnd(database);
  }

  get head(): JournalHead {
    return this.#end.head;
  }

  /** Writes a batch. One that was written already, by a thread that died before it could say so, is left alone. */
  write(batch: Batch): void {
    if (this.#isWritten(batch)) return;
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      let end = this.#append(batch);
      if (isSealDue(end.open, end.newestAt)) end = this.#seal(end);
      if (this.#isDropDue(end)) end = this.#dropOldest(end);
      this.#database.exec('COMMIT');
      this.#end = end;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #isWritten({ entries: [entry], events: [event] }: Batch): boolean {
    return entry ? entry.n <= this.#end.head.n : event !== undefined && event.n <= this.#end.lastEvent;
  }

  #append({ entries, events, answers, devices, silent = [], uses, snapshot }: Batch): End {
    const { addEntry, addEvent, addAnswer, putDevice, dropDevice, putSnapshot, dropEvents, dropAnswers } =
      this.#statements;
    const { key } = this.#options;
    let { head, newestAt } = this.#end;
    let { count, decided, fromAt } = this.#end.open;
    for (const row of entries) {
      const mac = entryMac(key, head.mac, row);
      addEntry.run(row.n, row.at, row.kind, row.body, row.decisions, mac);
      head = { n: row.n, mac };
      count += 1;
      if (row.decisions !== null) decided += 1;
      fromAt ??= row.at;
      newestAt = row.at;
    }
    for (const { n, at, body } of events) addEvent.run(n, at, body);
    for (const { key: name, at, body } of answers) addAnswer.run(name, at, body);
    for (const { id, body } of devices) {
      if (body === null) dropDevice.run(id);
      else putDevice.run(id, body);
    }
    for (const { id, sink, at, body } of silent) this.#statements.addSilent.run(id, sink, at, body);
    if (uses !== undefined) this.#statements.putMeta.run(USES_KEY, uses);
    const lastEvent = events.at(-1)?.n ?? this.#end.lastEvent;
    if (snapshot) {
      putSnapshot.run(snapshot.n, snapshot.body, snapshotMac(key, snapshot.n, snapshot.body));
      dropEvents.run(lastEvent - EVENTS_KEPT);
      dropAnswers.run(Date.now() - ANSWERS_KEPT_MS);
    }
    const snapshotN = snapshot?.n ?? this.#end.snapshotN;
    return { ...this.#end, head, newestAt, open: { count, decided, fromAt }, lastEvent, snapshotN };
  }

  /** Closes the open segment; of one that has grown too large, as a journal that was not sealed before is, the oldest part. */
  #seal(end: End): End {
    const newest = end.segments.at(-1) ?? readDropped(this.#database);
    const before = newest?.head ?? GENESIS;
    const first = (newest?.last ?? 0) + 1;
    const last = Math.min(end.head.n, first + SEGMENT_ENTRIES - 1);
    const id = (newest && ('id' in newest ? newest.id : newest.segment)) ?? 0;
    const about = { id: id + 1, first, last, before, sealedAt: end.newestAt };
    const segment = describeSegment(this.#database, about);
    const seal = sealMac(this.#options.key, newest?.seal ?? GENESIS, segment);
    this.#statements.addSegment.run(...segmentValues({ ...segment, seal }));
    const segments = [...end.segments, { ...segment, seal }];
    return { ...end, segments, open: readOpen(this.#database, last) };
  }

  #isDropDue({ segments, open, newestAt, snapshotN }: End): boolean {
    return isDropDue(segments, { open, newestAt, snapshotN, retention: this.#options.retention });
  }

  /** Drops one segment: the next goes with the next batch, so that no commit takes long. */
  #dropOldest(end: End): End {
    const [oldest, ...segments] = end.segments;
    if (!oldest) return end;
    const { dropEntries, dropSegment, putDropped } = this.#statements;
    dropEntries.run(oldest.last);
    dropSegment.run(oldest.id);
    const dropped = { segment: oldest.id, last: oldest.last, head: oldest.head, at: end.newestAt };
    const mac = droppedMac(this.#options.key, oldest.seal, dropped);
    putDropped.run(dropped.segment, dropped.last, dropped.head, dropped.at, oldest.seal, mac);
    return { ...end, segments };
  }
}

function segmentValues({
  id,
  first,
  last,
  count,
  decided,
  bytes,
  fromAt,
  toAt,
  sealedAt,
  before,
  head,
  seal,
}: SealedSegment) {
  return [id, first, last, count, decided, bytes, fromAt, toAt, sealedAt, before, head, seal] as const;
}

function readEnd(database: DatabaseSync): End {
  const segments = readSegments(database);
  const closed = segments.at(-1) ?? readDropped(database);
  const newest = database.prepare('SELECT n, at, mac FROM entry ORDER BY n DESC LIMIT 1').get();
  const number = (sql: string): number => Number(database.prepare(sql).get()?.['n'] ?? 0);
  return {
    head: newest
      ? { n: Number(newest['n']), mac: newest['mac'] instanceof Uint8Array ? newest['mac'] : GENESIS }
      : { n: closed?.last ?? 0, mac: closed?.head ?? GENESIS },
    newestAt: Number(newest?.['at'] ?? 0),
    open: readOpen(database, closed?.last ?? 0),
    segments,
    lastEvent: number('SELECT max(n) AS n FROM event'),
    snapshotN: number('SELECT n FROM snapshot'),
  };
}

function readOpen(database: DatabaseSync, after: number): OpenSegment {
  const row = database
    .prepare('SELECT count(*) AS count, count(decisions) AS decided, min(at) AS fromAt FROM entry WHERE n > ?')
    .get(after);
  const fromAt = row?.['fromAt'];
  return {
    count: Number(row?.['count'] ?? 0),
    decided: Number(row?.['decided'] ?? 0),
    fromAt: typeof fromAt === 'number' ? fromAt : undefined,
  };
}

function prepare(database: DatabaseSync) {
  const sql = (text: string) => database.prepare(text);
  return {
    addEntry: sql('INSERT INTO entry (n, at, kind, body, decisions, mac) VALUES (?, ?, ?, ?, ?, ?)'),
    addEvent: sql('INSERT INTO event (n, at, body) VALUES (?, ?, ?)'),
    addAnswer: sql('INSERT OR IGNORE INTO answer (key, at, body) VALUES (?, ?, ?)'),
    putDevice: sql('INSERT INTO device (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body'),
    addSilent: sql('INSERT OR IGNORE INTO silent (id, sink, at, body) VALUES (?, ?, ?, ?)'),
    putMeta: sql('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'),
    dropDevice: sql('DELETE FROM device WHERE id = ?'),
    putSnapshot: sql(
      'INSERT INTO snapshot (id, n, body, mac) VALUES (1, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET n = excluded.n, body = excluded.body, mac = excluded.mac',
    ),
    dropEvents: sql('DELETE FROM event WHERE n <= ?'),
    dropAnswers: sql('DELETE FROM answer WHERE at < ?'),
    addSegment: sql('INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    dropSegment: sql('DELETE FROM segment WHERE id = ?'),
    dropEntries: sql('DELETE FROM entry WHERE n <= ?'),
    putDropped: sql(
      'INSERT OR REPLACE INTO dropped (one, segment, last, head, at, seal, mac) VALUES (1, ?, ?, ?, ?, ?, ?)',
    ),
  };
}
