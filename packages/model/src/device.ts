import type { AttributeKey, AttributeValue, Unknown } from './attribute.ts';

/** Stable identity of a device: `<source>/<its own stable id>`, for example `zigbee2mqtt/0x00158d0001a2b3c4`. */
export type DeviceId = string;

/** What happens in an instant and leaves no state behind. */
export type MomentaryEvent = 'ring' | 'button' | 'keypad' | 'panic' | 'medical';
export const MOMENTARY_EVENTS: readonly MomentaryEvent[] = ['ring', 'button', 'keypad', 'panic', 'medical'];

/** What a device can be told to do. */
export type DeviceAbility = 'lock' | 'siren' | 'chime' | 'keypad';

/** What a source says of a device before it has reported any value. */
export interface DeviceDescription {
  readonly id: DeviceId;
  readonly name: string;
  readonly room?: string;
  /** Every attribute the device has, whether or not it has reported yet. */
  readonly attributes: readonly AttributeKey[];
  readonly events: readonly MomentaryEvent[];
  readonly abilities: readonly DeviceAbility[];
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly firmware?: string;
}

/** A value with the instant it was reported, in epoch milliseconds; `at` is absent while it is unknown from the start. */
export interface AttributeState {
  readonly value: AttributeValue | Unknown;
  readonly at?: number;
}

/** A device as the home knows it now. While `available` is not `true` the values stand but count as unknown. */
export interface DeviceState extends DeviceDescription {
  readonly available: boolean | Unknown;
  readonly values: Readonly<Partial<Record<AttributeKey, AttributeState>>>;
}

/** Why a value changed: `live` as it happened; `retained` and `resync` are what was so already when we looked. */
export type ReportCause = 'live' | 'retained' | 'resync';

/** With what a lock was worked at the door. A fingerprint is a `tag` that nobody can lose. */
export type LockMeans = 'code' | 'tag' | 'hand' | 'other';

/** What a source tells the hub. Every report names its device by id; `at` is epoch milliseconds. */
export type DeviceReport =
  | { readonly type: 'described'; readonly device: DeviceDescription }
  | { readonly type: 'removed'; readonly device: DeviceId }
  | {
      readonly type: 'attributes';
      readonly device: DeviceId;
      readonly values: Readonly<Partial<Record<AttributeKey, AttributeValue | Unknown>>>;
      readonly cause: ReportCause;
    }
  | { readonly type: 'availability'; readonly device: DeviceId; readonly available: boolean | Unknown }
  | { readonly type: 'event'; readonly device: DeviceId; readonly event: MomentaryEvent; readonly key?: string }
  | {
      /** Somebody worked a lock at the door. `slot` is the lock's own number of the code or tag, where it tells. */
      readonly type: 'operated';
      readonly device: DeviceId;
      readonly attribute: AttributeKey;
      readonly to: 'locked' | 'unlocked';
      readonly by: LockMeans;
      readonly slot?: string;
    }
  | {
      /** The source has trouble with a device, or with itself (no `device`): a failed command, a lost broker, bad input. */
      readonly type: 'trouble';
      readonly kind: TroubleKind;
      readonly device?: DeviceId;
      readonly on: boolean;
      readonly detail: string;
    };

export type TroubleKind =
  | 'unavailable'
  | 'low-battery'
  | 'tamper'
  | 'jam'
  | 'clock'
  | 'blind'
  | 'self-test'
  | 'unconfirmed'
  | 'overdue'
  | 'jamming';

/** One attribute of one device went from one value to another. */
export interface DeviceChange {
  readonly device: DeviceId;
  readonly attribute: AttributeKey;
  readonly from: AttributeValue | Unknown;
  readonly to: AttributeValue | Unknown;
  readonly cause: ReportCause;
  readonly at: number;
}

/** What a keypad shows: the state of its partition, a countdown in seconds, and the answer to the last attempt. */
export interface KeypadIndication {
  readonly state: 'disarmed' | 'arming' | 'armed' | 'pending' | 'triggered';
  readonly mode?: string;
  readonly seconds?: number;
  readonly answer?: 'granted' | 'wrong-code' | 'locked-out' | 'not-ready' | 'already';
  /** The keypad's own number of the attempt that is answered, given back as it came. */
  readonly transaction?: number;
}

export type SirenPattern = 'burglary' | 'fire' | 'co' | 'water' | 'medical' | 'panic' | 'warning';

/** What the hub tells a device to do. */
export type DeviceOrder =
  | { readonly type: 'lock'; readonly device: DeviceId; readonly attribute: AttributeKey; readonly locked: boolean }
  | {
      readonly type: 'siren';
      readonly device: DeviceId;
      readonly on: boolean;
      readonly pattern?: SirenPattern;
      readonly seconds?: number;
    }
  | { readonly type: 'chime'; readonly device: DeviceId; readonly seconds?: number }
  | { readonly type: 'keypad'; readonly device: DeviceId; readonly indication: KeypadIndication };
