import type { AlarmConfig } from '../src/config.ts';
import type { AlarmEffect } from '../src/effect.ts';
import { nextDeadline, transition } from '../src/engine.ts';
import type { AlarmInput } from '../src/input.ts';
import type { EngineState, Guard } from '../src/state.ts';
import type { Happening } from './life.ts';
import { Rehearsal } from './rehearsal.ts';

export interface Step {
  readonly input: AlarmInput;
  readonly before: EngineState;
  readonly after: EngineState;
  readonly effects: readonly AlarmEffect[];
}

/** Lets things happen to a house at rest. `isTicking`: each deadline has a step of its own, as the hub gives it. */
export function liveIn(
  config: AlarmConfig,
  happenings: readonly Happening[],
  { isTicking = false } = {},
): readonly Step[] {
  const steps: Step[] = [];
  let before = new Rehearsal(config).state;
  const take = (input: AlarmInput): void => {
    const { state: after, effects } = transition(before, input);
    steps.push({ input, before, after, effects });
    before = after;
  };
  for (const happening of happenings) {
    const input = inputOf(happening, before);
    if (!input) continue;
    if (isTicking)
      for (let due = nextDeadline(before); due !== undefined && due <= input.at; due = nextDeadline(before))
        take({ type: 'tick', at: due });
    take(input);
  }
  return steps;
}

/** How the house stands guard. */
export function guardOf(state: EngineState): Guard {
  return state.partitions.get('house')?.guard ?? { status: 'disarmed' };
}

function inputOf(happening: Happening, { at: now, codes: [waiting] }: EngineState): AlarmInput | undefined {
  const at = now + happening.after;
  if (happening.type === 'input') return { ...happening.input, at };
  const { user, duress } = happening;
  return waiting && { type: 'code-judged', at, id: waiting.id, ...(user === undefined ? {} : { user }), duress };
}
