import type { AlarmConfig, PartitionConfig, ZoneConfig } from '../../src/config.ts';
import { byOrigin, CONFIG, HOUSE, POLICY, zone } from '../rehearsal.ts';
import type { Play } from './moves.ts';

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

const CALM: Play = { hasLosses: false, hasRestarts: false, hasCodes: false };

/** Houses small enough for every state to be visited, each around some of the rules. */
export const SMALL_HOUSES: Readonly<Record<string, SmallHouse>> = {
  'a door, with codes': { config: small([DOOR]), play: { ...CALM, hasCodes: true }, states: 700 },
  'a window, with codes': { config: small([WINDOW]), play: { ...CALM, hasCodes: true }, states: 550 },
  'a door, with restarts': {
    config: small([DOOR]),
    play: { ...CALM, hasLosses: true, hasRestarts: true },
    states: 8000,
  },
  'a door and a hall': { config: small([DOOR, HALL]), play: CALM, states: 140 },
  'a door and a hall, with losses': { config: small([DOOR, HALL]), play: { ...CALM, hasLosses: true }, states: 10000 },
  'two doors with delays of their own': { config: small([DOOR, GARAGE]), play: CALM, states: 330 },
  'a hall that must confirm, and its partner': {
    config: small([WARY, STAIRS], { groups: [TOGETHER], followerGraceSeconds: 0 }),
    play: CALM,
    states: 450,
  },
  'smoke, with losses and restarts': {
    config: small([SMOKE]),
    play: { hasLosses: true, hasRestarts: true, hasCodes: false },
    states: 1200,
  },
  'a window, smoke and water': { config: small([WINDOW, SMOKE, WATER]), play: CALM, states: 1600 },
};

function small(zones: readonly ZoneConfig[], change: Partial<PartitionConfig> = {}): AlarmConfig {
  const { away, home } = HOUSE.modes;
  if (!away || !home) throw new RangeError('The rehearsal house has lost its modes.');
  return {
    ...CONFIG,
    partitions: [{ ...HOUSE, modes: { away, home }, keypads: [], chimes: [], ...change, zones }],
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
