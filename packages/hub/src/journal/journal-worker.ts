import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { JournalReply, JournalRequest } from './batch.ts';
import type { JournalStoreOptions } from './journal-store.ts';
import { JournalStore } from './journal-store.ts';

/** What the journal's thread is started with. */
export interface JournalWorkerData extends JournalStoreOptions {
  readonly file: string;
}

/** The journal's own thread: the disk may take its time here, and the chain its arithmetic, without holding up a siren. */
const { file, ...options } = workerData as JournalWorkerData;
const database = new DatabaseSync(file);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
/** Opened with the first batch, so that what is wrong with the database is the answer to it. */
let store: JournalStore | undefined;

parentPort?.on('message', (request: JournalRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer(request: JournalRequest): JournalReply {
  try {
    store ??= new JournalStore(database, options);
    if (request.type === 'write') store.write(request.batch);
    else database.close();
    return { ok: true, head: store.head };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
