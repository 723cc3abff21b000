import type {
  ArmMode,
  DeviceId,
  Master,
  Origin,
  PartitionId,
  Person,
  SirenPattern,
  Verb,
  ZoneId,
  ZoneSignal,
  ZoneType,
} from '@nightlatch/model';

/**
 * Everything the engine needs to know of a house: resolved, complete, plain JSON.
 *
 * Whoever assembles the home fills in every default, so that the engine never guesses. Durations are in seconds.
 */
export interface AlarmConfig {
  readonly partitions: readonly PartitionConfig[];
  readonly users: readonly UserConfig[];
  readonly policy: PolicyConfig;
  /** Partitions that are armed and disarmed together under one more name. */
  readonly master?: Master;
}

export interface PartitionConfig {
  readonly id: PartitionId;
  readonly name: string;
  readonly modes: Readonly<Record<ArmMode, ModeConfig>>;
  readonly zones: readonly ZoneConfig[];
  /** How long sirens sound for a burglary; 90–900, 240 by default. */
  readonly sirenSeconds: number;
  /** How long an interior trip waits for a late door report: 0–2, 1 by default. */
  readonly followerGraceSeconds: number;
  readonly sirens: readonly DeviceId[];
  readonly keypads: readonly DeviceId[];
  readonly chimes: readonly DeviceId[];
  /** Cross-zone groups: an alarm needs `count` different zones of the group within `withinSeconds`. */
  readonly groups: readonly ZoneGroupConfig[];
}

export interface ModeConfig {
  readonly exitDelaySeconds: number;
  readonly entryDelaySeconds: number;
}

export interface ZoneGroupConfig {
  readonly zones: readonly ZoneId[];
  readonly count: number;
  readonly withinSeconds: number;
}

export interface ZoneConfig {
  readonly id: ZoneId;
  readonly name: string;
  /** The device's id, or the configured name of a device that no source has described yet. */
  readonly device: DeviceId;
  readonly signal: ZoneSignal;
  readonly type: ZoneType;
  /** Modes in which an entry, perimeter or interior zone is watched; ignored by the other types. */
  readonly modes: readonly ArmMode[];
  readonly entryDelaySeconds?: number;
  /** Trips only after this many activations within so many seconds; burglary types only. */
  readonly confirm?: { readonly activations: number; readonly withinSeconds: number };
  readonly chime: boolean;
  /** For `freeze` on a `temperature`: active at or below this, °C. */
  readonly belowCelsius?: number;
}

/** Somebody whom the configuration names, with what they may do. */
export type UserConfig = Person;

export interface PolicyConfig {
  /** What each origin may do without any code. Verbs that are absent here need a code. */
  readonly withoutCode: Readonly<Record<Origin, readonly Verb[]>>;
  /** What each origin may never do, code or not. */
  readonly never: Readonly<Record<Origin, readonly Verb[]>>;
  /** Origins that may disarm without a code only while an entry delay runs. */
  readonly disarmOnEntryOnly: readonly Origin[];
  /** Wrong codes before all ways in are locked. */
  readonly lockoutAttempts: number;
  readonly lockoutSeconds: number;
  readonly lockoutMaxSeconds: number;
  /** Codes that may wait for verification at once. */
  readonly codeQueue: number;
  /** After a start: how long first and retained values and motion are not trips. */
  readonly settleSeconds: number;
  /** Orders that a device does not confirm within this are trouble. */
  readonly confirmSeconds: number;
}

/** Which pattern a hazard sounds. */
export type HazardPatterns = Readonly<Record<string, SirenPattern>>;
