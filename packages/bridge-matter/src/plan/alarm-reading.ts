import type { ArmMode, HazardView, PartitionView } from '@nightlatch/model';
import type { AlarmView } from './stage.ts';

/** Tells whether any alarm sounds, also while disarmed. */
export function isSounding(view: PartitionView): boolean {
  return view.state === 'triggered' || view.alarms.some(isLoud);
}

/** Tells whether an alarm sounds. One that is being verified does: only its report waits. */
export function isLoud(alarm: HazardView | undefined): boolean {
  return alarm !== undefined && alarm.status !== 'silenced';
}

/** Tells whether a mode's switch is on: armed in it, or on the way. */
export function isIn(view: AlarmView, mode: ArmMode): boolean {
  return view.mode === mode && view.state !== 'disarmed';
}

/** Tells whether the alarm's lock is locked: armed, and not merely on the way. */
export function isSet(view: PartitionView): boolean {
  return view.mode !== undefined && view.state !== 'disarmed' && view.state !== 'arming';
}

export function alarmOf(view: PartitionView, hazard: HazardView['hazard']): HazardView | undefined {
  return view.alarms.find((it) => it.hazard === hazard);
}

/** The mode that a lock or "the alarm" arms: away, or the first that the partition has. */
export function mainMode(view: PartitionView): ArmMode | undefined {
  return 'away' in view.ready ? 'away' : Object.keys(view.ready)[0];
}
