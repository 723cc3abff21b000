import type { Clock } from '@nightlatch/model';

/** Names remembered; when there are more, those that have earned all back are forgotten first. */
const NAMES = 1000;

/** Bounds how often each of many may do something: `burst` times at once, then `perSecond`. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #left = new Map<string, { count: number; at: number }>();

  constructor(clock: Clock, limit: { burst: number; perSecond: number }) {
    this.#clock = clock;
    this.#burst = limit.burst;
    this.#perSecond = limit.perSecond;
  }

  /** Takes one from what a name may do. @returns Whether it may. */
  admit(name: string): boolean {
    const now = this.#clock.monotonic();
    const known = this.#left.get(name) ?? { count: this.#burst, at: now };
    const count = Math.min(this.#burst, known.count + ((now - known.at) / 1000) * this.#perSecond);
    if (this.#left.size >= NAMES && !this.#left.has(name)) this.#forget(now);
    const isAdmitted = count >= 1;
    this.#left.set(name, { count: isAdmitted ? count - 1 : count, at: now });
    return isAdmitted;
  }

  #forget(now: number): void {
    const refillMs = (this.#burst / this.#perSecond) * 1000;
    for (const [name, { at }] of this.#left) if (now - at > refillMs) this.#left.delete(name);
    if (this.#left.size >= NAMES) this.#left.clear();
  }
}
