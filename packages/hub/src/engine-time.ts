import type { Clock } from '@nightlatch/model';

/** A wall clock that went further than this while the hub was away is not believed. */
const PLAUSIBLE_ABSENCE_MS = 366 * 24 * 3600 * 1000;

/** Clocks that part by less than this have not been set: it is rounding and drift. */
const CLOCK_STEP_MS = 50;

/**
 * The engine's time: epoch milliseconds that never fall.
 *
 * At start it advances by the wall clock from the last journalled instant; while running it follows the monotonic clock,
 * so that a step of the wall clock neither ends nor stretches a delay, and what the machine slept is added. A wall clock
 * that went backwards, or implausibly far ahead, counts as no time at all and is reported as `clockJumped`.
 *
 * @see docs/alarm.md, time
 */
export class EngineTime {
  readonly clockJumped: boolean;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #origin: number;
  #wallOffset: number;
  #slept = 0;

  /** @param lastAt Engine time of the last journalled input, epoch milliseconds; undefined in a new house. */
  constructor(clock: Clock, lastAt: number | undefined) {
    const wall = clock.now();
    const away = lastAt === undefined ? 0 : wall - lastAt;
    this.#clock = clock;
    this.clockJumped = away < 0 || away > PLAUSIBLE_ABSENCE_MS;
    this.#startedAt = lastAt === undefined || !this.clockJumped ? wall : lastAt;
    this.#origin = clock.monotonic();
    this.#wallOffset = wall - this.#startedAt;
  }

  now(): number {
    return Math.floor(this.#startedAt + this.#clock.monotonic() - this.#origin + this.#slept);
  }

  /** Makes up for a time in which the machine slept, and with it the monotonic clock. */
  sleep(ms: number): void {
    this.#slept += ms;
  }

  /** Turns an instant of engine time into wall time, epoch milliseconds; the same instant stays the same while the clocks do. */
  toWall(at: number): number {
    const offset = this.#clock.now() - this.now();
    if (Math.abs(offset - this.#wallOffset) > CLOCK_STEP_MS) this.#wallOffset = offset;
    return at + this.#wallOffset;
  }
}
