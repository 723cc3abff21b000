import type { AttributeKey, AttributeValue, Unknown } from '@nightlatch/model';
import * as fc from 'fast-check';
import type { AlarmInput, CodelessCommand } from '../src/input.ts';
import { CONFIG, HOUSE, KEYPAD, LINK, PANEL, withHouse, ZONES } from './rehearsal.ts';

/** Something that may happen in a house. `after` is in milliseconds. */
export type Happening = { readonly after: number } & (
  | { readonly type: 'input'; readonly input: DistributiveOmit<AlarmInput, 'at'> }
  /** The verdict on the oldest code that waits. */
  | { readonly type: 'verdict'; readonly user?: string; readonly duress: boolean }
);

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

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
);

const asked = fc.record({
  type: fc.constant('command' as const),
  id: fc.uuid(),
  command,
  hasCode: fc.boolean(),
  actor: fc.constantFrom(PANEL, LINK, KEYPAD, { origin: 'voice' } as const),
});

const rare = fc.constantFrom(
  { type: 'hub', to: 'stopped' } as const,
  { type: 'hub', to: 'started' } as const,
  { type: 'configured', config: CONFIG } as const,
  { type: 'configured', config: withHouse({ zones: ZONES.slice(0, 6), sirens: ['siren', 'other'] }) } as const,
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

export const life = fc.array(happening, { minLength: 1, maxLength: 80 });

function input(arbitrary: fc.Arbitrary<DistributiveOmit<AlarmInput, 'at'>>): fc.Arbitrary<Happening> {
  return fc.record({ type: fc.constant('input' as const), after, input: arbitrary });
}

function valueOf(attribute: AttributeKey, choice: number): AttributeValue | Unknown {
  if (choice === 3) return 'unknown';
  if (attribute === 'contact') return choice === 0 ? 'closed' : 'open';
  return attribute === 'temperature' ? choice * 5 : choice > 0;
}
