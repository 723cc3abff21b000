import type { AttributeKey, AttributeValue } from './attribute.ts';
import type { Actor, RefusalReason, Verb } from './command.ts';
import type { DeviceChange, DeviceId, DeviceState, MomentaryEvent, TroubleKind } from './device.ts';
import type { PartitionId, PartitionView } from './partition.ts';
import type { AlarmReport, ProgressPace, ProgressPhase } from './report.ts';
import type { Hazard, ZoneId } from './zone.ts';

/** What brought a decision about. */
export type DecisionCause =
  | { readonly device: DeviceId; readonly attribute: string; readonly value: unknown }
  | { readonly command: Verb }
  | { readonly timer: string };

/** `online`: the values are the hub's own, now. `unknown`: the hub is away, and nothing shown may be trusted. */
export type LinkState = 'online' | 'unknown';

export interface Trouble {
  readonly kind: TroubleKind;
  readonly device?: DeviceId;
  readonly since: number;
  readonly detail?: string;
}

/** What stood one way when it was last seen, and was found another way by who looked again. */
export interface Moved {
  readonly device: DeviceId;
  readonly attribute: AttributeKey;
  readonly from: AttributeValue;
  readonly to: AttributeValue;
}

/** Everything that can change in a home, in the order it did. `at` is epoch milliseconds. */
export type HomeChange =
  | { readonly type: 'link'; readonly to: LinkState; readonly at: number }
  | { readonly type: 'described'; readonly device: DeviceState; readonly at: number }
  | { readonly type: 'removed'; readonly device: DeviceId; readonly at: number }
  | ({ readonly type: 'attribute' } & DeviceChange)
  | {
      readonly type: 'availability';
      readonly device: DeviceId;
      readonly from: boolean | 'unknown';
      readonly to: boolean | 'unknown';
      readonly at: number;
    }
  | {
      readonly type: 'event';
      readonly device: DeviceId;
      readonly event: MomentaryEvent;
      readonly key?: string;
      readonly at: number;
    }
  | {
      /** The partition's view changed in any field; state and mode can be compared in `from` and `to`. */
      readonly type: 'partition';
      readonly partition: PartitionId;
      readonly from?: PartitionView;
      readonly to: PartitionView;
      readonly cause?: DecisionCause;
      readonly actor?: Actor;
      readonly at: number;
    }
  | {
      readonly type: 'hazard';
      readonly partition: PartitionId;
      readonly hazard: Hazard;
      readonly zone?: ZoneId;
      readonly to: 'alarm' | 'verifying' | 'silenced' | 'restored';
      readonly at: number;
    }
  | {
      readonly type: 'refused';
      readonly partition?: PartitionId;
      readonly command: Verb;
      readonly reason: RefusalReason;
      readonly zones?: readonly ZoneId[];
      readonly actor?: Actor;
      readonly at: number;
    }
  | {
      /** The home was not watched for a while, told once it has settled. `from` and `to` are epoch milliseconds. */
      readonly type: 'blind';
      readonly from: number;
      readonly to: number;
      readonly moved: readonly Moved[];
      /** The clock jumped meanwhile, so nobody knows how long it was. */
      readonly isUncertain?: boolean;
      readonly at: number;
    }
  | {
      /** What the home found when it looked at itself, once a day: `failures` says in words what is not well. */
      readonly type: 'self-test';
      readonly ok: boolean;
      readonly failures: readonly string[];
      readonly at: number;
    }
  | {
      /** A walk test is over. `missing` are the zones that should have been seen and were not. */
      readonly type: 'walk-test';
      readonly partition: PartitionId;
      readonly seen: readonly ZoneId[];
      readonly missing: readonly ZoneId[];
      readonly at: number;
    }
  /** Something of an alarm was told to those who watch from elsewhere, is held back, or was taken back. */
  | ({ readonly type: 'report'; readonly partition: PartitionId; readonly at: number } & AlarmReport)
  | {
      /** A delay begins (`slow`, or `fast` where it is short), has ten seconds left (`fast`), or is over (`off`). */
      readonly type: 'progress';
      readonly partition: PartitionId;
      readonly phase: ProgressPhase;
      readonly pace: ProgressPace;
      /** When the delay ends, epoch milliseconds; absent when it is over. */
      readonly until?: number;
      readonly at: number;
    }
  | { readonly type: 'chime'; readonly partition: PartitionId; readonly zone: ZoneId; readonly at: number }
  | {
      readonly type: 'trouble';
      readonly kind: TroubleKind;
      readonly device?: DeviceId;
      readonly on: boolean;
      readonly detail?: string;
      readonly at: number;
    };

export type HomeChangeType = HomeChange['type'];

/** A change with its number in the home's history: rises by one, survives restarts, given only after the commit. */
export interface NumberedChange {
  readonly n: number;
  readonly change: HomeChange;
}
