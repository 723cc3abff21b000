import type {
  ArmMode,
  AttributeKey,
  DeviceId,
  Hazard,
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
  /** Devices that chime when they are asked to, whether or not the alarm itself uses them; none when absent. */
  readonly chimes?: readonly DeviceId[];
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
  /** How some of them differ from the others; absent where none does. */
  readonly sirenRules?: readonly SirenRule[];
  readonly keypads: readonly DeviceId[];
  readonly chimes: readonly DeviceId[];
  /** What the alarm does with locks; absent where it leaves them alone. */
  readonly locking?: LockingConfig;
  /** Cross-zone groups: an alarm needs `count` different zones of the group within `withinSeconds`. */
  readonly groups: readonly ZoneGroupConfig[];
  /** How long the report of an intrusion is held, so that a disarm can still drop it: 0, or 15–45; 30 by default. */
  readonly abortWindowSeconds: number;
  /** Keeps the abort window whole where entry delay and abort window together exceed `ENTRY_AND_ABORT_SECONDS`. */
  readonly insistsOnAbortWindow?: true;
  /** How long after its report a disarm still cancels an intrusion: 300 or more. */
  readonly cancelWindowSeconds: number;
  /** Burglar alarms of one zone in one arming after which it is shut down: 1–6, 2 by default; 0 never does. */
  readonly swingerTrips: number;
  /** How hazards differ from what they usually are. */
  readonly hazards?: Readonly<Partial<Record<Hazard, HazardConfig>>>;
}

/** How a siren differs from the others of its partition. */
export interface SirenRule {
  readonly device: DeviceId;
  /** What it sounds for; every hazard that sounds when absent. The warning of an exit error counts as burglary. */
  readonly hazards?: readonly Hazard[];
  /** The most that it sounds for a trip. Never for hazards that sound until they are silenced or over. */
  readonly maxSeconds?: number;
}

export interface LockingConfig {
  readonly locks: readonly LockConfig[];
  /** Modes in which they are locked once the partition is armed. */
  readonly modes: readonly ArmMode[];
  /** Whether a lock that is jammed or lost refuses arming. It is trouble either way. */
  readonly jam: 'warn' | 'refuse';
  /** How long a lock's word that it moved must stand: 0–60, 5 by default. */
  readonly settleSeconds: number;
  /** Hazards that unlock them; none by default. */
  readonly unlockOn: readonly Hazard[];
  readonly readers: readonly ReaderConfig[];
}

export interface LockConfig {
  readonly device: DeviceId;
  /** Which of the device's locks; its only or main one when absent. */
  readonly attribute?: AttributeKey;
  /** Opening it with a code or tag of its own disarms for those who may. */
  readonly unlockDisarms: boolean;
  /** Whose the lock's own slots are. */
  readonly users: Readonly<Record<string, string>>;
}

/** A reader of tags beside a door. */
export interface ReaderConfig {
  readonly device: DeviceId;
  /** What a tag opens there, for those who may unlock. */
  readonly lock: DeviceId;
  /** It also disarms, for those who may. */
  readonly disarms: boolean;
}

export interface ModeConfig {
  readonly exitDelaySeconds: number;
  readonly entryDelaySeconds: number;
  /** For entry zones of the second class; as the first where it is absent. */
  readonly secondEntryDelaySeconds?: number;
  /** The mode to fall to when nobody left during the exit delay. */
  readonly autoStay?: ArmMode;
  /** Intrusions sound no sirens, and delays are not announced; everything is reported all the same. */
  readonly isSilent?: true;
}

export interface HazardConfig {
  /** Looks again after so long before it reports. The sirens never wait. Not for intrusions, panic and medical. */
  readonly verifySeconds?: number;
  /** Instead of the partition's; only where the sirens have a time at all. */
  readonly sirenSeconds?: number;
  /** No sirens. Never for fire, CO, gas and panic. */
  readonly isQuiet?: true;
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
  /** The entry delay of its mode that counts, where it has none of its own: the first when absent. */
  readonly entryDelayClass?: 2;
  /** May be active while the exit delay runs: so for entry and interior, not for perimeter. */
  readonly useExitDelay?: boolean;
  /** Starts or follows the entry delay instead of alarming at once: so for entry and interior, never for perimeter. */
  readonly useEntryDelay?: boolean;
  /** Closing ends the exit delay a moment later; entry only. */
  readonly armOnClose?: true;
  /** May stand open when arming: bypassed until it closes. */
  readonly allowOpen?: true;
  /** Modes at whose arming it is bypassed by itself where it stands open. */
  readonly autoBypass?: readonly ArmMode[];
  /** What its loss is: `trouble` where it is absent; `alarm` alarms where it stands guard; `ignore` tells nobody. */
  readonly whenUnavailable?: 'alarm' | 'ignore';
  /** Trips only when it has been active for so long; never for life safety. */
  readonly minActiveSeconds?: number;
  /** Trips only after this many activations within so many seconds; burglary types only. */
  readonly confirm?: { readonly activations: number; readonly withinSeconds: number };
  readonly chime: boolean;
  /** What chimes for it; the partition's chimes when absent. */
  readonly chimes?: readonly DeviceId[];
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
  /** Suspected jamming is a tamper alarm of every partition that is armed. */
  readonly isJammingAlarm?: boolean;
}

/** Which pattern a hazard sounds. */
export type HazardPatterns = Readonly<Record<string, SirenPattern>>;
