import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { KEYPAD, LINK, PANEL, Rehearsal } from '../test/rehearsal.ts';
import { TWO } from '../test/two-partitions.ts';
import type { AlarmEffect } from './effect.ts';
import { transition } from './engine.ts';
import type { AlarmInput, CodelessCommand } from './input.ts';
import type { EngineState, Guard } from './state.ts';

const RUNS = { numRuns: process.env['NIGHTLATCH_SOAK'] ? 8000 : 400 };
const BOTH = ['flat', 'garage'] as const;

interface Step {
  readonly input: AlarmInput;
  readonly before: EngineState;
  readonly after: EngineState;
  readonly effects: readonly AlarmEffect[];
}

const partition = fc.constantFrom('flat', 'garage', 'all', 'all');
const mode = fc.constantFrom('away', 'home', 'night');
const command: fc.Arbitrary<CodelessCommand> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('arm' as const), partition, mode, force: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('disarm' as const), partition }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('silence' as const), partition }) },
);
const asked = fc.record({
  type: fc.constant('command' as const),
  id: fc.uuid(),
  command,
  hasCode: fc.constant(false),
  actor: fc.constantFrom(PANEL, PANEL, LINK, KEYPAD),
});
const moved = fc
  .tuple(fc.constantFrom('door', 'gate'), fc.constantFrom('open', 'closed', 'unknown'))
  .map(([device, value]) => ({ type: 'attribute', device, attribute: 'contact', value, cause: 'live' }) as const);
const life = fc.array(fc.record({ after: fc.oneof(fc.constant(0), fc.nat(90_000)), input: fc.oneof(asked, moved) }), {
  minLength: 1,
  maxLength: 60,
});

function holds(check: (step: Step) => void): void {
  const property = fc.property(life, (happenings) => {
    let before = new Rehearsal(TWO).state;
    for (const { after: delay, input: timeless } of happenings) {
      const input: AlarmInput = { ...timeless, at: before.at + delay };
      // What was due in between is not the input's doing.
      before = transition(before, { type: 'tick', at: input.at }).state;
      const { state: after, effects } = transition(before, input);
      check({ input, before, after, effects });
      before = after;
    }
  });
  fc.assert(property, RUNS);
}

function guards(state: EngineState): readonly Guard[] {
  return BOTH.map((id) => state.partitions.get(id)?.guard ?? { status: 'disarmed' });
}

/** How each partition stood, and how it stands. */
function moves({ before, after }: Step): readonly { readonly was: Guard; readonly is: Guard }[] {
  const was = guards(before);
  return guards(after).map((is, index) => ({ was: was[index] ?? is, is }));
}

function armsAll({ input }: Step): boolean {
  return input.type === 'command' && input.command.type === 'arm' && input.command.partition === 'all';
}

function isDone({ effects }: Step): boolean {
  return effects.some((effect) => effect.type === 'result' && effect.result.ok);
}

describe('whatever happens in a house of several partitions', () => {
  test('arming never disarms any of them', () => {
    holds((step) => {
      if (step.input.type !== 'command' || step.input.command.type !== 'arm') return;
      for (const { was, is } of moves(step)) if (was.status !== 'disarmed') expect(is.status).not.toBe('disarmed');
    });
  });

  test('the master arms all of them or none', () => {
    holds((step) => {
      if (!armsAll(step)) return;
      if (!isDone(step)) return expect(step.after.partitions).toBe(step.before.partitions);
      const wanted = step.input.type === 'command' && step.input.command.type === 'arm' && step.input.command.mode;
      expect(guards(step.after).map((guard) => guard.status !== 'disarmed' && guard.mode)).toEqual([wanted, wanted]);
    });
  });

  test('no running delay grows, but for the exit delay of somebody who comes back, once', () => {
    holds((step) => {
      for (const { was, is } of moves(step)) {
        const isSameDelay = was.status === 'pending' && is.status === 'pending';
        const isExit = was.status === 'arming' && is.status === 'arming';
        const isRestart = isExit && !was.isRestarted && is.isRestarted === true && step.input.type === 'attribute';
        const isSameExit = isExit && !isRestart && step.input.type !== 'command';
        if (isSameDelay || isSameExit) expect(is.until).toBeLessThanOrEqual(was.until);
      }
    });
  });
});
