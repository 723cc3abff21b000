import type { Hazard, ZoneId, ZoneView } from './zone.ts';

export type PartitionId = string;

/** `away`, `home`, `night`, `vacation`, or a name the owner chose. */
export type ArmMode = string;
export const ARM_MODES: readonly ArmMode[] = ['away', 'home', 'night', 'vacation'];

export type AlarmState = 'disarmed' | 'arming' | 'armed' | 'pending' | 'triggered';

/** `alarm` sounds, `silenced` is acknowledged but not yet gone. A hazard that is over is absent. */
export type HazardStatus = 'verifying' | 'alarm' | 'silenced';

export interface HazardView {
  readonly hazard: Hazard;
  readonly status: HazardStatus;
  readonly zones: readonly ZoneId[];
  /** Epoch milliseconds of the first trip. */
  readonly since: number;
}

/** A partition as everyone outside the engine sees it. */
export interface PartitionView {
  readonly id: PartitionId;
  readonly name: string;
  readonly state: AlarmState;
  /** The mode it is armed in or arming to; absent when disarmed. */
  readonly mode?: ArmMode;
  /** Epoch milliseconds at which the exit or entry delay, or the siren, ends. */
  readonly until?: number;
  /** Every mode that can be armed, with the zones that would refuse it now: empty means ready. */
  readonly ready: Readonly<Record<ArmMode, readonly ZoneId[]>>;
  readonly bypassed: readonly ZoneId[];
  readonly alarms: readonly HazardView[];
  readonly zones: readonly ZoneView[];
}
