import type { Clock, TimerHandle } from '@nightlatch/model';

/** A time in which the hub was there and did not run. */
export interface Absence {
  /** Until now, whole milliseconds, as engine time is; it began within a look of what is said. */
  readonly forMs: number;
  /** How much of it the monotonic clock has left out: the machine slept. */
  readonly sleptMs: number;
}

export interface WakefulnessOptions {
  readonly clock: Clock;
  /** Called when a look of its own finds that the hub was away. */
  readonly onWake: (absence: Absence) => void;
}

/** How often it looks by itself: what was due while the machine slept happens this soon after. */
const LOOK_MS = 5000;
/** Clocks that part by more have been set, or the machine slept. */
const STEP_MS = 5000;
/** A process that did not even look for so long was stopped, as a virtual machine is that is paused: no load does that. */
const FROZEN_MS = 60_000;

/**
 * Notices that nobody watched although the hub never ended: the machine slept, or the process was stopped.
 *
 * While a machine sleeps its monotonic clock stands and its wall clock goes on, which alone looks like a wall clock that was
 * set: the time since the machine began tells one from the other. Where a monotonic clock goes on, a hub that missed many
 * looks was not there.
 */
export class Wakefulness {
  readonly #options: WakefulnessOptions;
  #lookedAt = 0;
  #wallOffset = 0;
  #bootOffset = 0;
  #timer: TimerHandle | undefined;

  constructor(options: WakefulnessOptions) {
    this.#options = options;
    this.#begin();
  }

  /** Begins to look by itself. Nothing before counts. */
  start(): void {
    this.#begin();
    this.#lookLater();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  /** Looks whether the hub was away since the last look. Costs two readings of clocks; call it before any input. */
  look(): Absence | undefined {
    const { clock } = this.#options;
    const now = clock.monotonic();
    const ranMs = now - this.#lookedAt;
    const sleptMs = this.#sleptMs(clock.now() - now, now);
    this.#lookedAt = now;
    if (sleptMs <= 0 && ranMs <= FROZEN_MS) return undefined;
    return { forMs: Math.round(ranMs + sleptMs), sleptMs: Math.round(sleptMs) };
  }

  /** By the wall clock where that agrees, as it is the finer one; a wall clock that was set besides is left to others. */
  #sleptMs(wallOffset: number, now: number): number {
    const wentMs = wallOffset - this.#wallOffset;
    if (Math.abs(wentMs) <= STEP_MS) return 0;
    this.#wallOffset = wallOffset;
    const boot = this.#options.clock.sinceBoot?.();
    if (boot === undefined) return 0;
    const sleptMs = boot - now - this.#bootOffset;
    if (sleptMs <= STEP_MS) return 0;
    this.#bootOffset = boot - now;
    return Math.abs(wentMs - sleptMs) <= STEP_MS ? wentMs : sleptMs;
  }

  #begin(): void {
    const { clock } = this.#options;
    this.#lookedAt = clock.monotonic();
    this.#wallOffset = clock.now() - this.#lookedAt;
    this.#bootOffset = (clock.sinceBoot?.() ?? 0) - this.#lookedAt;
  }

  #lookLater(): void {
    this.#timer = this.#options.clock.after(LOOK_MS, () => {
      const absence = this.look();
      this.#lookLater();
      if (absence) this.#options.onWake(absence);
    });
  }
}
