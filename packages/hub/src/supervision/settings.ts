import type { DeviceDescription } from '@nightlatch/model';

/** How a house watches over its own devices. */
export interface Supervision {
  /** Milliseconds in which a device must be heard of, though nothing changed; undefined where it may be silent for ever. */
  readonly checkInMs: (device: DeviceDescription) => number | undefined;
  /** What counts as suspected jamming; absent where nothing does. */
  readonly jamming?: JammingSettings;
  /** Minutes after midnight, in the house's own time, of the daily self-test; absent for none. */
  readonly selfTestMinute?: number;
  /** Milliseconds for which the sight of a walk test holds; 180 days by default. */
  readonly testHoldsMs?: number;
}

export interface JammingSettings {
  /** So many devices of one source … */
  readonly devices: number;
  /** … and this part of all that it has, from 0 to 1 … */
  readonly share: number;
  /** … fall silent within so many milliseconds. */
  readonly withinMs: number;
}
