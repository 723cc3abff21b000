import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Clock, Log, TimerHandle } from '@nightlatch/model';
import type { Batch, JournalHead, JournalReply, JournalRequest } from './batch.ts';
import type { JournalStoreOptions } from './journal-store.ts';
import type { JournalWorkerData } from './journal-worker.ts';

/** What one processed input leaves behind. */
export interface Piece {
  /** Puts it into words for the disk. Called a moment later, when what had to leave at once has left. */
  readonly write: () => Partial<Batch>;
  /** Somebody waits for it, or it is of an alarm: it is written at once, and what has gathered goes with it. */
  readonly isUrgent?: boolean;
  /** Called once it is on disk. */
  readonly done?: () => void;
}

export interface JournalWriterOptions extends JournalStoreOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when the disk begins to fail, with what it said, and again with undefined when it has recovered. */
  readonly onTrouble: (problem: string | undefined) => void;
}

const RETRY_MS = 1000;
/**
 * How long what is not urgent gathers. Those who were told live wake meanwhile: to put a piece into words and hand it to the
 * thread holds the very core that they are woken on.
 */
const GATHER_MS = 2;
const WORKER = import.meta.url.endsWith('.ts') ? './journal-worker.ts' : './journal-worker.js';

/**
 * Commits in groups, on a thread of its own.
 *
 * While one commit is under way the next gathers, so that a quiet house waits for one write and a busy one shares it. What is
 * urgent goes at once, anything else a moment later. A batch that fails is tried again until it is written, in order:
 * nothing is acknowledged before, and nothing is dropped.
 */
export class JournalWriter {
  readonly #options: JournalWriterOptions;
  #worker: Worker;
  #waiting: Piece[] = [];
  #writing: { pieces: readonly Piece[]; batch: Batch } | undefined;
  #isFailing = false;
  #isDead = false;
  #due: NodeJS.Immediate | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #retry: TimerHandle | undefined;
  #onIdle: (() => void)[] = [];
  #head: JournalHead | undefined;

  constructor(options: JournalWriterOptions) {
    this.#options = options;
    this.#worker = this.#startWorker();
  }

  /** The newest entry that was written, with the chain's value after it; undefined before the first. */
  get head(): JournalHead | undefined {
    return this.#head;
  }

  /** Queues a piece for the next commit. */
  add(piece: Piece): void {
    this.#waiting.push(piece);
    if (this.#writing || this.#due) return;
    if (piece.isUrgent) this.#due = setImmediate(() => this.#write());
    else this.#gathering ??= setTimeout(() => this.#write(), GATHER_MS);
  }

  /** Resolves when everything queued so far is on disk. */
  flushed(): Promise<void> {
    if (!this.#writing && this.#waiting.length === 0) return Promise.resolve();
    if (!this.#writing) this.#due ??= setImmediate(() => this.#write());
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** Writes what is queued and ends the thread. What a failing disk refuses for `patienceMs` is given up, and logged. */
  async close(patienceMs = 5000): Promise<void> {
    const patience = Promise.withResolvers<void>();
    const timer = this.#options.clock.after(patienceMs, () => {
      this.#options.log.error(`${this.#options.file}: the last entries could not be written before the hub stopped.`);
      patience.resolve();
    });
    await Promise.race([this.flushed(), patience.promise]);
    timer.cancel();
    this.#retry?.cancel();
    this.#worker.removeAllListeners('message');
    const closed = once(this.#worker, 'message');
    this.#post({ type: 'close' });
    await closed;
    await this.#worker.terminate();
  }

  /** A thread that dies, say because it found the database damaged, is replaced at the next attempt. */
  #startWorker(): Worker {
    const { file, key, retention } = this.#options;
    const worker = new Worker(new URL(WORKER, import.meta.url), {
      workerData: { file, key: new Uint8Array(key), retention } satisfies JournalWorkerData,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 },
    });
    worker.on('message', (reply: JournalReply) => this.#answered(reply));
    worker.on('error', (error) => {
      this.#isDead = true;
      this.#answered({ ok: false, problem: error.message });
    });
    return worker;
  }

  #write(): void {
    clearImmediate(this.#due);
    clearTimeout(this.#gathering);
    this.#due = this.#gathering = undefined;
    if (this.#waiting.length === 0) {
      for (const resolve of this.#onIdle.splice(0)) resolve();
      return;
    }
    const pieces = this.#waiting;
    this.#waiting = [];
    this.#writing = { pieces, batch: merge(pieces) };
    this.#post({ type: 'write', batch: this.#writing.batch });
  }

  #answered(reply: JournalReply): void {
    const writing = this.#writing;
    if (!writing) return;
    if (reply.ok) {
      if (this.#isFailing) this.#options.onTrouble(undefined);
      this.#isFailing = false;
      this.#head = reply.head;
      this.#writing = undefined;
      for (const piece of writing.pieces) piece.done?.();
      if (!this.#writing) this.#write();
      return;
    }
    if (!this.#isFailing) this.#options.onTrouble(reply.problem);
    this.#isFailing = true;
    this.#retry = this.#options.clock.after(RETRY_MS, () => this.#post({ type: 'write', batch: writing.batch }));
  }

  #post(request: JournalRequest): void {
    if (this.#isDead) this.#worker = this.#startWorker();
    this.#isDead = false;
    this.#worker.postMessage(request);
  }
}

function merge(queued: readonly Piece[]): Batch {
  const pieces = queued.map((piece) => piece.write());
  const snapshot = pieces.findLast((piece) => piece.snapshot)?.snapshot;
  const uses = pieces.findLast((piece) => piece.uses !== undefined)?.uses;
  return {
    entries: pieces.flatMap((piece) => piece.entries ?? []),
    events: pieces.flatMap((piece) => piece.events ?? []),
    answers: pieces.flatMap((piece) => piece.answers ?? []),
    devices: [...new Map(pieces.flatMap((piece) => piece.devices ?? []).map((row) => [row.id, row])).values()],
    silent: pieces.flatMap((piece) => piece.silent ?? []),
    ...(uses === undefined ? {} : { uses }),
    ...(snapshot ? { snapshot } : {}),
  };
}
