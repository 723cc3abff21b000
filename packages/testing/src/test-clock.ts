import type { Clock, TimerHandle } from '@nightlatch/model';
import { InvariantError } from '@nightlatch/model';

interface Timer {
  readonly dueAt: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Where a test's time begins unless it says otherwise: a Sunday evening in March, in UTC. */
export const TEST_EPOCH = Date.parse('2026-03-01T20:00:00Z');

/**
 * A `Clock` that stands still until a test moves it.
 *
 * Timers run in the order of their deadlines, equal ones in the order they were set, each seeing the very instant it
 * was due; a timer set by another timer runs in the same advance when it falls due within it. Wall time can jump
 * (`jumpWall`) as a real one does when it is set; timers and `monotonic` never notice. A machine can `sleep`, a process `freeze`.
 */
export class TestClock implements Clock {
  #monotonic = 0;
  #slept = 0;
  #wallOffset: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  /** @param wall Epoch milliseconds at which wall time begins. */
  constructor(wall: number = TEST_EPOCH) {
    this.#wallOffset = wall;
  }

  now(): number {
    return this.#wallOffset + this.#monotonic;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  sinceBoot(): number {
    return this.#monotonic + this.#slept;
  }

  /** A negative delay counts as none. The callback never runs before the next advance. */
  after(delayMs: number, callback: () => void): TimerHandle {
    const timer: Timer = { dueAt: this.#monotonic + Math.max(0, delayMs), order: this.#order++, callback };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** How many timers wait: a component that has stopped leaves none. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets time pass and runs every timer that falls due. @throws InvariantError when asked to go back. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new InvariantError(`A test clock cannot advance by ${ms} ms: use jumpWall to set wall time.`);
    const until = this.#monotonic + ms;
    for (let timer = this.#next(until); timer; timer = this.#next(until)) {
      this.#timers.delete(timer);
      this.#monotonic = Math.max(this.#monotonic, timer.dueAt);
      timer.callback();
    }
    this.#monotonic = Math.max(this.#monotonic, until);
  }

  /** Advances to an instant of wall time, epoch milliseconds. */
  advanceTo(at: number): void {
    this.advance(at - this.now());
  }

  /** Sets wall time forward or back by so many milliseconds, as a person or a time server would. */
  jumpWall(byMs: number): void {
    this.#wallOffset += byMs;
  }

  /** The machine sleeps: wall time goes on, `monotonic` stands, and no timer comes nearer. */
  sleep(ms: number): void {
    this.#slept += ms;
    this.#wallOffset += ms;
  }

  /** The process is stopped: time goes on, and what falls due meanwhile runs at the next advance, late. */
  freeze(ms: number): void {
    this.#monotonic += ms;
  }

  #next(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAt > until) continue;
      if (!next || timer.dueAt < next.dueAt || (timer.dueAt === next.dueAt && timer.order < next.order)) next = timer;
    }
    return next;
  }
}
