import type { AttributeKey, AttributeValue, Unknown } from '@nightlatch/model';
import * as fc from 'fast-check';
import type { AlarmConfig, ZoneConfig } from '../src/config.ts';
import type { AlarmInput, CodelessCommand } from '../src/input.ts';
import { CONFIG, HOUSE, KEYPAD, LINK, PANEL, withHouse, ZONES } from './rehearsal.ts';

/** Something that may happen in a house. `after` is in milliseconds. */
export type Happening = { readonly after: number } & (
  | { readonly type: 'input'; readonly input: DistributiveOmit<AlarmInput, 'at'> }
  /** The verdict on the oldest code that waits. */
  | { readonly type: 'verdict'; readonly user?: string; readonly duress: boolean }
);

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const RULES_OF: Readonly<Partial<Record<string, Partial<ZoneConfig>>>> = {
  door: { armOnClose: true },
  garage: { allowOpen: true, useExitDelay: false },
  gate: { entryDelayClass: 2, whenUnavailable: 'alarm' },
  window: { minActiveSeconds: 2, autoBypass: ['night'] },
  hall: { useEntryDelay: false },
  stairs: { confirm: { activations: 2, withinSeconds: 60 }, whenUnavailable: 'ignore' },
  cellar: { minActiveSeconds: 5 },
};

/** The usual house with every rule on that it may have. */
export const RICH: AlarmConfig = withHouse({
  modes: {
    away: { exitDelaySeconds: 60, entryDelaySeconds: 30, secondEntryDelaySeconds: 45, autoStay: 'home' },
    home: { exitDelaySeconds: 0, entryDelaySeconds: 30 },
    night: { exitDelaySeconds: 20, entryDelaySeconds: 0, isSilent: true },
    vacation: { exitDelaySeconds: 60, entryDelaySeconds: 30, autoStay: 'night' },
  },
  zones: ZONES.map((zone) => ({ ...zone, ...RULES_OF[zone.device] })),
  groups: [{ zones: ['hall#motion', 'stairs#motion'], count: 2, withinSeconds: 60 }],
  sirens: ['siren', 'outdoor', 'horn'],
  sirenRules: [
    { device: 'outdoor', hazards: ['burglary', 'panic', 'tamper'], maxSeconds: 30 },
    { device: 'horn', hazards: ['fire', 'co', 'water', 'tamper'] },
  ],
  abortWindowSeconds: 15,
  swingerTrips: 1,
  hazards: { fire: { verifySeconds: 60 }, water: { verifySeconds: 10, isQuiet: true }, tamper: { sirenSeconds: 30 } },
});

const SIGNALS = ZONES.filter(({ type }) => type !== 'panic' && type !== 'silent-panic');
const device = fc.constantFrom(...ZONES.map((zone) => zone.device));
const cause = fc.constantFrom('live', 'live', 'live', 'retained', 'resync');
const mode = fc.constantFrom('away', 'home', 'night', 'vacation');

const report = fc.tuple(fc.constantFrom(...SIGNALS), fc.nat(3), cause).map(([zone, choice, why]) => {
  const attribute = zone.signal as AttributeKey;
  return { type: 'attribute', device: zone.device, attribute, value: valueOf(attribute, choice), cause: why } as const;
});

const availability = fc.record({
  type: fc.constant('availability' as const),
  device,
  available: fc.constantFrom(true, true, true, false, 'unknown' as const),
});

const press = fc.constantFrom(
  { type: 'event', device: 'bed', event: 'panic' } as const,
  { type: 'event', device: 'till', event: 'button' } as const,
);

const command: fc.Arbitrary<CodelessCommand> = fc.oneof(
  fc.record({ type: fc.constant('arm' as const), mode, force: fc.boolean(), skipDelay: fc.boolean() }),
  fc.constant({ type: 'disarm' as const }),
  fc.constant({ type: 'silence' as const }),
  fc.record({ type: fc.constant('panic' as const), silent: fc.boolean() }),
  fc.record({ type: fc.constantFrom('bypass' as const, 'unbypass' as const), zone: device }),
  fc.constant({ type: 'lock' as const, device: 'door' }),
  fc.constant({ type: 'test' as const, on: true }),
  fc.record({ type: fc.constant('test' as const), zone: device, on: fc.boolean() }),
  fc.constant({ type: 'acknowledge' as const }),
);

const asked = fc.record({
  type: fc.constant('command' as const),
  id: fc.uuid(),
  command,
  hasCode: fc.boolean(),
  actor: fc.constantFrom(PANEL, LINK, KEYPAD, { origin: 'voice' } as const),
});

/** What the hub finds when it looks after the house. */
const found = fc.oneof(
  fc.record({
    type: fc.constant('trouble' as const),
    kind: fc.constant('overdue'),
    device,
    on: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('trouble' as const),
    kind: fc.constant('jamming'),
    device: fc.constant('source'),
    on: fc.boolean(),
  }),
  fc.constantFrom(
    { type: 'self-test', day: '2026-03-01', failures: [] } as const,
    { type: 'self-test', day: '2026-03-02', failures: ['The siren cannot be reached.'] } as const,
  ),
);

const rare = fc.constantFrom(
  { type: 'hub', to: 'stopped' } as const,
  { type: 'hub', to: 'started' } as const,
  { type: 'configured', config: CONFIG } as const,
  { type: 'configured', config: RICH } as const,
  { type: 'configured', config: withHouse({ zones: ZONES.slice(0, 6), sirens: ['siren', 'other'] }) } as const,
  {
    type: 'configured',
    config: withHouse({ sirens: ['horn', 'siren'], sirenRules: [{ device: 'siren', maxSeconds: 100 }] }),
  } as const,
  {
    type: 'configured',
    config: { ...CONFIG, partitions: [{ ...HOUSE, modes: { home: { exitDelaySeconds: 0, entryDelaySeconds: 30 } } }] },
  } as const,
);

const after = fc.oneof(fc.constant(0), fc.nat(2000), fc.nat(400_000));

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 10, arbitrary: input(report) },
  { weight: 3, arbitrary: input(availability) },
  { weight: 1, arbitrary: input(press) },
  { weight: 6, arbitrary: input(asked) },
  { weight: 1, arbitrary: input(rare) },
  { weight: 1, arbitrary: input(found) },
  { weight: 1, arbitrary: input(fc.constant({ type: 'tick' } as const)) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('verdict' as const),
      after,
      user: fc.constantFrom('Ana', 'Guest', 'Stranger'),
      duress: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('verdict' as const), after, duress: fc.constant(false) }) },
);

const anything = fc.array(happening, { minLength: 1, maxLength: 80 });

const BURGLARY = ZONES.filter(({ type }) => ['entry', 'perimeter', 'interior', 'tamper'].includes(type));
const soon = fc.oneof(fc.constant(0), fc.nat(3000), fc.nat(40_000));

/** Somebody comes and goes: doors, windows and movement, again and again. */
const move = fc.tuple(fc.constantFrom(...BURGLARY), fc.boolean()).map(([zone, isActive]) => {
  const attribute = zone.signal as AttributeKey;
  return {
    type: 'attribute',
    device: zone.device,
    attribute,
    value: valueOf(attribute, isActive ? 1 : 0),
    cause: 'live',
  };
});

const atPanel = {
  type: fc.constant('command' as const),
  id: fc.uuid(),
  hasCode: fc.constant(false),
  actor: fc.constantFrom(PANEL, PANEL, { origin: 'homekit' } as const),
};

const ofPanel = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('arm' as const), mode, force: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'disarm' } as const, { type: 'silence' } as const) },
);

/** A house that stands guard most of the time, and has burglars and careless people in it. */
const guarded: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: hasty(move) },
    { weight: 2, arbitrary: hasty(fc.record({ ...atPanel, command: ofPanel })) },
    { weight: 1, arbitrary: happening },
  ),
  { minLength: 1, maxLength: 80 },
);

/** Anything at all, or a house that stands guard. */
export const life: fc.Arbitrary<readonly Happening[]> = fc.oneof(anything, guarded);

function hasty(arbitrary: fc.Arbitrary<object>): fc.Arbitrary<Happening> {
  return fc.record({ type: fc.constant('input' as const), after: soon, input: arbitrary }) as fc.Arbitrary<Happening>;
}

function input(arbitrary: fc.Arbitrary<DistributiveOmit<AlarmInput, 'at'>>): fc.Arbitrary<Happening> {
  return fc.record({ type: fc.constant('input' as const), after, input: arbitrary });
}

function valueOf(attribute: AttributeKey, choice: number): AttributeValue | Unknown {
  if (choice === 3) return 'unknown';
  if (attribute === 'contact') return choice === 0 ? 'closed' : 'open';
  return attribute === 'temperature' ? choice * 5 : choice > 0;
}
