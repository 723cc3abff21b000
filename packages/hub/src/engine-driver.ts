import type { AlarmEffect, AlarmInput, EngineState } from '@nightlatch/alarm';
import { freeze, nextDeadline, transition } from '@nightlatch/alarm';
import type { Clock, Log, TimerHandle } from '@nightlatch/model';
import type { EngineTime } from './engine-time.ts';

/** An input as the driver takes it: the instant is added here. */
export type TimelessInput = AlarmInput extends infer Input
  ? Input extends AlarmInput
    ? Omit<Input, 'at'>
    : never
  : never;

export interface EngineDriverOptions {
  readonly state: EngineState;
  readonly time: EngineTime;
  readonly clock: Clock;
  readonly log: Log;
  /** Called with each input that the engine took and what it wants done, in order. */
  readonly onDecision: (input: AlarmInput, effects: readonly AlarmEffect[]) => void;
  /** Called when a deadline has come; the inbox then feeds a `tick`. */
  readonly onDue: () => void;
  /** Called when the engine threw at an input, which then changed nothing. */
  readonly onFailure: (problem: string) => void;
}

/** Holds the engine's state, feeds it inputs in engine time, and wakes it at its deadlines. */
export class EngineDriver {
  readonly #options: EngineDriverOptions;
  #state: EngineState;
  #timer: TimerHandle | undefined;
  #timerAt: number | undefined;

  constructor(options: EngineDriverOptions) {
    this.#options = options;
    this.#state = options.state;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Feeds one input, after every deadline that came before it, each at its own instant so that none is hidden by the next. */
  feed(input: TimelessInput): void {
    const at = Math.max(this.#options.time.now(), this.#state.at);
    this.#runDue(at);
    if (input.type !== 'tick') this.#step({ ...input, at });
    this.#wake();
  }

  /**
   * Tells the engine that the hub stopped when it last watched, before anything else: a hub that was killed could not say so.
   * What was due since happens only once it is told of the start, so that it is neither missed nor backdated.
   */
  assumeStopped(watchedAt = this.#state.at): void {
    const due = nextDeadline(this.#state) ?? Infinity;
    const at = watchedAt < due ? Math.max(watchedAt, this.#state.at) : this.#state.at;
    this.#step({ type: 'hub', to: 'stopped', at });
  }

  /** The engine's memory as JSON, to resume from. */
  frozen(): string {
    return JSON.stringify(freeze(this.#state));
  }

  close(): void {
    this.#timer?.cancel();
  }

  #runDue(now: number): void {
    let last: number | undefined;
    for (let due = nextDeadline(this.#state); due !== undefined && due <= now; due = nextDeadline(this.#state)) {
      if (due === last) return this.#options.onFailure(`A deadline of the alarm engine (${due}) does not pass.`);
      last = due;
      if (!this.#step({ type: 'tick', at: Math.max(due, this.#state.at) })) return;
    }
  }

  #step(input: AlarmInput): boolean {
    try {
      const { state, effects } = transition(this.#state, input);
      this.#state = state;
      this.#options.onDecision(input, effects);
      return true;
    } catch (error) {
      this.#options.log.error(
        `The alarm engine failed at "${input.type}": ${error instanceof Error ? error.stack : String(error)}`,
      );
      this.#options.onFailure(`The alarm engine failed at an input of type "${input.type}".`);
      return false;
    }
  }

  #wake(): void {
    const due = nextDeadline(this.#state);
    if (due === this.#timerAt) return;
    this.#timer?.cancel();
    this.#timerAt = due;
    if (due === undefined) return;
    this.#timer = this.#options.clock.after(Math.max(0, due - this.#options.time.now()), () => {
      this.#timerAt = undefined;
      this.#options.onDue();
    });
  }
}
