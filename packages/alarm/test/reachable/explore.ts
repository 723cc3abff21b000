import type { AlarmEffect } from '../../src/effect.ts';
import { transition } from '../../src/engine.ts';
import type { AlarmInput } from '../../src/input.ts';
import type { EngineState } from '../../src/state.ts';
import { canonical } from './canonical.ts';

/** One step of a house. */
export interface Step {
  readonly before: EngineState;
  readonly input: AlarmInput;
  readonly after: EngineState;
  readonly effects: readonly AlarmEffect[];
}

export interface Exploration {
  /** Different states that were reached. */
  readonly states: number;
  readonly steps: number;
  /** Whether every state was reached, and no bound ended the search. */
  readonly isComplete: boolean;
}

/** A promise was broken; the message tells how to get there. */
export class BrokenPromise extends Error {}

export interface ExploreOptions {
  readonly begin: EngineState;
  /** Everything that can happen in a state. */
  readonly moves: (state: EngineState) => readonly AlarmInput[];
  /** Throws where a step breaks a promise. */
  readonly check: (step: Step) => void;
  /** Ends the search after so many states. */
  readonly most: number;
}

interface Known {
  readonly state: EngineState;
  readonly from?: Known;
  readonly input?: AlarmInput;
}

/**
 * Visits every state that a house can come to, the nearest first, and checks every step from each.
 *
 * Time is what the moves make of it: where they only go to the next deadline, states that differ by the hour are the same.
 */
export function explore({ begin, moves, check, most }: ExploreOptions): Exploration {
  const first: Known = { state: begin };
  const seen = new Set([canonical(begin)]);
  const queue: Known[] = [first];
  let steps = 0;
  for (let place = 0; place < queue.length; place++) {
    const known = queue[place] ?? first;
    for (const input of moves(known.state)) {
      const { state, effects } = transition(known.state, input);
      const next: Known = { state, from: known, input };
      steps += 1;
      checkStep(check, { before: known.state, input, after: state, effects }, next);
      const key = canonical(state);
      if (seen.has(key)) continue;
      if (seen.size >= most) return { states: seen.size, steps, isComplete: false };
      seen.add(key);
      queue.push(next);
    }
  }
  return { states: seen.size, steps, isComplete: true };
}

function checkStep(check: ExploreOptions['check'], step: Step, way: Known): void {
  try {
    check(step);
  } catch (error) {
    const inputs: string[] = [];
    for (let known: Known | undefined = way; known?.input; known = known.from)
      inputs.unshift(JSON.stringify(known.input));
    const why = error instanceof Error ? error.message : String(error);
    throw new BrokenPromise(`${why}\nAfter these inputs:\n${inputs.join('\n')}`, { cause: error });
  }
}
