import type { Clock, Listenable, Log, TimerHandle } from '@nightlatch/model';
import { Listeners } from '../listeners.ts';
import { appendAnchor } from './anchor-file.ts';
import type { JournalAnchor } from './anchor.ts';
import { writeAnchor } from './anchor.ts';
import type { JournalHead } from './batch.ts';

export interface AnchorKeeperOptions {
  readonly dataDir: string;
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the journal stands on the disk; undefined while it is empty. */
  readonly head: () => JournalHead | undefined;
}

/** A new anchor so often, whether or not anything was added: its rhythm tells nothing. */
const EVERY_MS = 60_000;
/** Every so many go into the file as well. */
const FILED_EVERY = 10;

/** Writes down where the journal stands: for whoever keeps it elsewhere, and beside the database. */
export class AnchorKeeper {
  readonly #options: AnchorKeeperOptions;
  readonly #listeners = new Listeners<JournalAnchor>();
  #newest: JournalAnchor | undefined;
  #timer: TimerHandle | undefined;
  #beats = 0;
  #filing: Promise<void> = Promise.resolve();
  #isFailing = false;

  constructor(options: AnchorKeeperOptions) {
    this.#options = options;
  }

  get newest(): JournalAnchor | undefined {
    return this.#newest;
  }

  /** Each new anchor. */
  get anchors(): Listenable<JournalAnchor> {
    return this.#listeners;
  }

  /** Begins with an anchor of where the journal stands now. */
  start(): void {
    this.#anchor(this.#beats % FILED_EVERY === 0);
    this.#beats += 1;
    this.#timer = this.#options.clock.after(EVERY_MS, () => this.start());
  }

  /** Ends with an anchor of the end: nothing may be added to the journal any more. */
  async close(): Promise<void> {
    this.#timer?.cancel();
    this.#anchor(true);
    this.#listeners.clear();
    await this.#filing;
  }

  #anchor(isFiled: boolean): void {
    const { head, key, clock } = this.#options;
    const now = head();
    if (!now) return;
    const anchor = { at: clock.now(), anchor: writeAnchor(key, now) };
    this.#newest = anchor;
    if (isFiled) this.#filing = this.#filing.then(() => this.#file(anchor));
    this.#listeners.tell(anchor);
  }

  async #file(anchor: JournalAnchor): Promise<void> {
    const { dataDir, log } = this.#options;
    try {
      await appendAnchor(dataDir, anchor);
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) log.warn(`The journal's anchor could not be written: ${String(error)}`);
      this.#isFailing = true;
    }
  }
}
