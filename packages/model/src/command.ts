import type { AttributeKey } from './attribute.ts';
import type { DeviceId } from './device.ts';
import type { ArmMode, PartitionId } from './partition.ts';
import type { SecretText } from './secret-text.ts';
import type { Hazard, ZoneId } from './zone.ts';

/** Where a command came from. `panel` and `keypad` are local: someone stands in the house. */
export type Origin = 'panel' | 'keypad' | 'homekit' | 'matter' | 'link' | 'node-red' | 'voice';
export const ORIGINS: readonly Origin[] = ['panel', 'keypad', 'homekit', 'matter', 'link', 'node-red', 'voice'];
export const LOCAL_ORIGINS: readonly Origin[] = ['panel', 'keypad'];

export type Verb =
  | 'arm'
  | 'disarm'
  | 'bypass'
  | 'unbypass'
  | 'silence'
  | 'acknowledge'
  | 'panic'
  | 'test'
  | 'lock'
  | 'unlock'
  | 'siren'
  | 'chime';

/** How long a bypass by hand lasts. */
export type BypassUntil = 'disarm' | 'closed';

/** What anyone can ask of the home. `partition` may be left out where the home has only one. */
export type HomeCommand =
  | {
      readonly type: 'arm';
      readonly partition?: PartitionId;
      readonly mode: ArmMode;
      readonly force?: boolean;
      readonly skipDelay?: boolean;
      readonly code?: SecretText;
    }
  | { readonly type: 'disarm'; readonly partition?: PartitionId; readonly code?: SecretText }
  | {
      readonly type: 'bypass';
      readonly partition?: PartitionId;
      readonly zone: ZoneId;
      readonly until?: BypassUntil;
      readonly code?: SecretText;
    }
  | { readonly type: 'unbypass'; readonly partition?: PartitionId; readonly zone: ZoneId; readonly code?: SecretText }
  | {
      readonly type: 'silence' | 'acknowledge';
      readonly partition?: PartitionId;
      readonly hazard?: Hazard;
      readonly code?: SecretText;
    }
  | {
      readonly type: 'panic';
      readonly partition?: PartitionId;
      readonly hazard?: 'panic' | 'fire' | 'medical';
      readonly silent?: boolean;
      readonly code?: SecretText;
    }
  /** A walk test of the partition. */
  | { readonly type: 'test'; readonly partition?: PartitionId; readonly on: boolean; readonly code?: SecretText }
  | {
      /** One zone in test trips nothing. */
      readonly type: 'test';
      readonly partition?: PartitionId;
      readonly zone: ZoneId;
      readonly on: boolean;
      readonly code?: SecretText;
    }
  | {
      readonly type: 'lock' | 'unlock';
      readonly device: DeviceId;
      readonly attribute?: AttributeKey;
      readonly code?: SecretText;
    }
  | { readonly type: 'siren'; readonly device: DeviceId; readonly on: boolean; readonly code?: SecretText }
  /** One sound of a device that can chime. */
  | { readonly type: 'chime'; readonly device: DeviceId; readonly code?: SecretText };

export type RefusalReason =
  | 'code-required'
  | 'wrong-code'
  | 'locked-out'
  | 'not-permitted'
  | 'zones-open'
  | 'zones-unknown'
  | 'trouble'
  | 'unknown-mode'
  | 'unknown-partition'
  | 'unknown-zone'
  | 'unknown-device'
  | 'life-safety'
  | 'stale'
  | 'already'
  | 'busy'
  | 'unavailable'
  | 'invalid';

/** The answer to a command. A refusal is a value, not an exception: it says why, and which zones are in the way. */
export type CommandResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: RefusalReason; readonly zones?: readonly ZoneId[] };

/** Who did something: the way in, the client or device on it, and the person when a code or tag told. */
export interface Actor {
  readonly origin: Origin;
  /** The authenticated client, or the keypad's device id. */
  readonly client?: string;
  readonly user?: string;
}
