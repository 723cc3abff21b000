import type { Clock, Log } from '@nightlatch/model';

const QUIET_MS = 60_000;
/** Subjects remembered at once, so that hostile topics cannot fill the memory. */
const MOST_SUBJECTS = 1000;

/** A warning is cut here: what devices and topics are called comes from outside. */
const LONGEST = 500;

/** Warns of each subject at most once a minute, and says how many warnings were kept back. */
export class Complaints {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #heard = new Map<string, { until: number; kept: number }>();

  constructor(log: Log, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  warn(subject: string, message: string): void {
    const now = this.#clock.monotonic();
    const heard = this.#heard.get(subject);
    if (heard && now < heard.until) {
      heard.kept++;
      return;
    }
    const again = heard && heard.kept > 0 ? ` (and ${heard.kept} times more since the last warning)` : '';
    if (this.#heard.size >= MOST_SUBJECTS) this.#heard.clear();
    this.#heard.set(subject, { until: now + QUIET_MS, kept: 0 });
    this.#log.warn(`${printable(message)}${again}`);
  }
}

/** One line that cannot pass for several, nor move a terminal's cursor, nor fill a disk. */
function printable(message: string): string {
  const text = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  return text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]/gu, '\uFFFD');
}
