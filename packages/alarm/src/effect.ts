import type {
  Actor,
  AlarmReport,
  AlarmState,
  ArmMode,
  AttributeKey,
  CommandResult,
  DecisionCause,
  DeviceId,
  Hazard,
  KeypadIndication,
  Moved,
  PartitionId,
  ProgressPace,
  ProgressPhase,
  RefusalReason,
  SirenPattern,
  TroubleKind,
  Verb,
  ZoneId,
} from '@nightlatch/model';
import type { CommandId } from './input.ts';

/** A report, and the partition that it is about. */
export type PartitionReport = { readonly partition: PartitionId } & AlarmReport;

/** What the engine wants done, in order. Plain JSON. The hub runs them; the engine never learns how. */
export type AlarmEffect =
  /** Judge the code that came with command `id` and answer with `code-judged`. */
  | { readonly type: 'verify-code'; readonly id: CommandId }
  /** The answer to command `id`: given exactly once for each. */
  | { readonly type: 'result'; readonly id: CommandId; readonly result: CommandResult }
  | {
      readonly type: 'state';
      readonly partition: PartitionId;
      readonly from: AlarmState;
      readonly to: AlarmState;
      readonly mode?: ArmMode;
      readonly until?: number;
      readonly actor?: Actor;
      readonly cause: DecisionCause;
    }
  | {
      readonly type: 'refused';
      readonly partition?: PartitionId;
      readonly command: Verb;
      readonly reason: RefusalReason;
      readonly zones?: readonly ZoneId[];
      readonly actor?: Actor;
    }
  | {
      readonly type: 'hazard';
      readonly partition: PartitionId;
      readonly hazard: Hazard;
      readonly zone?: ZoneId;
      readonly to: 'alarm' | 'verifying' | 'silenced' | 'restored';
    }
  /** Sound or stop sirens of a partition. `seconds` is absent where they sound until silenced. */
  | {
      readonly type: 'siren';
      readonly partition: PartitionId;
      readonly on: boolean;
      readonly pattern?: SirenPattern;
      readonly seconds?: number;
      readonly devices: readonly DeviceId[];
      /** It is one siren with rules of its own: the others may be told otherwise. */
      readonly isApart?: true;
    }
  | {
      readonly type: 'chime';
      readonly partition: PartitionId;
      readonly zone: ZoneId;
      readonly devices: readonly DeviceId[];
    }
  | { readonly type: 'trouble'; readonly kind: TroubleKind; readonly device?: DeviceId; readonly on: boolean }
  | { readonly type: 'lock'; readonly device: DeviceId; readonly attribute: AttributeKey; readonly locked: boolean }
  /** A siren switched by hand. */
  | { readonly type: 'operate-siren'; readonly device: DeviceId; readonly on: boolean }
  /** A chime sounded by hand, once. */
  | { readonly type: 'operate-chime'; readonly device: DeviceId }
  | { readonly type: 'keypad'; readonly device: DeviceId; readonly indication: KeypadIndication }
  /** Tell those who watch from elsewhere, or show what they are told: see `ReportStatus`. */
  | ({ readonly type: 'report' } & PartitionReport)
  /** A delay begins, is about to end or is over: beep along. Said once for each, never for each beep. */
  | {
      readonly type: 'progress';
      readonly partition: PartitionId;
      readonly phase: ProgressPhase;
      readonly pace: ProgressPace;
      readonly until?: number;
    }
  /** Tell the sinks of a silent alarm and nobody else. */
  | {
      readonly type: 'silent';
      readonly event: 'duress' | 'panic';
      readonly partition: PartitionId;
      readonly user?: string;
      /**
       * Reports that were held and must go out though a disarm under duress takes them back for everyone else. Whoever
       * transmits reports also leaves out the `aborted` and `cancelled` of the same partition in the same step.
       */
      readonly reports?: readonly PartitionReport[];
    }
  /** The house was not watched from one engine time to another; `moved` differs from when it was last seen. */
  | {
      readonly type: 'blind';
      readonly from: number;
      readonly to: number;
      readonly moved: readonly Moved[];
      /** The clock jumped meanwhile, so nobody knows how long it was. */
      readonly isUncertain?: boolean;
    }
  /** What the house found when it looked at itself. */
  | { readonly type: 'self-test'; readonly ok: boolean; readonly failures: readonly string[] }
  /** A walk test is over. */
  | {
      readonly type: 'walk-test';
      readonly partition: PartitionId;
      readonly seen: readonly ZoneId[];
      readonly missing: readonly ZoneId[];
    }
  /** Something visible of the partition changed beside its state: readiness, bypasses. */
  | { readonly type: 'view'; readonly partition: PartitionId };
