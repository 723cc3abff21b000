import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Batch, JournalReply, JournalRequest } from './batch.ts';

/** Events kept for clients that resynchronise, and answers for commands that are sent twice. */
const EVENTS_KEPT = 10_000;
const ANSWERS_KEPT_MS = 60_000;

/** The journal's own thread: the disk may take its time here without holding up a siren. */
const database = new DatabaseSync((workerData as { file: string }).file);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');

const addEntry = database.prepare('INSERT INTO entry (n, at, kind, body) VALUES (?, ?, ?, ?)');
const addEvent = database.prepare('INSERT INTO event (n, at, body) VALUES (?, ?, ?)');
const addAnswer = database.prepare('INSERT OR IGNORE INTO answer (key, at, body) VALUES (?, ?, ?)');
const putDevice = database.prepare(
  'INSERT INTO device (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
);
const dropDevice = database.prepare('DELETE FROM device WHERE id = ?');
const putSnapshot = database.prepare(
  'INSERT INTO snapshot (id, n, body) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET n = excluded.n, body = excluded.body',
);
const dropEvents = database.prepare('DELETE FROM event WHERE n <= ?');
const dropAnswers = database.prepare('DELETE FROM answer WHERE at < ?');

function write(batch: Batch): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const { n, at, kind, body } of batch.entries) addEntry.run(n, at, kind, body);
    for (const { n, at, body } of batch.events) addEvent.run(n, at, body);
    for (const { key, at, body } of batch.answers) addAnswer.run(key, at, body);
    for (const { id, body } of batch.devices) {
      if (body === null) dropDevice.run(id);
      else putDevice.run(id, body);
    }
    if (batch.snapshot) tidy(batch.snapshot, batch.events.at(-1)?.n);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function tidy(snapshot: { n: number; body: string }, lastEvent: number | undefined): void {
  putSnapshot.run(snapshot.n, snapshot.body);
  if (lastEvent !== undefined) dropEvents.run(lastEvent - EVENTS_KEPT);
  dropAnswers.run(Date.now() - ANSWERS_KEPT_MS);
}

parentPort?.on('message', (request: JournalRequest) => {
  let reply: JournalReply = { ok: true };
  try {
    if (request.type === 'write') write(request.batch);
    else database.close();
  } catch (error) {
    reply = { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
