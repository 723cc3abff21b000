import type { AlarmConfig, PartitionConfig, ZoneConfig } from '../../src/config.ts';
import { byOrigin, CONFIG, HOUSE, POLICY, zone } from '../rehearsal.ts';
import type { Play } from './moves.ts';

/** States that are visited of a house whose clocks make too many: the nearest to its beginning. */
export const BOUND = process.env['NIGHTLATCH_SOAK'] ? 150_000 : 2500;

export interface SmallHouse {
  readonly config: AlarmConfig;
  readonly play: Play;
  /** How many states there were when this was written: far fewer, and something is no longer reached. */
  readonly states: number;
  /** Its clocks make more states than can be visited: the nearest are, up to `BOUND`. */
  readonly isBounded?: true;
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

/** Houses small enough for every state to be visited, each around some of the rules. */
export const SMALL_HOUSES: Readonly<Record<string, SmallHouse>> = {
  'a door, with codes': { config: small([DOOR]), play: { ...CALM, hasCodes: true }, states: 10_000 },
  'a window, with codes': { config: small([WINDOW]), play: { ...CALM, hasCodes: true }, states: 4000 },
  'a window whose report waits': { config: small([WINDOW], { abortWindowSeconds: 30 }), play: CALM, states: 250 },
  'a door and a hall': { config: small([DOOR, HALL]), play: CALM, states: 1600 },
  'two doors with delays of their own': { config: small([DOOR, GARAGE]), play: CALM, states: 7000 },
  'a hall that must confirm, and its partner': {
    config: small([WARY, STAIRS], { groups: [TOGETHER], followerGraceSeconds: 0 }),
    play: CALM,
    states: 1800,
  },
  'a door, with restarts': {
    config: small([DOOR]),
    play: { ...CALM, hasLosses: true, hasRestarts: true },
    states: BOUND,
    isBounded: true,
  },
  'a door and a hall, with losses': {
    config: small([DOOR, HALL]),
    play: { ...CALM, hasLosses: true },
    states: BOUND,
    isBounded: true,
  },
  'smoke, with losses and restarts': {
    config: small([SMOKE]),
    play: { ...CALM, hasLosses: true, hasRestarts: true },
    states: BOUND,
    isBounded: true,
  },
  'a window, smoke and water': { config: small([WINDOW, SMOKE, WATER]), play: CALM, states: BOUND, isBounded: true },
  'a window that is shut down after two alarms': {
    config: small([WINDOW, HALL], { swingerTrips: 2 }),
    play: CALM,
    states: BOUND,
    isBounded: true,
  },
};

function small(zones: readonly ZoneConfig[], change: Partial<PartitionConfig> = {}): AlarmConfig {
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
