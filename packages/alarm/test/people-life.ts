import type { Person } from '@nightlatch/model';
import * as fc from 'fast-check';
import type { AlarmConfig } from '../src/config.ts';
import type { AlarmInput, CodelessCommand } from '../src/input.ts';
import { CONFIG, HOUSE, KEYPAD, PANEL } from './rehearsal.ts';

/** Something that people may do at the doors of a house. `after` is in milliseconds. */
export type Deed = { readonly after: number } & (
  | { readonly type: 'input'; readonly input: DistributiveOmit<AlarmInput, 'at'> }
  /** The verdict on the oldest code that waits. */
  | { readonly type: 'verdict'; readonly verdict: Verdict }
);

type Verdict = Omit<Extract<AlarmInput, { type: 'code-judged' }>, 'at' | 'id' | 'type'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const NIGHT_SHIFT = [{ days: [5, 6], from: 22 * 60, to: 6 * 60 }];

/** A house with every kind of person, two locks and a reader. */
export const BUSY_HOUSE: AlarmConfig = {
  ...CONFIG,
  partitions: [
    {
      ...HOUSE,
      locking: {
        locks: [
          { device: 'front', unlockDisarms: true, users: { 1: 'Ana', 2: 'Guest', 3: 'Porter', 4: 'Temp' } },
          { device: 'back', unlockDisarms: false, users: { 1: 'Ana' } },
        ],
        modes: ['away', 'home'],
        jam: 'refuse',
        settleSeconds: 5,
        unlockOn: ['fire'],
        readers: [{ device: 'reader', lock: 'front', disarms: true }],
      },
    },
  ],
  users: [
    ...CONFIG.users,
    { name: 'Porter', can: ['arm', 'disarm', 'unlock'], schedule: NIGHT_SHIFT },
    { name: 'Cleaner', can: ['arm', 'disarm'], modes: ['away'] },
    { name: 'Former', can: ['disarm'], isDisabled: true },
    { name: 'Lodger', can: ['disarm', 'unlock'], from: 1000, until: 500_000 },
  ],
};

export const TEMP: Person = { name: 'Temp', can: ['disarm', 'unlock'], modes: ['home'] };

const moment = fc.record({
  now: fc.nat(1_000_000),
  weekday: fc.integer({ min: 1, max: 7 }),
  minute: fc.oneof(fc.nat(1439), fc.constantFrom(0, 359, 360, 1319, 1320, 1439)),
});
const credential = fc.constantFrom(
  undefined,
  { id: 'usual', kind: 'code' } as const,
  { id: 'once', kind: 'code', uses: 1 } as const,
  { id: 'once', kind: 'code', uses: 1 } as const,
  { id: 'once', kind: 'code', uses: 1 } as const,
  { id: 'thrice', kind: 'tag', uses: 3 } as const,
  { id: 'brief', kind: 'code', until: 300_000 } as const,
);
const user = fc.constantFrom(
  'Ana',
  'Ana',
  'Ana',
  'Ana',
  'Guest',
  'Porter',
  'Cleaner',
  'Former',
  'Lodger',
  'Neighbour',
  'Temp',
  undefined,
);

const verdict = fc
  .record({ user, duress: fc.boolean(), credential, moment: fc.option(moment, { nil: undefined }) })
  .map(({ user: name, duress, credential: with_, moment: when }): Verdict => {
    const known = name === undefined ? {} : { user: name };
    const more = { ...(with_ ? { credential: with_ } : {}), ...(when ? { moment: when } : {}) };
    return { ...known, duress: name !== undefined && duress, ...more };
  });

const ask = (command: fc.Arbitrary<CodelessCommand>, client: string, hasCode: boolean) =>
  fc.record({
    type: fc.constant('command' as const),
    id: fc.uuid(),
    command,
    hasCode: fc.constant(hasCode),
    actor: fc.constant(client === 'panel' ? PANEL : { ...KEYPAD, client }),
  });

const disarm = fc.constant<CodelessCommand>({ type: 'disarm' });
const arm = fc.record({
  type: fc.constant('arm' as const),
  mode: fc.constantFrom('away', 'home', 'night'),
  skipDelay: fc.boolean(),
  force: fc.constant(true),
});

const operated = fc.record({
  type: fc.constant('operated' as const),
  device: fc.constantFrom('front', 'front', 'back', 'door'),
  attribute: fc.constant('lock' as const),
  to: fc.constantFrom('unlocked' as const, 'unlocked' as const, 'locked' as const),
  by: fc.constantFrom('code' as const, 'tag' as const, 'hand' as const),
  slot: fc.constantFrom('1', '2', '3', '4', '9'),
  moment,
  user: fc.constantFrom('Ana', 'Guest', 'Temp', 'Former'),
  credential: fc.constantFrom({ id: 'thrice', kind: 'slot', uses: 3 } as const, { id: 'plain', kind: 'slot' } as const),
});

const people = fc.constantFrom(
  { type: 'people', people: [TEMP], counted: ['once', 'thrice'] } as const,
  { type: 'people', people: [], counted: ['once'] } as const,
);

const bolt = fc.record({
  type: fc.constant('attribute' as const),
  device: fc.constantFrom('front', 'back'),
  attribute: fc.constant('lock' as const),
  value: fc.constantFrom('locked', 'unlocked', 'jammed', 'unknown'),
  cause: fc.constant('live' as const),
});

const around = fc.constantFrom(
  { type: 'attribute', device: 'door', attribute: 'contact', value: 'open', cause: 'live' } as const,
  { type: 'attribute', device: 'door', attribute: 'contact', value: 'closed', cause: 'live' } as const,
  { type: 'attribute', device: 'kitchen', attribute: 'smoke', value: true, cause: 'live' } as const,
  { type: 'attribute', device: 'kitchen', attribute: 'smoke', value: false, cause: 'live' } as const,
  { type: 'hub', to: 'stopped' } as const,
  { type: 'hub', to: 'started' } as const,
);

const after = fc.oneof({ weight: 3, arbitrary: fc.nat(3000) }, { weight: 1, arbitrary: fc.nat(200_000) });
const input = (arbitrary: fc.Arbitrary<DistributiveOmit<AlarmInput, 'at'>>): fc.Arbitrary<Deed> =>
  fc.record({ type: fc.constant('input' as const), after, input: arbitrary });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: input(ask(arm, 'panel', false)) },
  { weight: 1, arbitrary: input(ask(arm, 'keypad', true)) },
  { weight: 6, arbitrary: input(ask(disarm, 'keypad', true)) },
  { weight: 1, arbitrary: input(ask(disarm, 'keypad', false)) },
  { weight: 1, arbitrary: input(ask(disarm, 'panel', false)) },
  {
    weight: 3,
    arbitrary: input(ask(fc.constant<CodelessCommand>({ type: 'unlock', device: 'reader' }), 'reader', true)),
  },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('verdict' as const), after, verdict }) },
  { weight: 4, arbitrary: input(operated) },
  { weight: 2, arbitrary: input(people) },
  { weight: 2, arbitrary: input(bolt) },
  { weight: 2, arbitrary: input(around) },
);

export const peopleLife = fc.array(deed, { minLength: 1, maxLength: 80, size: 'max' });
