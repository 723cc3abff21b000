import type { Hazard, ZoneId, ZoneView } from './zone.ts';

export type PartitionId = string;

/** `away`, `home`, `night`, `vacation`, or a name the owner chose. */
export type ArmMode = string;
export const ARM_MODES: readonly ArmMode[] = ['away', 'home', 'night', 'vacation'];

export type AlarmState = 'disarmed' | 'arming' | 'armed' | 'pending' | 'triggered';

/** `alarm` sounds, `verifying` sounds and is not reported yet, `silenced` is acknowledged but not yet gone. A hazard that is over is absent. */
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
  /** Alarm memory: zones that alarmed since the last arming, until the next or until it is acknowledged. Absent for none. */
  readonly memory?: readonly ZoneId[];
  /** Zones that alarmed too often in this arming and are bypassed for it. Absent for none. */
  readonly shutDown?: readonly ZoneId[];
  /** Zones in test, which trip nothing. Absent for none. */
  readonly testing?: readonly ZoneId[];
  /** While a walk test is under way: the burglary zones that it has not seen yet. */
  readonly untested?: readonly ZoneId[];
  readonly zones: readonly ZoneView[];
}
