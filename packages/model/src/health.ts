import type { Trouble } from './change.ts';
import type { DeviceId } from './device.ts';
import type { ZoneId } from './zone.ts';

/** How well a home can watch, in one look. Instants are epoch milliseconds. */
export interface Health {
  /** Nothing wants attention: no trouble, and every device is there. Zones that want a walk test do not count. */
  readonly ok: boolean;
  readonly devices: {
    readonly total: number;
    /** Not heard of in the time that they have. */
    readonly late: readonly DeviceId[];
    /** Cannot be reached, or were never heard of. */
    readonly lost: readonly DeviceId[];
    readonly lowBattery: readonly DeviceId[];
    readonly tampered: readonly DeviceId[];
  };
  /** Entry, perimeter and interior zones that no walk test has seen in the time that the owner set, or ever. */
  readonly untested: readonly ZoneId[];
  /** When a walk test last saw a zone; absent before the first. */
  readonly walkTestAt?: number;
  /** The last daily self-test; absent before the first. */
  readonly selfTest?: { readonly at: number; readonly failures: readonly string[] };
  /** The last time in which nobody watched; absent where there was none. */
  readonly blind?: { readonly from: number; readonly to: number };
  readonly troubles: readonly Trouble[];
}
