import type { Clock, Log } from '@nightlatch/model';

/** How long a kind of warning stays quiet after it was given. */
const QUIET_MS = 60_000;
/** Kinds remembered; what comes from outside must not fill the memory. */
const KINDS = 200;

/**
 * Gives each kind of warning once a minute and counts the rest, so that a broken or hostile peer cannot drown the log.
 */
export class WarnLimiter {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #kinds = new Map<string, { since: number; hidden: number }>();

  constructor(log: Log, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** @param kind What is counted together: no payload, no code. */
  warn(kind: string, message: string): void {
    const now = this.#clock.monotonic();
    const known = this.#kinds.get(kind);
    if (known && now - known.since < QUIET_MS) {
      known.hidden += 1;
      return;
    }
    if (this.#kinds.size >= KINDS) this.#kinds.clear();
    this.#kinds.set(kind, { since: now, hidden: 0 });
    this.#log.warn(known?.hidden ? `${message} (${known.hidden} more like it in the last minute)` : message);
  }
}
