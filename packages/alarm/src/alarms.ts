import type { Hazard, ZoneId } from '@nightlatch/model';
import { HAZARD_OF } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import { HAZARD_RULES } from './hazard-rules.ts';
import type { Watch } from './house.ts';
import { watchKey } from './house.ts';
import { commandSirens } from './sirens.ts';
import type { AlarmRecord, PartitionRecord } from './state.ts';
import type { Turn, Why } from './turn.ts';
import { freshZones, withZones, ZONES_LISTED } from './zone-list.ts';

export interface Raise {
  readonly hazard: Hazard;
  /** The zones that tripped; none where someone raised it by hand. */
  readonly zones: readonly ZoneId[];
  /** There is no zone to come back to normal: a key was pressed. */
  readonly isByHand?: boolean;
}

/**
 * Raises an alarm, or adds zones to the one that is.
 *
 * A silenced alarm sounds again: for fire, gas and CO that is the new detector, for burglary the trip after the siren's
 * time. Further trips while it sounds are recorded and do not prolong it.
 */
export function raise(turn: Turn, partition: PartitionConfig, { hazard, zones, isByHand }: Raise, why: Why): void {
  const record = turn.partition(partition.id);
  const rule = HAZARD_RULES[hazard];
  const existing = record.alarms.find((alarm) => alarm.hazard === hazard);
  const fresh = freshZones(existing?.zones ?? [], zones);
  const isSounding = existing?.status === 'alarm';
  const isLatched = (existing?.isLatched ?? rule.isLatched) || isByHand === true;
  if (isSounding && fresh.length === 0 && isLatched === existing.isLatched) return;
  const until = isSounding ? existing.until : rule.isBounded ? turn.at + partition.sirenSeconds * 1000 : undefined;
  const alarm: AlarmRecord = {
    hazard,
    status: 'alarm',
    zones: withZones(existing?.zones ?? [], fresh),
    since: existing?.since ?? turn.at,
    ...(until === undefined ? {} : { until }),
    isLatched,
  };
  if (until !== undefined) turn.schedule({ at: until, kind: 'siren', of: partition.id, hazard });
  const others = record.alarms.filter((other) => other !== existing);
  replaceAlarms(turn, partition, { ...record, alarms: [...others, alarm] }, why);
  const told = isSounding ? fresh : zones;
  for (const zone of told.length > 0 ? told : [undefined])
    turn.emit({
      type: 'hazard',
      partition: partition.id,
      hazard,
      ...(zone === undefined ? {} : { zone }),
      to: 'alarm',
    });
}

/** Silences the alarms that sound, or one of them. Those whose zones are back to normal are then over. */
export function silence(turn: Turn, partition: PartitionConfig, hazard: Hazard | undefined, why: Why): void {
  const record = turn.partition(partition.id);
  const { alarms } = record;
  const isMeant = (alarm: AlarmRecord): boolean =>
    alarm.status === 'alarm' && (hazard === undefined || alarm.hazard === hazard);
  const meant = alarms.filter(isMeant);
  for (const alarm of meant) turn.cancel({ kind: 'siren', of: partition.id, hazard: alarm.hazard });
  const silenced = alarms.map((alarm) => (isMeant(alarm) ? { ...alarm, status: 'silenced' as const } : alarm));
  replaceAlarms(turn, partition, { ...record, alarms: silenced }, why);
  for (const alarm of meant)
    turn.emit({ type: 'hazard', partition: partition.id, hazard: alarm.hazard, to: 'silenced' });
  endRested(turn, partition, why);
}

/** The siren has sounded for its time: the partition stands armed again, and the next trip alarms again. */
export function silenceInTime(turn: Turn, partition: PartitionConfig, hazard: Hazard | undefined): void {
  silence(turn, partition, hazard, { cause: { timer: 'siren' } });
}

/** Ends the alarms whose zones are all back to normal: silenced ones, and those that do not latch. */
export function endRested(turn: Turn, partition: PartitionConfig, why: Why): void {
  const isOver = (alarm: AlarmRecord): boolean =>
    (alarm.status === 'silenced' || !alarm.isLatched) && !hasActiveZone(turn, partition, alarm);
  const record = turn.partition(partition.id);
  if (record.alarms.some(isOver)) end(turn, partition, record, isOver, why);
}

/** Puts the record of a disarmed partition in its place, without the alarms that a disarming ends: all in one step. */
export function endAtDisarm(turn: Turn, partition: PartitionConfig, disarmed: PartitionRecord, why: Why): void {
  end(turn, partition, disarmed, (alarm) => HAZARD_RULES[alarm.hazard].endsAtDisarm, why);
}

function end(
  turn: Turn,
  partition: PartitionConfig,
  record: PartitionRecord,
  isOver: (alarm: AlarmRecord) => boolean,
  why: Why,
): void {
  const over = record.alarms.filter(isOver);
  for (const { hazard } of over) turn.cancel({ kind: 'siren', of: partition.id, hazard });
  const alarms = record.alarms.filter((alarm) => !over.includes(alarm));
  replaceAlarms(turn, partition, { ...record, alarms }, why);
  for (const { hazard } of over) turn.emit({ type: 'hazard', partition: partition.id, hazard, to: 'restored' });
}

/** The sirens go first: nothing that a siren needs may wait for anything that is only to be told. */
function replaceAlarms(turn: Turn, partition: PartitionConfig, record: PartitionRecord, why: Why): void {
  commandSirens(turn, partition, record, why);
  turn.touch(partition.id);
}

/** A zone that went silent while active is still active; one that the configuration no longer has is not. */
function hasActiveZone(turn: Turn, { id }: PartitionConfig, { hazard, zones }: AlarmRecord): boolean {
  const isActive = (watch: Watch | undefined): boolean => watch !== undefined && turn.zone(watch).wasActive === true;
  if (zones.some((zone) => isActive(turn.house.watches.get(watchKey(id, zone))))) return true;
  if (zones.length < ZONES_LISTED) return false;
  return (turn.house.watchesOfPartition.get(id) ?? []).some(
    (watch) => HAZARD_OF[watch.zone.type] === hazard && isActive(watch),
  );
}
