import { describe, expect, test } from '@jest/globals';
import type { ZoneType } from '@nightlatch/model';
import * as fc from 'fast-check';
import type { AlarmConfig, ZoneConfig } from '../src/config.ts';
import { transition } from '../src/engine.ts';
import type { AlarmInput } from '../src/input.ts';
import type { EngineState } from '../src/state.ts';
import { atRest } from './reachable/at-rest.ts';
import type { Step } from './reachable/explore.ts';
import type { Play } from './reachable/moves.ts';
import { movesOf } from './reachable/moves.ts';
import { PROMISES, savedStatesGoOn } from './reachable/promises.ts';
import { houseOf } from './reachable/small-houses.ts';
import { zone } from './rehearsal.ts';

const RUNS = { numRuns: process.env['NIGHTLATCH_SOAK'] ? 1000 : 60 };
const ALL: Play = { hasLosses: true, hasRestarts: true, hasCodes: true };

function zones(count: number, name: string, options: Partial<ZoneConfig> & { type: ZoneType; signal: 'contact' }) {
  return Array.from({ length: count }, (_, index) => zone(`${name}${index}`, options));
}

const sees = (signal: string): 'contact' => signal as 'contact';

/** A town house of 60 zones, with the rules that the promises allow for. */
const TOWN_HOUSE: AlarmConfig = houseOf(
  [
    ...zones(8, 'door', { type: 'entry', signal: 'contact' }),
    ...zones(4, 'garage', { type: 'entry', signal: 'contact', entryDelaySeconds: 10 }),
    ...zones(18, 'window', { type: 'perimeter', signal: 'contact' }),
    ...zones(10, 'hall', { type: 'interior', signal: sees('motion') }),
    ...zones(2, 'attic', {
      type: 'interior',
      signal: sees('motion'),
      confirm: { activations: 2, withinSeconds: 60 },
    }),
    ...zones(8, 'smoke', { type: 'fire', signal: sees('smoke') }),
    ...zones(3, 'boiler', { type: 'co', signal: sees('carbonMonoxide') }),
    ...zones(2, 'stove', { type: 'gas', signal: sees('gas') }),
    ...zones(3, 'leak', { type: 'water', signal: sees('waterLeak') }),
    ...zones(2, 'box', { type: 'tamper', signal: sees('tamper') }),
  ],
  {
    groups: [{ zones: ['hall8#motion', 'hall9#motion'], count: 2, withinSeconds: 60 }],
    abortWindowSeconds: 30,
    swingerTrips: 2,
    hazards: { fire: { verifySeconds: 60 }, water: { isQuiet: true }, tamper: { sirenSeconds: 30 } },
    sirens: ['siren', 'outdoor', 'horn'],
    sirenRules: [
      { device: 'outdoor', hazards: ['burglary', 'tamper'], maxSeconds: 60 },
      { device: 'horn', hazards: ['fire', 'co', 'gas'], maxSeconds: 30 },
    ],
  },
);

/** A tower block of 300 zones, without any rule of its own. */
const TOWER: AlarmConfig = houseOf([
  ...zones(60, 'door', { type: 'entry', signal: 'contact' }),
  ...zones(120, 'window', { type: 'perimeter', signal: 'contact' }),
  ...zones(60, 'hall', { type: 'interior', signal: sees('motion') }),
  ...zones(60, 'smoke', { type: 'fire', signal: sees('smoke') }),
]);

/** Kinds of moves, as often as each is to be: houses hear more from their sensors than from their people. */
const KINDS: readonly (readonly [weight: number, types: readonly AlarmInput['type'][]])[] = [
  [8, ['attribute', 'availability']],
  [4, ['command']],
  [2, ['code-judged']],
  [1, ['hub']],
  [5, ['tick']],
];
const PATH = fc.array(
  fc.tuple(fc.oneof(...KINDS.map(([weight, types]) => ({ weight, arbitrary: fc.constant(types) }))), fc.nat(9999)),
  { minLength: 1, maxLength: 150, size: 'max' },
);

/** Walks through a house at random, a step for each choice, and lets each be checked. */
function walk(
  config: AlarmConfig,
  path: readonly (readonly [readonly string[], number])[],
  check: (step: Step) => void,
) {
  let before: EngineState = atRest(config);
  for (const [types, choice] of path) {
    const moves = movesOf(before, ALL).filter(({ type }) => types.includes(type));
    const input = moves[choice % Math.max(moves.length, 1)];
    if (!input) continue;
    const { state: after, effects } = transition(before, input);
    check({ before, input, after, effects });
    before = after;
  }
  return before;
}

describe.each([
  ['a town house of 60 zones', TOWN_HOUSE],
  ['a tower block of 300 zones', TOWER],
])('wherever %s comes to', (_name, config) => {
  test.each(Object.entries(PROMISES))('%s', (_promise, isKept) => {
    fc.assert(
      fc.property(PATH, (path) => void walk(config, path, isKept)),
      RUNS,
    );
  });

  test('a state that was saved goes on to the same bytes', () => {
    fc.assert(
      fc.property(PATH, (path) => void walk(config, path, savedStatesGoOn)),
      { numRuns: RUNS.numRuns / 20 },
    );
  });
});

test('a walk leads far: the town house is armed, alarms, is lost and found again', () => {
  const seen = new Set<string>();
  const note = ({ effects }: Step): void => {
    for (const effect of effects) seen.add(effect.type === 'state' ? `${effect.type} ${effect.to}` : effect.type);
  };
  fc.assert(
    fc.property(PATH, (path) => void walk(TOWN_HOUSE, path, note)),
    { numRuns: 100, seed: 1 },
  );
  expect([...seen]).toEqual(
    expect.arrayContaining([
      ...['disarmed', 'arming', 'armed', 'pending', 'triggered'].map((state) => `state ${state}`),
      'siren',
      'hazard',
      'report',
      'trouble',
      'blind',
      'silent',
      'refused',
      'verify-code',
      'progress',
    ]),
  );
});
