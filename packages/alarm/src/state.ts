import type {
  Actor,
  ArmMode,
  AttributeKey,
  AttributeValue,
  BypassUntil,
  DeviceId,
  Hazard,
  Person,
  SirenPattern,
  Trouble,
  Unknown,
  ZoneId,
} from '@nightlatch/model';
import type { BlindRecord } from './blindness.ts';
import type { AlarmConfig } from './config.ts';
import type { Deadline } from './deadlines.ts';
import type { House } from './house.ts';
import type { CodelessCommand, CommandId } from './input.ts';
import type { PersistentMap } from './persistent-map.ts';

/**
 * What was last heard of a device, whether or not a zone watches it yet, and how its zones stand.
 *
 * The two are kept together because nearly every input needs both: a step then walks and copies one path, not two.
 */
export interface DeviceRecord {
  readonly available: boolean | Unknown;
  /** Not heard of in the time that it has: what it said last no longer counts. */
  readonly isOverdue?: boolean;
  readonly values: Readonly<Partial<Record<AttributeKey, AttributeValue | Unknown>>>;
  /** In the order of the house's watches of this device. */
  readonly zones: readonly ZoneRecord[];
}

export type ZoneStatus = 'active' | 'inactive' | 'unknown';

export interface ZoneRecord {
  readonly status: ZoneStatus;
  /** Whether it was active when it was last known; absent while it never was. Outlives times of not knowing. */
  readonly wasActive?: boolean;
  readonly bypass?: BypassUntil;
  /** Instants of recent activations that still count towards `confirm`. */
  readonly activations?: readonly number[];
  /** When it was last seen to work in a walk test. */
  readonly testedAt?: number;
  /** When it last tripped, for its groups. */
  readonly trippedAt?: number;
  /** It is active, and trips when it has been so for its least time. */
  readonly isDwelling?: true;
  /** `since` of the alarm that it tripped in last: alarm memory until the next arming or an acknowledgement. */
  readonly alarmedIn?: number;
  /** Burglar alarms that it has caused in this arming. */
  readonly alarms?: number;
  /** In test until then: it trips nothing. */
  readonly testUntil?: number;
}

/** How a partition stands guard, whatever alarm may sound meanwhile. */
export type Guard =
  | { readonly status: 'disarmed' }
  | {
      readonly status: 'arming';
      readonly mode: ArmMode;
      readonly until: number;
      /** The mode that it was armed in, where this is a change of mode. */
      readonly from?: ArmMode;
      /** Entry zones that were open at any time since it began. */
      readonly opened?: readonly ZoneId[];
      /** Somebody came back for something: it has begun anew, and does so once. */
      readonly isRestarted?: true;
      /** Whoever armed stood in the house. */
      readonly isLocal?: true;
    }
  | { readonly status: 'armed'; readonly mode: ArmMode }
  | {
      readonly status: 'pending';
      readonly mode: ArmMode;
      readonly until: number;
      readonly zones: readonly ZoneId[];
      /** The door stood open when the exit delay ended: the sirens warn until someone answers. */
      readonly isExitError: boolean;
      /** When the entry delay began. */
      readonly since?: number;
    };

export interface AlarmRecord {
  readonly hazard: Hazard;
  readonly status: 'alarm' | 'silenced';
  readonly zones: readonly ZoneId[];
  readonly since: number;
  /** When the sirens stop by themselves; absent where they sound until silenced. */
  readonly until?: number;
  /** Sounds on when its zones are back to normal. */
  readonly isLatched: boolean;
  /** Shows and is reported, and no siren sounds. */
  readonly isQuiet?: true;
  /** When each siren that has a time of its own began to sound for it; absent for none, and once it is silenced. */
  readonly sirenStarts?: readonly SirenStart[];
}

export interface SirenStart {
  readonly siren: DeviceId;
  readonly startedAt: number;
}

/** What is or was to be told of a hazard to those who watch from elsewhere. */
export interface ReportRecord {
  readonly hazard: Hazard;
  readonly status: 'held' | 'sent';
  /** Of the alarm. */
  readonly since: number;
  /** When a held one goes out, or until when a disarm cancels one that did. */
  readonly until?: number;
  /** Zones that are held, up to `ZONES_LISTED`. */
  readonly zones: readonly ZoneId[];
  /** Held until the detectors are looked at again, and not for a disarm. */
  readonly isVerifying?: true;
  /** The door that stood open when the exit delay ended. */
  readonly exitError?: ZoneId;
  readonly isRecentClosing?: true;
  /** The alarm is over and that was told. */
  readonly isRestored?: true;
}

/** What was last said of the running delay, for whoever beeps along. */
export interface Progress {
  readonly phase: 'exit' | 'entry';
  readonly until: number;
}

/** What the sirens of a partition were last told. */
export interface SirenOrder {
  readonly pattern?: SirenPattern;
  readonly until?: number;
}

/** What one siren was told, where that differs from what its partition's were. */
export interface SirenException extends SirenOrder {
  readonly device: DeviceId;
}

export interface PartitionRecord {
  readonly guard: Guard;
  readonly alarms: readonly AlarmRecord[];
  readonly siren?: SirenOrder;
  /** Absent while they all do the same. */
  readonly sirenExceptions?: readonly SirenException[];
  /** Interior zones that tripped and wait for a late report of the door. */
  readonly grace?: readonly ZoneId[];
  /** At most one of each hazard. */
  readonly reports?: readonly ReportRecord[];
  /** When the arming that is in force came through. */
  readonly closedAt?: number;
  /** Zones that swung too often, and are bypassed for it. */
  readonly swingers?: readonly ZoneId[];
  readonly progress?: Progress;
  /** A walk test is under way. */
  readonly isTesting: boolean;
  /** Since when it is. */
  readonly testSince?: number;
}

/** A command that waits for the verdict on its code. */
export interface PendingCode {
  readonly id: CommandId;
  readonly command: CodelessCommand;
  readonly actor: Actor;
}

export interface Lockout {
  /** Wrong codes since the last right one or the last lockout. */
  readonly wrong: number;
  /** Lockouts since the last right code: each is twice as long as the one before. */
  readonly count: number;
  readonly until: number;
}

/** The engine's whole memory. Plain JSON through `freeze` and `thaw`; opaque to everyone else. */
export interface EngineState {
  /** Engine time of the newest input, epoch milliseconds. */
  readonly at: number;
  /** False between `stopped` and `started`: nothing trips and no deadline runs. */
  readonly isWatching: boolean;
  readonly house: House;
  /** The newest configuration, while something of an older one must stay until it is disarmed. */
  readonly awaited?: AlarmConfig;
  readonly devices: PersistentMap<DeviceRecord>;
  readonly partitions: PersistentMap<PartitionRecord>;
  readonly troubles: PersistentMap<Trouble>;
  /** Soonest first. */
  readonly deadlines: readonly Deadline[];
  readonly codes: readonly PendingCode[];
  readonly lockout: Lockout;
  /** Whom the house lets in beside the configuration; absent for nobody. */
  readonly people?: readonly Person[];
  /** How often each code and tag of limited uses was good, by its id; absent for none. */
  readonly uses?: Readonly<Record<string, number>>;
  /** A time in which nobody watched, until it is told; absent otherwise. */
  readonly blind?: BlindRecord;
  /** The last such time that was told. */
  readonly lastBlind?: { readonly from: number; readonly to: number };
  /** What the last daily self-test found; absent before the first. `day` is the house's own date. */
  readonly selfTest?: { readonly at: number; readonly day: string; readonly failures: readonly string[] };
  /** Until when first and retained values and motion are no trips. */
  readonly settleUntil: number;
}

export const UNHEARD_DEVICE: DeviceRecord = { available: 'unknown', values: {}, zones: [] };
export const UNKNOWN_ZONE: ZoneRecord = { status: 'unknown' };
export const DISARMED_PARTITION: PartitionRecord = { guard: { status: 'disarmed' }, alarms: [], isTesting: false };
