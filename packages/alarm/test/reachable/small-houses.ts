import type { AlarmConfig, PartitionConfig, SirenRule, ZoneConfig } from '../../src/config.ts';
import { byOrigin, CONFIG, HOUSE, POLICY, zone } from '../rehearsal.ts';
import type { Play } from './moves.ts';
import { STEP_SECONDS } from './moves.ts';

export interface SmallHouse {
  readonly config: AlarmConfig;
  readonly play: Play;
  /** How many states there were when this was written: far fewer, and something is no longer reached. */
  readonly states: number;
}

const DOOR = zone('door', { signal: 'contact', type: 'entry' });
const GARAGE = zone('garage', { signal: 'contact', type: 'entry', entryDelaySeconds: 10 });
const WINDOW = zone('window', { signal: 'contact', type: 'perimeter' });
const HALL = zone('hall', { signal: 'motion', type: 'interior' });
const STAIRS = zone('stairs', { signal: 'motion', type: 'interior' });
const SMOKE = zone('kitchen', { signal: 'smoke', type: 'fire' });
const WATER = zone('cellar', { signal: 'waterLeak', type: 'water' });
const WARY = { ...HALL, confirm: { activations: 2, withinSeconds: 60 } };
const TOGETHER = { zones: ['hall#motion', 'stairs#motion'], count: 2, withinSeconds: 60 };

/** Without the rules whose clocks would multiply the states: each has a house of its own. */
const PLAIN = { abortWindowSeconds: 0, swingerTrips: 0 };

const CALM: Play = { hasLosses: false, hasRestarts: false, hasCodes: false };

/** Houses that are explored in every run, each around some of the rules. */
const QUICK: Readonly<Record<string, SmallHouse>> = {
  'a door, with codes': { config: houseOf([DOOR]), play: { ...CALM, hasCodes: true }, states: 12_000 },
  'a window, with codes': { config: houseOf([WINDOW]), play: { ...CALM, hasCodes: true }, states: 4000 },
  'a window whose report waits': { config: houseOf([WINDOW], { abortWindowSeconds: 30 }), play: CALM, states: 280 },
  'a door and a hall': { config: houseOf([DOOR, HALL]), play: CALM, states: 1800 },
  'two doors with delays of their own': { config: houseOf([DOOR, GARAGE]), play: CALM, states: 8900 },
  'a hall that must confirm, and its partner': {
    config: houseOf([WARY, STAIRS], { groups: [TOGETHER], followerGraceSeconds: 0 }),
    play: CALM,
    states: 1800,
  },
};

const RESTARTS: Play = { ...CALM, hasLosses: true, hasRestarts: true };
const LOSSES: Play = { ...CALM, hasLosses: true };
const SWINGS = { swingerTrips: 2 };
const OUTDOORS = { sirens: ['siren', 'outdoor', 'horn'] };

/**
 * Houses of many states. Every run explores them with clocks that are multiples of one step, of which far fewer ways to
 * stand together are possible, and the soak with the usual clocks as well.
 */
const LARGER: Readonly<Record<string, Larger>> = {
  'a door, with restarts': { zones: [DOOR], play: RESTARTS, states: 12_000, usual: 375_000 },
  'a door and a hall, with losses': { zones: [DOOR, HALL], play: LOSSES, states: 32_000, usual: 98_000 },
  'smoke, with losses and restarts': { zones: [SMOKE], play: RESTARTS, states: 3300, usual: 26_000 },
  'a window, smoke and water': { zones: [WINDOW, SMOKE, WATER], play: CALM, states: 4600, usual: 44_000 },
  'a window that is shut down after two alarms': {
    zones: [WINDOW, HALL],
    change: SWINGS,
    play: CALM,
    states: 15_000,
    usual: 48_000,
  },
  'a door and a window, smoke, and a siren outdoors': {
    zones: [DOOR, WINDOW, SMOKE],
    change: { ...OUTDOORS, sirenRules: outdoorRules(180) },
    stepped: { ...OUTDOORS, sirenRules: outdoorRules(2 * STEP_SECONDS), sirenSeconds: 3 * STEP_SECONDS },
    play: CALM,
    states: 13_000,
    usual: 48_000,
  },
};

interface Larger {
  readonly zones: readonly ZoneConfig[];
  readonly change?: Partial<PartitionConfig>;
  /** Instead of `change`, with clocks that are multiples of one step. */
  readonly stepped?: Partial<PartitionConfig>;
  readonly play: Play;
  /** States with clocks that are multiples of one step. */
  readonly states: number;
  /** States with the usual clocks. */
  readonly usual: number;
}

/** One that may sound for burglars and for so long, and one for fire. */
function outdoorRules(maxSeconds: number): readonly SirenRule[] {
  return [
    { device: 'outdoor', hazards: ['burglary'], maxSeconds },
    { device: 'horn', hazards: ['fire'], maxSeconds },
  ];
}

const STEPPED = entriesOf(LARGER, ([name, { zones, change, stepped = change, play, states }]) => [
  `${name}, step by step`,
  { config: steppedHouse(zones, stepped), play: { ...play, isStepped: true }, states },
]);

const USUAL = entriesOf(LARGER, ([name, { zones, change, play, usual }]) => [
  name,
  { config: houseOf(zones, change), play, states: usual },
]);

/** Houses small enough for every state to be visited. */
export const SMALL_HOUSES: Readonly<Record<string, SmallHouse>> = {
  ...QUICK,
  ...STEPPED,
  ...(process.env['NIGHTLATCH_SOAK'] ? USUAL : {}),
};

function entriesOf(
  houses: Readonly<Record<string, Larger>>,
  house: (entry: readonly [string, Larger]) => readonly [string, SmallHouse],
): Readonly<Record<string, SmallHouse>> {
  return Object.fromEntries(Object.entries(houses).map(house));
}

/** Builds a house of these zones, in which arming is free and disarming is not. */
export function houseOf(zones: readonly ZoneConfig[], change: Partial<PartitionConfig> = {}): AlarmConfig {
  const { away, home } = HOUSE.modes;
  if (!away || !home) throw new RangeError('The rehearsal house has lost its modes.');
  return {
    ...CONFIG,
    partitions: [{ ...HOUSE, modes: { away, home }, keypads: [], chimes: [], ...PLAIN, ...change, zones }],
    policy: {
      ...POLICY,
      withoutCode: { ...byOrigin(['arm', 'silence', 'panic']), homekit: ['arm', 'silence', 'panic', 'disarm'] },
      disarmOnEntryOnly: ['homekit'],
      lockoutAttempts: 2,
      lockoutMaxSeconds: 90,
      codeQueue: 1,
    },
  };
}

function steppedHouse(zones: readonly ZoneConfig[], change: Partial<PartitionConfig> = {}): AlarmConfig {
  const config = houseOf(zones, {
    modes: {
      away: { exitDelaySeconds: STEP_SECONDS, entryDelaySeconds: STEP_SECONDS },
      home: { exitDelaySeconds: 0, entryDelaySeconds: STEP_SECONDS },
    },
    sirenSeconds: 2 * STEP_SECONDS,
    cancelWindowSeconds: 2 * STEP_SECONDS,
    ...change,
  });
  const policy = { ...config.policy, settleSeconds: STEP_SECONDS, lockoutSeconds: STEP_SECONDS };
  return { ...config, policy: { ...policy, lockoutMaxSeconds: STEP_SECONDS } };
}
