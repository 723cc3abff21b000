import type { AlarmConfig, AlarmEffect, AlarmInput, EngineState } from '@nightlatch/alarm';
import { initialState, nextDeadline, transition } from '@nightlatch/alarm';
import { InvariantError } from '@nightlatch/model';

/** An effect with the instant at which it was decided, epoch milliseconds. */
export interface Decision {
  readonly at: number;
  readonly effect: AlarmEffect;
}

/** The hub's own engine in virtual time: deadlines run when a later input comes, each at its own instant. */
export class VirtualEngine {
  readonly #onDecision: (decision: Decision) => void;
  #state: EngineState;

  constructor(config: AlarmConfig, at: number, onDecision: (decision: Decision) => void) {
    this.#state = initialState(config, at);
    this.#onDecision = onDecision;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Feeds an input, after every deadline that lies before it. */
  feed(input: AlarmInput): void {
    this.runDue(input.at);
    this.#step(input);
  }

  /** Lets time pass up to an instant. @throws InvariantError when a deadline does not pass. */
  runDue(at: number): void {
    let last: number | undefined;
    for (let due = nextDeadline(this.#state); due !== undefined && due <= at; due = nextDeadline(this.#state)) {
      if (due === last) throw new InvariantError(`A deadline of the alarm engine (${due}) does not pass.`);
      last = due;
      this.#step({ type: 'tick', at: Math.max(due, this.#state.at) });
    }
  }

  #step(input: AlarmInput): void {
    const { state, effects } = transition(this.#state, input);
    this.#state = state;
    for (const effect of effects) this.#onDecision({ at: state.at, effect });
  }
}
