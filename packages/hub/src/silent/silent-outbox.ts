import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { AlarmEffect } from '@nightlatch/alarm';
import type { Clock, SilentAlarm, SilentSink, TimerHandle } from '@nightlatch/model';

/** A silent alarm on its way to one sink, as it lies in the database until it has arrived. */
export interface SilentRow {
  readonly id: string;
  readonly sink: string;
  readonly at: number;
  readonly body: string;
}

export interface SilentOutboxOptions {
  readonly database: DatabaseSync;
  /** By their place in the configuration: one whose address is mended gets what waits for it. */
  readonly sinks: readonly SilentSink[];
  readonly home: SilentAlarm['home'];
  readonly clock: Clock;
}

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 5 * 60_000;
/** How long a call for help waits for a disk that fails. */
const DISK_PATIENCE_MS = 2000;

/**
 * Brings silent alarms to their sinks, each in order and until it has arrived, across restarts.
 *
 * Rows are written with the step that they belong to, in its commit, so that a call for help costs what any step costs and
 * is never lost after its answer was given. Nothing is said of what comes of it: no log, no trouble. Whoever forced the code
 * may be reading both.
 */
export class SilentOutbox {
  readonly #options: SilentOutboxOptions;
  readonly #busy = new Set<string>();
  readonly #retries = new Map<string, TimerHandle>();
  /** What is not on disk yet, and what of it has arrived all the same. */
  readonly #unwritten = new Set<SilentRow>();
  readonly #early = new Set<string>();
  #isClosed = false;

  constructor(options: SilentOutboxOptions) {
    this.#options = options;
  }

  /**
   * Takes an alarm in. It leaves once it is on disk, or without if the disk fails.
   *
   * @param write Given one row for each sink, to be written with the step, and what to call once they are.
   */
  take(
    effect: Extract<AlarmEffect, { type: 'silent' }>,
    write: (rows: readonly SilentRow[], written: () => void) => void,
  ): void {
    const rows = this.#rowsOf(effect);
    if (rows.length === 0) return;
    for (const row of rows) this.#unwritten.add(row);
    const impatience = this.#options.clock.after(DISK_PATIENCE_MS, () => this.wake());
    write(rows, () => {
      impatience.cancel();
      for (const row of rows) this.#unwritten.delete(row);
      this.wake();
    });
  }

  #rowsOf({ event, partition, user, reports }: Extract<AlarmEffect, { type: 'silent' }>): readonly SilentRow[] {
    const { sinks, home, clock } = this.#options;
    const { id: homeId, name } = home;
    const at = clock.now();
    const more = { ...(user === undefined ? {} : { user }), ...(reports ? { reports } : {}) };
    const alarm: SilentAlarm = { id: randomUUID(), at, event, home: { id: homeId, name }, partition, ...more };
    return sinks.map((_, index) => ({ id: alarm.id, sink: String(index), at, body: JSON.stringify(alarm) }));
  }

  /** Delivers what lies in the database: what is new, and what was left when the hub went. */
  wake(): void {
    for (const [index, sink] of this.#options.sinks.entries()) {
      this.#retries.get(String(index))?.cancel();
      void this.#empty(String(index), sink, FIRST_RETRY_MS);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const retry of this.#retries.values()) retry.cancel();
  }

  async #empty(name: string, sink: SilentSink, retryMs: number): Promise<void> {
    if (this.#busy.has(name)) return;
    this.#busy.add(name);
    try {
      for (let next = this.#oldest(name); next && !this.#isClosed; next = this.#oldest(name)) {
        await sink.deliver(JSON.parse(next.body) as SilentAlarm);
        this.#arrived(next);
      }
    } catch {
      this.#later(name, sink, retryMs);
    } finally {
      this.#busy.delete(name);
    }
  }

  #later(name: string, sink: SilentSink, retryMs: number): void {
    if (this.#isClosed) return;
    const again = (): void => void this.#empty(name, sink, Math.min(retryMs * 2, LAST_RETRY_MS));
    this.#retries.set(name, this.#options.clock.after(retryMs, again));
  }

  #oldest(name: string): SilentRow | undefined {
    if (this.#isClosed) return undefined;
    const row = this.#options.database
      .prepare('SELECT id, sink, at, body FROM silent WHERE sink = ? ORDER BY at, id LIMIT 1')
      .get(name);
    if (!row) return this.#stuck(name);
    const written = { id: String(row['id']), sink: name, at: Number(row['at']), body: String(row['body']) };
    if (!this.#early.delete(keyOf(written))) return written;
    this.#arrived(written);
    return this.#oldest(name);
  }

  #stuck(name: string): SilentRow | undefined {
    const since = this.#options.clock.now() - DISK_PATIENCE_MS;
    return [...this.#unwritten].find((row) => row.sink === name && row.at <= since && !this.#early.has(keyOf(row)));
  }

  /** It may have arrived while the hub was closing: then it is sent once more, under the same id. */
  #arrived(row: SilentRow): void {
    const { id, sink } = row;
    if (this.#isClosed) return;
    if (this.#unwritten.has(row)) {
      this.#early.add(keyOf(row));
      return;
    }
    this.#options.database.prepare('DELETE FROM silent WHERE id = ? AND sink = ?').run(id, sink);
  }
}

function keyOf({ id, sink }: SilentRow): string {
  return `${id} ${sink}`;
}
