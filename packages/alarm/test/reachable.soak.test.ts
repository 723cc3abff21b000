import { describe, expect, test } from '@jest/globals';
import type { AlarmInput } from '../src/input.ts';
import type { EngineState } from '../src/state.ts';
import { atRest } from './reachable/at-rest.ts';
import type { Step } from './reachable/explore.ts';
import { explore } from './reachable/explore.ts';
import { movesOf } from './reachable/moves.ts';
import { PROMISES, savedStatesGoOn } from './reachable/promises.ts';
import { SMALL_HOUSES } from './reachable/small-houses.ts';

/** Saving and reading back every state costs more than all else: one step in so many is enough outside the soak. */
const SAVE_EVERY = process.env['NIGHTLATCH_SOAK'] ? 7 : 37;
/** Far more than any of the houses has: a search that comes here has found that time or a count grows without end. */
const MOST = 1_000_000;

/** Checks every promise of every step. */
function checker(): (step: Step) => void {
  const promises = Object.values(PROMISES);
  let steps = 0;
  return (step) => {
    for (const promise of promises) promise(step);
    if (steps++ % SAVE_EVERY === 0) savedStatesGoOn(step);
  };
}

describe('in every state that it can come to, each promise is kept by', () => {
  test.each(Object.entries(SMALL_HOUSES))('%s', (_, { config, play, states }) => {
    const moves = (state: EngineState): readonly AlarmInput[] => movesOf(state, play);
    const found = explore({ begin: atRest(config), moves, check: checker(), most: MOST });
    expect(found).toMatchObject({ isComplete: true });
    expect(found.states).toBeGreaterThanOrEqual(states);
  });
});
