import type { AlarmState, ArmMode } from '@nightlatch/model';
import type { PartitionRecord } from './state.ts';

/** How a partition looks from outside. */
export interface Appearance {
  readonly state: AlarmState;
  readonly mode?: ArmMode;
  readonly until?: number;
}

/**
 * Reads how a partition looks.
 *
 * While any alarm sounds it is `triggered`, whatever it was before and also when disarmed; beneath that it goes on
 * standing guard, and shows it again when the last alarm is silenced or over. `until` is then the end of the last siren,
 * and absent where one sounds until silenced.
 */
export function appearanceOf({ guard, alarms }: PartitionRecord): Appearance {
  const mode = guard.status === 'disarmed' ? {} : { mode: guard.mode };
  const sounding = alarms.filter((alarm) => alarm.status === 'alarm');
  if (sounding.length > 0) {
    const until = Math.max(...sounding.map((alarm) => alarm.until ?? Infinity));
    return { state: 'triggered', ...mode, ...(Number.isFinite(until) ? { until } : {}) };
  }
  return { state: guard.status, ...mode, ...('until' in guard ? { until: guard.until } : {}) };
}

/** Tells whether nothing moved that deserves to be told: of a sounding alarm, the end of its siren does not. */
export function isSameAppearance(one: Appearance, other: Appearance): boolean {
  const isSame = one.state === other.state && one.mode === other.mode;
  return isSame && (one.state === 'triggered' || one.until === other.until);
}
