import type { Clock, TimerHandle } from '@nightlatch/model';
import type { DayStep } from './day-plan.ts';
import { planDay } from './day-plan.ts';

/** Steps that the family takes only while the alarm is off: anything else would set it off in an empty demonstration. */
const DISTURBING: readonly DayStep['act'][] = ['open', 'unlock', 'move'];

export interface DailyLifeOptions {
  readonly clock: Clock;
  readonly seed: number;
  /** Whether the alarm is set, as the house's own keypads show it. */
  readonly isGuarded: () => boolean;
  /** Does one step of the day. */
  readonly perform: (step: DayStep) => void;
}

/**
 * Lives one day after the other by the clock, beginning with what is left of today.
 *
 * The family reads the keypad: while it shows anything but disarmed they neither open, unlock nor walk about.
 */
export class DailyLife {
  readonly #options: DailyLifeOptions;
  #timer: TimerHandle | undefined;
  #steps: readonly DayStep[] = [];
  #dayStart = 0;

  constructor(options: DailyLifeOptions) {
    this.#options = options;
  }

  start(): void {
    const now = this.#options.clock.now();
    this.#plan(midnight(now));
    this.#steps = this.#steps.filter((step) => step.at > now);
    this.#wait();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #plan(dayStart: number): void {
    this.#dayStart = dayStart;
    this.#steps = planDay(dayStart, this.#options.seed);
  }

  #wait(): void {
    const dueAt = this.#steps[0]?.at ?? nextMidnight(this.#dayStart);
    this.#timer = this.#options.clock.after(Math.max(0, dueAt - this.#options.clock.now()), () => this.#goOn());
  }

  #goOn(): void {
    const { clock, isGuarded, perform } = this.#options;
    while (this.#steps[0] && this.#steps[0].at <= clock.now()) {
      const [step, ...later] = this.#steps as [DayStep, ...DayStep[]];
      this.#steps = later;
      if (!DISTURBING.includes(step.act) || !isGuarded()) perform(step);
    }
    const tomorrow = nextMidnight(this.#dayStart);
    if (this.#steps.length === 0 && clock.now() >= tomorrow) this.#plan(midnight(clock.now()));
    this.#wait();
  }
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Local midnight of the next day: 23 to 25 hours on, as the clocks change. */
function nextMidnight(dayStart: number): number {
  return midnight(dayStart + 30 * 3_600_000);
}
