import type { ZoneId } from '@nightlatch/model';
import { raise } from './alarms.ts';
import type { PartitionConfig } from './config.ts';
import type { Watch } from './house.ts';
import { commandSirens } from './sirens.ts';
import type { Guard } from './state.ts';
import type { Turn, Why } from './turn.ts';
import { withZones } from './zone-list.ts';

/** Milliseconds to reach the keypad: the zone's own delay, else the mode's for the class of the zone. */
export function entryDelayMs({ zone, partition }: Watch, mode: string): number {
  const { entryDelaySeconds = 0, secondEntryDelaySeconds = entryDelaySeconds } = partition.modes[mode] ?? {};
  const ofClass = zone.entryDelayClass === 2 ? secondEntryDelaySeconds : entryDelaySeconds;
  return (zone.entryDelaySeconds ?? ofClass) * 1000;
}

/**
 * Starts the entry delay, or alarms at once where there is none.
 *
 * While one runs, another zone can shorten it but never lengthen it: an intruder must not buy time. Interior zones that
 * waited for a late report of the door now follow it.
 *
 * @see Alarmo, `async_trigger`; ANSI/SIA CP-01, entry delay
 */
export function startEntry(turn: Turn, watch: Watch, why: Why, { isExitError = false } = {}): void {
  const { partition, zone } = watch;
  const record = turn.partition(partition.id);
  const { guard } = record;
  if (guard.status === 'disarmed' || guard.status === 'arming') return;
  const until = turn.at + entryDelayMs(watch, guard.mode);
  if (until <= turn.at) return alarmFrom(turn, partition, [zone.id], why);
  const running = guard.status === 'pending' ? guard : undefined;
  const next: Guard = {
    status: 'pending',
    mode: guard.mode,
    until: running ? Math.min(running.until, until) : until,
    zones: withZones(running?.zones ?? [], [zone.id]),
    isExitError: running?.isExitError ?? isExitError,
    since: running?.since ?? turn.at,
  };
  turn.schedule({ at: next.until, kind: 'entry', of: partition.id });
  turn.cancel({ kind: 'grace', of: partition.id });
  const { grace: _followed, ...rest } = record;
  commandSirens(turn, partition, { ...rest, guard: next }, why);
}

/** Nobody disarmed in time. */
export function endEntry(turn: Turn, partition: PartitionConfig): void {
  const { guard } = turn.partition(partition.id);
  if (guard.status === 'pending') alarmFrom(turn, partition, guard.zones, { cause: { timer: 'entry' } });
}

/** The door was not reported in time: the interior zones that waited alarm. */
export function endGrace(turn: Turn, partition: PartitionConfig): void {
  const { guard, grace } = turn.partition(partition.id);
  if (guard.status === 'armed' && grace) alarmFrom(turn, partition, grace, { cause: { timer: 'follower' } });
}

/** Raises the burglary alarm; beneath it the partition stands armed again in the same mode. */
export function alarmFrom(turn: Turn, partition: PartitionConfig, zones: readonly ZoneId[], why: Why): void {
  const { grace, ...record } = turn.partition(partition.id);
  const { guard } = record;
  turn.cancel({ kind: 'entry', of: partition.id });
  turn.cancel({ kind: 'grace', of: partition.id });
  const all = withZones(withZones(guard.status === 'pending' ? guard.zones : [], grace ?? []), zones);
  const entry = guard.status === 'pending' ? { entry: guard } : {};
  raise(turn, partition, { hazard: 'burglary', zones: all, ...entry }, why);
  if (guard.status !== 'pending' && grace === undefined) return;
  const { grace: _told, ...alarmed } = turn.partition(partition.id);
  const next: Guard = guard.status === 'pending' ? { status: 'armed', mode: guard.mode } : guard;
  commandSirens(turn, partition, { ...alarmed, guard: next }, why);
}
