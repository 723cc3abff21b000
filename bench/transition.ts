/** The cost of one step of the alarm engine, in houses from a flat to a tower block. */
import type { AlarmConfig, AlarmInput, EngineState, ZoneConfig } from '@nightlatch/alarm';
import { initialState, transition } from '@nightlatch/alarm';
import type { AttributeKey, AttributeValue, Origin } from '@nightlatch/model';
import { ORIGINS, zoneId } from '@nightlatch/model';
import type { BenchTable } from './table.ts';

const SIZES = [100, 500, 10_000] as const;
const INPUTS = 200_000;
const ROUNDS = 5;

/** How a house stands while it is measured: `every rule` is armed, with all that delays, confirms, counts or locks. */
type Standing = 'disarmed' | 'armed' | 'every rule';
const STANDINGS: readonly Standing[] = ['disarmed', 'armed', 'every rule'];

/**
 * Measures inputs a second at each size, disarmed, armed, and armed with every rule on, interleaved, best of five.
 *
 * The mix: contacts that open and close, motion that comes and goes, temperatures, in the order of a fixed shuffle.
 */
export async function transitionBench(): Promise<BenchTable> {
  const houses = SIZES.flatMap((zones) => STANDINGS.map((standing) => furnish(zones, standing)));
  const best = houses.map(() => 0);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, house] of houses.entries()) best[index] = Math.max(best[index] ?? 0, inputsPerSecond(house));
  const rows = SIZES.map((zones, index) => {
    const speeds = best.slice(index * STANDINGS.length, (index + 1) * STANDINGS.length);
    return { zones, speeds, slowest: Math.min(...speeds) };
  });
  const smallest = rows[0]?.slowest ?? Number.NaN;
  return {
    id: 'transition',
    title: 'One step of the alarm engine',
    method: `Inputs a second on one core, ${INPUTS.toLocaleString('en')} inputs (contacts, motion, temperatures), best of ${ROUNDS}, the sizes in turn. Every rule: confirmation, cross-zone groups, least activity, shutdown, abort window, verification and locks, armed.`,
    columns: ['zones', ...STANDINGS, 'cost over 100 zones'],
    rows: rows.map(({ zones, speeds, slowest }) => {
      const ratio = smallest / slowest;
      const cells = [zones.toLocaleString('en'), ...speeds.map(Math.round), `${ratio.toFixed(2)} ×`];
      if (zones === 500) return { cells, budget: '≥ 200,000/s', isKept: slowest >= 200_000 };
      return zones === 10_000 ? { cells, budget: '≤ 3 ×', isKept: ratio <= 3 } : { cells };
    }),
  };
}

const KINDS = [
  { signal: 'contact', type: 'entry' },
  { signal: 'motion', type: 'interior' },
  { signal: 'temperature', type: 'freeze' },
] as const;

interface Furnished {
  readonly state: EngineState;
  readonly inputs: readonly AlarmInput[];
}

function inputsPerSecond({ state, inputs }: Furnished): number {
  let current = state;
  const from = performance.now();
  for (const input of inputs) current = transition(current, input).state;
  return (inputs.length / (performance.now() - from)) * 1000;
}

/** A house full of zones that have all been heard of, armed without delay or not: armed, its doors soon start delays and alarms. */
function furnish(count: number, standing: Standing): Furnished {
  const plain = Array.from({ length: count }, (_, index) => zoneAt(index));
  const zones = standing === 'every rule' ? plain.map(withRules) : plain;
  let state = initialState(standing === 'every rule' ? configOfEveryRule(zones) : configOf(zones), 0);
  const feed = (input: AlarmInput): void => {
    state = transition(state, input).state;
  };
  for (const { device, signal } of zones) {
    feed({ type: 'availability', at: 0, device, available: true });
    const attribute = signal as AttributeKey;
    feed({ type: 'attribute', at: 0, device, attribute, value: valueOf(attribute, 0), cause: 'live' });
  }
  const command = { type: 'arm', mode: 'away' } as const;
  if (standing !== 'disarmed')
    feed({ type: 'command', at: 0, id: 'arm', command, hasCode: false, actor: { origin: 'panel' } });
  return { state, inputs: Array.from({ length: INPUTS }, (_, index) => inputAt(zones, index)) };
}

/** Each pass over the house gives every zone its other value. */
function inputAt(zones: readonly ZoneConfig[], index: number): AlarmInput {
  const zone = zones[(index * 7919) % zones.length];
  if (!zone) throw new RangeError('A house without zones has nothing to measure.');
  const attribute = zone.signal as AttributeKey;
  const value = valueOf(attribute, Math.floor(index / zones.length) + 1);
  return { type: 'attribute', at: index, device: zone.device, attribute, value, cause: 'live' };
}

function valueOf(attribute: AttributeKey, pass: number): AttributeValue {
  if (attribute === 'contact') return pass % 2 === 0 ? 'closed' : 'open';
  return attribute === 'motion' ? pass % 2 === 1 : 20 + (pass % 10) / 10;
}

function zoneAt(index: number): ZoneConfig {
  const device = `zigbee2mqtt/0x00158d${index.toString(16).padStart(10, '0')}`;
  const { signal, type } = KINDS[index % KINDS.length] ?? KINDS[0];
  return {
    id: zoneId(device, signal),
    name: `Zone ${index}`,
    device,
    signal,
    type,
    modes: ['away'],
    chime: true,
    belowCelsius: 4,
  };
}

function byOrigin<T>(value: T): Record<Origin, T> {
  return Object.fromEntries(ORIGINS.map((origin) => [origin, value])) as Record<Origin, T>;
}

function configOf(zones: readonly ZoneConfig[]): AlarmConfig {
  return {
    partitions: [
      {
        id: 'house',
        name: 'House',
        modes: { away: { exitDelaySeconds: 0, entryDelaySeconds: 30 } },
        zones,
        sirenSeconds: 240,
        followerGraceSeconds: 1,
        sirens: ['mock/siren'],
        keypads: ['mock/keypad'],
        chimes: ['mock/chime'],
        groups: [],
        abortWindowSeconds: 30,
        cancelWindowSeconds: 300,
        swingerTrips: 2,
      },
    ],
    users: [],
    policy: {
      withoutCode: byOrigin(['arm']),
      never: byOrigin([]),
      disarmOnEntryOnly: [],
      lockoutAttempts: 5,
      lockoutSeconds: 90,
      lockoutMaxSeconds: 900,
      codeQueue: 8,
      settleSeconds: 60,
      confirmSeconds: 10,
    },
  };
}

/** Doors must stand open for a second, motion must be confirmed. */
function withRules(zone: ZoneConfig): ZoneConfig {
  if (zone.type === 'entry') return { ...zone, minActiveSeconds: 1, entryDelayClass: 2, whenUnavailable: 'alarm' };
  if (zone.type !== 'interior') return zone;
  return { ...zone, confirm: { activations: 2, withinSeconds: 60 }, useEntryDelay: true };
}

/** The same house with pairs of motion detectors that confirm each other, locks, and a siren outdoors. */
function configOfEveryRule(zones: readonly ZoneConfig[]): AlarmConfig {
  const config = configOf(zones);
  const halls = zones.filter(({ type }) => type === 'interior').map(({ id }) => id);
  const groups = halls.flatMap((hall, index) => {
    const partner = index % 2 === 0 ? halls[index + 1] : undefined;
    return partner === undefined ? [] : [{ zones: [hall, partner], count: 2, withinSeconds: 60 }];
  });
  const locking = {
    locks: [{ device: 'mock/lock', unlockDisarms: true, users: {} }],
    modes: ['away'],
    jam: 'refuse',
    settleSeconds: 5,
    unlockOn: ['fire'],
    readers: [],
  } as const;
  const away = { exitDelaySeconds: 0, entryDelaySeconds: 30, secondEntryDelaySeconds: 60, autoStay: 'home' };
  const hazards = { freeze: { verifySeconds: 60 } };
  const sirens = ['mock/siren', 'mock/outdoor'];
  const sirenRules = [{ device: 'mock/outdoor', hazards: ['burglary', 'panic'], maxSeconds: 180 }] as const;
  const partitions = config.partitions.map((partition) => ({
    ...partition,
    modes: { away },
    groups,
    locking,
    hazards,
    sirens,
    sirenRules,
  }));
  return { ...config, partitions };
}
