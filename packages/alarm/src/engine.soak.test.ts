import { beforeEach, describe, expect, test } from '@jest/globals';
import { NightlatchError } from '@nightlatch/model';
import * as fc from 'fast-check';
import type { Happening } from '../test/life.ts';
import { life, RICH } from '../test/life.ts';
import type { Step } from '../test/live.ts';
import { guardOf, liveIn } from '../test/live.ts';
import { CONFIG } from '../test/rehearsal.ts';
import { SirenWatch } from '../test/siren-watch.ts';
import type { AlarmConfig } from './config.ts';
import type { AlarmEffect } from './effect.ts';
import { initialState, nextDeadline, transition } from './engine.ts';
import { freeze, thaw } from './freezing.ts';
import type { EngineState } from './state.ts';
import { partitionIds, partitionView } from './view.ts';

const RUNS = { numRuns: process.env['NIGHTLATCH_SOAK'] ? 8000 : 400 };

/** The house that lives are lived in: each promise is kept in both. */
let house: AlarmConfig = CONFIG;

function live(happenings: readonly Happening[]): readonly Step[] {
  return liveIn(house, happenings);
}

function frozen(state: EngineState): string {
  return JSON.stringify(freeze(state));
}

function holds(check: (step: Step) => void): void {
  fc.assert(
    fc.property(life, (happenings) => live(happenings).forEach(check)),
    RUNS,
  );
}

describe.each([
  ['the usual house', CONFIG],
  ['a house with every rule on', RICH],
])('whatever happens in %s', (_name, config) => {
  beforeEach(() => {
    house = config;
  });

  test('nobody disarms without the right to', () => {
    holds(({ input, before, after }) => {
      if (guardOf(before).status === 'disarmed' || guardOf(after).status !== 'disarmed') return;
      if (input.type === 'command') {
        expect(input).toMatchObject({ command: { type: 'disarm' }, actor: { origin: 'panel' } });
      } else {
        expect(input).toMatchObject({ type: 'code-judged', user: 'Ana' });
        expect(before.codes.find(({ id }) => 'id' in input && id === input.id)?.command.type).toBe('disarm');
      }
    });
  });

  test('a running entry delay is never lengthened', () => {
    holds(({ before, after }) => {
      const [was, is] = [guardOf(before), guardOf(after)];
      if (was.status !== 'pending' || is.status !== 'pending' || after.at >= was.until) return;
      expect(is.until).toBeLessThanOrEqual(was.until);
    });
  });

  test('what is unknown never counts as closed at arming', () => {
    holds(({ input, before, after, effects }) => {
      if (input.type !== 'command' || input.command.type !== 'arm' || input.command.force) return;
      const is = guardOf(after);
      if (is === guardOf(before) || is.status === 'disarmed' || is.status === 'pending') return;
      const { mode } = input.command;
      const unknown = (after.house.config.partitions[0]?.zones ?? []).filter(
        ({ id, device, signal, modes, type }) =>
          ['entry', 'perimeter', 'interior'].includes(type) &&
          modes.includes(mode) &&
          !partitionView(after, 'house').bypassed.includes(id) &&
          (after.devices.get(device)?.available !== true ||
            (after.devices.get(device)?.values[signal as 'contact'] ?? 'unknown') === 'unknown'),
      );
      if (effects.some((effect) => effect.type === 'result' && effect.result.ok)) expect(unknown).toEqual([]);
    });
  });

  test('every command is answered exactly once', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const steps = live([
          ...happenings,
          { type: 'input', after: 0, input: { type: 'hub', to: 'stopped' } },
          { type: 'input', after: 0, input: { type: 'hub', to: 'started' } },
        ]);
        const asked = steps.flatMap(({ input }) => (input.type === 'command' ? [input.id] : []));
        const answered = steps.flatMap(({ effects }) =>
          effects.flatMap((one) => (one.type === 'result' ? [one.id] : [])),
        );
        expect(answered.toSorted()).toEqual(asked.toSorted());
      }),
      RUNS,
    );
  });

  test('each change of state begins where the last one ended, and tells something new', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        let state = 'disarmed';
        let last = 'disarmed undefined undefined';
        for (const effect of live(happenings).flatMap(({ effects }) => effects)) {
          if (effect.type !== 'state') continue;
          expect(effect.from).toBe(state);
          const said = `${effect.to} ${effect.mode} ${effect.until}`;
          expect(said).not.toBe(last);
          last = said;
          state = effect.to;
        }
      }),
      RUNS,
    );
  });

  test('the sirens sound whenever an alarm does that they sound for, each for its time', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const watch = new SirenWatch();
        for (const step of liveIn(house, happenings, { isTicking: true })) {
          const found = watch.follow(step);
          if (step.after.isWatching) expect(found).toEqual(found.map((one) => ({ ...one, isOn: one.isWanted })));
        }
      }),
      RUNS,
    );
  });

  test('no deadline is left behind, and time never falls', () => {
    holds(({ before, after }) => {
      expect(nextDeadline(after) ?? Infinity).toBeGreaterThan(after.at);
      expect(after.at).toBeGreaterThanOrEqual(before.at);
    });
  });

  test('the state that was given stays as it is', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const states = live(happenings).map(({ before }) => ({ before, text: frozen(before) }));
        for (const { before, text } of states) expect(frozen(before)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  test('the same inputs give the same states and effects, to the byte', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const [once, twice] = [live(happenings), live(happenings)];
        expect(JSON.stringify(twice.map(({ effects }) => effects))).toBe(
          JSON.stringify(once.map(({ effects }) => effects)),
        );
        expect(frozen(twice.at(-1)?.after ?? initialState(CONFIG, 0))).toBe(
          frozen(once.at(-1)?.after ?? initialState(CONFIG, 0)),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('a state that was frozen and thawed on the way goes on as if it never had been', () => {
    holds(({ input, before, after, effects }) => {
      const again = transition(thaw(JSON.parse(frozen(before))), input);
      expect(JSON.stringify(again.effects)).toBe(JSON.stringify(effects));
      expect(frozen(again.state)).toBe(frozen(after));
    });
  });

  test('duress shows to nobody but its sinks', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const calm = happenings.map((one) => (one.type === 'verdict' ? { ...one, duress: false } : one));
        expect(openly(live(happenings))).toEqual(openly(live(calm)));
      }),
      RUNS,
    );
  });

  test('a silent call shows to nobody but its sinks', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const quiet = happenings.map((one) => (isSilentKey(one) ? { ...one, input: { type: 'tick' as const } } : one));
        expect(openly(live(happenings))).toEqual(openly(live(quiet)));
      }),
      RUNS,
    );
  });
});

function openly(steps: readonly Step[]): readonly AlarmEffect[] {
  return steps.flatMap(({ effects }) => effects.filter(({ type }) => type !== 'silent'));
}

function isSilentKey(happening: Happening): boolean {
  return happening.type === 'input' && happening.input.type === 'event' && happening.input.device === 'till';
}

describe('a saved state', () => {
  test.each([undefined, null, 7, {}, { v: 99 }])('of a version that is not known is refused: %p', (json) => {
    expect(() => thaw(json)).toThrow(NightlatchError);
  });

  test('shows the partitions of its house', () => {
    expect(partitionIds(thaw(freeze(initialState(CONFIG, 0))))).toEqual(['house']);
  });
});
