import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CONFIG, KEYPAD } from '../test/rehearsal.ts';
import type { EngineState } from './state.ts';
import { transition } from './engine.ts';
import { freeze, thaw } from './freezing.ts';
import { STATE_VERSION } from './upgrade-state.ts';
import { completeConfig, completeInput } from './upgrade-config.ts';
import { partitionView, troubles } from './view.ts';

const readFixture = (version: number): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../test/fixtures/state-v${version}.json`), 'utf8'));

function lastRefusal(state: EngineState): unknown {
  const command = { type: 'disarm' } as const;
  const { effects } = transition(state, {
    type: 'command',
    at: state.at,
    id: 'x',
    command,
    hasCode: true,
    actor: KEYPAD,
  });
  return effects.find(({ type }) => type === 'verify-code' || type === 'result');
}

describe.each([1, 2])('a state that version %d froze', (version) => {
  const state = thaw(readFixture(version));

  test('stands guard as it did: the same mode, delay, bypass, alarms and troubles', () => {
    expect(partitionView(state, 'house')).toMatchObject({
      state: 'pending',
      mode: 'away',
      until: 121_000,
      bypassed: ['window#contact'],
      alarms: [{ hazard: 'fire', status: 'silenced', zones: ['kitchen#smoke'], since: 0 }],
    });
    expect(troubles(state)).toEqual([{ kind: 'unavailable', device: 'attic', since: 0 }]);
  });

  test('remembers the lockouts and the code that waits', () => {
    expect(state.lockout).toMatchObject({ wrong: 1, count: 1, until: 90_000 });
    expect(state.codes).toMatchObject([{ command: { type: 'disarm' }, actor: KEYPAD }]);
    expect(lastRefusal(state)).toMatchObject({ type: 'verify-code' });
  });

  test('alarms when the delay ends, as it was about to', () => {
    const after = transition(state, { type: 'tick', at: 121_000 }).state;
    expect(partitionView(after, 'house')).toMatchObject({ state: 'triggered', mode: 'away' });
  });

  test('is frozen again as of today, and that thaws to the same', () => {
    const frozen = freeze(state);
    expect(frozen).toMatchObject({ v: STATE_VERSION });
    expect(freeze(thaw(JSON.parse(JSON.stringify(frozen))))).toEqual(frozen);
  });

  test('takes its old configuration again from the journal', () => {
    const { config } = readFixture(version) as { config: typeof CONFIG };
    const input = completeInput({ type: 'configured', at: state.at, config });
    expect(partitionView(transition(state, input).state, 'house')).toEqual(partitionView(state, 'house'));
  });
});

test.each([0, STATE_VERSION + 1, 1.5, undefined, '1'])('a state of version %j is refused with what to do', (v) => {
  expect(() => thaw({ ...(readFixture(1) as object), v })).toThrow(/this engine reads 1 to \d+: install the release/);
  expect(() => thaw(null)).toThrow('install the release');
});

test('a configuration of today comes back as it is', () => {
  expect(completeConfig(CONFIG)).toEqual(CONFIG);
});
