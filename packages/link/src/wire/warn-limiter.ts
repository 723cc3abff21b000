import type { Clock, Log } from '@nightlatch/model';

/** How long a kind of warning stays quiet after it was given. */
const QUIET_MS = 60_000;
/** Kinds remembered; what comes from outside must not fill the memory. */
const KINDS = 200;

/** A warning is cut here: topics and names come from outside, and a topic may have 64 kB. */
const LONGEST = 500;

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
    const text = printable(message);
    this.#log.warn(known?.hidden ? `${text} (${known.hidden} more like it in the last minute)` : text);
  }
}

/** One line that cannot pass for several, nor move a terminal's cursor, nor fill a disk. */
function printable(message: string): string {
  const text = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  return text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]/gu, '\uFFFD');
}
