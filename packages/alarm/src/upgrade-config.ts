import type { AlarmConfig, ModeConfig, PartitionConfig, PolicyConfig, UserConfig, ZoneConfig } from './config.ts';
import { ABORT_WINDOW_SECONDS, CANCEL_WINDOW_SECONDS } from './figures.ts';
import type { AlarmInput } from './input.ts';

/** The fields that a record must have; those it may do without are left out. */
type Needed<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? never : Key }[keyof T];

/** The fields that a record must have today and did not have once: whoever adds one is asked what its lack means. */
export type Added<T, Known extends keyof T> = object & Pick<T, Exclude<Needed<T>, Known>>;

/*
 * What configurations of the first version lack, and what it means that they lack it. A field that is added to the
 * configuration gets its line here, and so every snapshot and every journal ever written goes on.
 */
const CONFIG: Added<AlarmConfig, 'partitions' | 'users' | 'policy'> = {};
const PARTITION: Added<
  PartitionConfig,
  | 'id'
  | 'name'
  | 'modes'
  | 'zones'
  | 'sirenSeconds'
  | 'followerGraceSeconds'
  | 'sirens'
  | 'keypads'
  | 'chimes'
  | 'groups'
> = { abortWindowSeconds: ABORT_WINDOW_SECONDS, cancelWindowSeconds: CANCEL_WINDOW_SECONDS, swingerTrips: 0 };
const MODE: Added<ModeConfig, 'exitDelaySeconds' | 'entryDelaySeconds'> = {};
const ZONE: Added<ZoneConfig, 'id' | 'name' | 'device' | 'signal' | 'type' | 'modes' | 'chime'> = {};
const USER: Added<UserConfig, 'name' | 'can'> = {};
const POLICY: Added<
  PolicyConfig,
  | 'withoutCode'
  | 'never'
  | 'disarmOnEntryOnly'
  | 'lockoutAttempts'
  | 'lockoutSeconds'
  | 'lockoutMaxSeconds'
  | 'codeQueue'
  | 'settleSeconds'
  | 'confirmSeconds'
> = {};

/**
 * Brings a configuration that some older release planned to today's shape: what it lacks is filled in, what it says stays.
 *
 * One of today's comes back as it is. The plan itself fills in every default, so this is for what was stored.
 */
export function completeConfig(config: AlarmConfig): AlarmConfig {
  return {
    ...filled(config, CONFIG),
    partitions: config.partitions.map(completePartition),
    users: config.users.map((user) => filled(user, USER)),
    policy: filled(config.policy, POLICY),
  };
}

/** Brings an input that some older release journalled to today's shape, so that it replays. */
export function completeInput(input: AlarmInput): AlarmInput {
  return input.type === 'configured' ? { ...input, config: completeConfig(input.config) } : input;
}

function completePartition(partition: PartitionConfig): PartitionConfig {
  const modes = Object.entries(partition.modes).map(([mode, config]) => [mode, filled(config, MODE)] as const);
  return {
    ...filled(partition, PARTITION),
    modes: Object.fromEntries(modes),
    zones: partition.zones.map((zone) => filled(zone, ZONE)),
  };
}

/** What is lacking comes last: a record of today keeps the order of its keys, and so its bytes. */
function filled<T extends object>(record: T, defaults: object): T {
  return { ...record, ...Object.fromEntries(Object.entries(defaults).filter(([key]) => !Object.hasOwn(record, key))) };
}
