import type { ArmMode, PartitionView } from '@nightlatch/model';

/** `SecuritySystemCurrentState` and `SecuritySystemTargetState`, numbered by the HAP specification. */
export const ALARM = { stay: 0, away: 1, night: 2, disarmed: 3, triggered: 4 } as const;

/** HomeKit knows three modes: vacation and the owner's own are shown as away. */
const NUMBER: Readonly<Record<ArmMode, number>> = { home: ALARM.stay, away: ALARM.away, night: ALARM.night };

/** Which modes an armed HomeKit target stands for, the likeliest first; for away, any other mode comes last. */
const LIKELIEST: Readonly<Record<number, readonly ArmMode[]>> = {
  [ALARM.stay]: ['home'],
  [ALARM.away]: ['away', 'vacation'],
  [ALARM.night]: ['night'],
};

/** What HomeKit calls a mode. */
export function modeNumber(mode: ArmMode | undefined): number {
  return mode === undefined ? ALARM.disarmed : (NUMBER[mode] ?? ALARM.away);
}

/**
 * Reads `SecuritySystemCurrentState`.
 *
 * While arming it stays disarmed, which Home shows as "Arming…" beside the target; during an entry delay it stays
 * armed. Any sounding hazard is "triggered", also while disarmed.
 */
export function currentNumber(view: PartitionView): number {
  const sounds = view.alarms.some((alarm) => alarm.status !== 'silenced');
  if (view.state === 'triggered' || sounds) return ALARM.triggered;
  if (view.state === 'disarmed' || view.state === 'arming') return ALARM.disarmed;
  return modeNumber(view.mode);
}

/** Reads `SecuritySystemTargetState`: the mode it is in or arming to. */
export function targetNumber(view: PartitionView): number {
  return view.state === 'disarmed' ? ALARM.disarmed : modeNumber(view.mode);
}

/** Returns the mode to arm for a HomeKit target, or undefined when the partition has none such. */
export function modeFor(view: PartitionView, target: number): ArmMode | undefined {
  const modes = Object.keys(view.ready);
  const likeliest = LIKELIEST[target]?.find((mode) => modes.includes(mode));
  if (likeliest !== undefined || target !== ALARM.away) return likeliest;
  return modes.find((mode) => NUMBER[mode] === undefined);
}

/** Returns the targets that Home should offer: those the partition has a mode for, the present one, and off. */
export function offeredTargets(view: PartitionView): readonly number[] {
  const offered = [ALARM.stay, ALARM.away, ALARM.night].filter((target) => modeFor(view, target) !== undefined);
  return [...new Set([...offered, targetNumber(view), ALARM.disarmed])].sort((a, b) => a - b);
}
