import type { Hazard, ZoneId } from '@nightlatch/model';
import { HAZARD_OF } from '@nightlatch/model';
import { abortWindowMs, takeBackReports } from './abort-window.ts';
import { newcomers, remember } from './alarm-memory.ts';
import type { PartitionConfig } from './config.ts';
import { HAZARD_RULES, INTRUSIONS } from './hazard-rules.ts';
import type { Watch } from './house.ts';
import { watchKey } from './house.ts';
import { reportOf, reportRestored, reportTrips } from './reporting.ts';
import { startsAtTrip } from './siren-orders.ts';
import { commandSirens } from './sirens.ts';
import type { AlarmRecord, Guard, PartitionRecord } from './state.ts';
import { countSwings, endShutdownByOthers } from './swinger.ts';
import type { Turn, Why } from './turn.ts';
import { withZones, ZONES_LISTED } from './zone-list.ts';

export interface Raise {
  readonly hazard: Hazard;
  /** The zones that tripped; none where someone raised it by hand. */
  readonly zones: readonly ZoneId[];
  /** There is no zone to come back to normal: a key was pressed. */
  readonly isByHand?: boolean;
  /** The entry delay that nobody answered. */
  readonly entry?: Extract<Guard, { status: 'pending' }>;
}

/**
 * Raises an alarm, or adds zones to the one that is.
 *
 * A silenced alarm sounds again: for fire, gas and CO that is the new detector, for burglary the trip after the siren's
 * time. Further trips while it sounds are recorded, told and reported, and do not prolong it.
 */
export function raise(turn: Turn, partition: PartitionConfig, cause: Raise, why: Why): void {
  const { hazard, zones, isByHand } = cause;
  const record = turn.partition(partition.id);
  const rule = HAZARD_RULES[hazard];
  const existing = record.alarms.find((alarm) => alarm.hazard === hazard);
  const fresh = existing ? newcomers(turn, partition, existing, zones) : zones;
  const isSounding = existing?.status === 'alarm';
  const isLatched = (existing?.isLatched ?? rule.isLatched) || isByHand === true;
  if (isSounding && fresh.length === 0 && isLatched === existing.isLatched) return;
  const until = isSounding ? existing.until : rule.isBounded ? turn.at + sirenMs(partition, hazard) : undefined;
  const isQuiet = isSounding ? existing.isQuiet === true : soundsNothing(partition, record.guard, hazard);
  const alarm: AlarmRecord = {
    hazard,
    status: 'alarm',
    zones: withZones(existing?.zones ?? [], fresh),
    since: existing?.since ?? turn.at,
    ...(until === undefined ? {} : { until }),
    isLatched,
    ...(isQuiet ? { isQuiet } : {}),
    ...startsAtTrip(partition, { hazard, until, isQuiet, before: isSounding ? existing.sirenStarts : [] }, turn.at),
  };
  if (until !== undefined) turn.schedule({ at: until, kind: 'siren', of: partition.id, hazard });
  const others = record.alarms.filter((other) => other !== existing);
  replaceAlarms(turn, partition, { ...record, alarms: [...others, alarm] }, why);
  const told = isSounding ? fresh : zones;
  remember(turn, partition, told, alarm.since);
  if (hazard === 'burglary') noteSwings(turn, partition, told, isSounding);
  tellAlarm(turn, partition, { ...cause, zones: told }, alarm.since);
}

/** A zone that alarms again and again is shut down; one that is not ends that. */
function noteSwings(turn: Turn, partition: PartitionConfig, zones: readonly ZoneId[], isSounding: boolean): void {
  endShutdownByOthers(turn, partition, zones);
  if (!isSounding) countSwings(turn, partition, zones);
}

/** Tells everyone of the trips, and then those who watch from elsewhere. */
function tellAlarm(
  turn: Turn,
  partition: PartitionConfig,
  { hazard, zones, isByHand, entry }: Raise,
  since: number,
): void {
  const verifyMs = isByHand ? 0 : (partition.hazards?.[hazard]?.verifySeconds ?? 0) * 1000;
  const isFirst = reportOf(turn, partition, hazard) === undefined && zones.length === 1;
  const isVerifying = verifyMs > 0 && isFirst;
  for (const zone of zones.length > 0 ? zones : [undefined])
    turn.emit({
      type: 'hazard',
      partition: partition.id,
      hazard,
      ...(zone === undefined ? {} : { zone }),
      to: isVerifying ? 'verifying' : 'alarm',
    });
  const abortMs = INTRUSIONS.includes(hazard) ? abortWindowMs(turn, partition, entry?.since) : 0;
  const holdMs = isVerifying ? verifyMs : abortMs;
  const [door] = entry?.isExitError ? entry.zones : [];
  const exitError = door === undefined ? {} : { exitError: door };
  reportTrips(turn, partition, { hazard, zones, since, holdMs, isVerifying, ...exitError });
}

function sirenMs(partition: PartitionConfig, hazard: Hazard): number {
  return (partition.hazards?.[hazard]?.sirenSeconds ?? partition.sirenSeconds) * 1000;
}

/** Tells whether an alarm is only shown and reported: its hazard is quiet here, or the mode is silent to intruders. */
function soundsNothing({ modes, hazards }: PartitionConfig, guard: Guard, hazard: Hazard): boolean {
  const isSilentMode = guard.status !== 'disarmed' && modes[guard.mode]?.isSilent === true;
  return hazards?.[hazard]?.isQuiet === true || (isSilentMode && INTRUSIONS.includes(hazard));
}

/** Silences the alarms that sound, or one of them. Those whose zones are back to normal are then over. */
export function silence(turn: Turn, partition: PartitionConfig, hazard: Hazard | undefined, why: Why): void {
  const record = turn.partition(partition.id);
  const { alarms } = record;
  const isMeant = (alarm: AlarmRecord): boolean =>
    alarm.status === 'alarm' && (hazard === undefined || alarm.hazard === hazard);
  const meant = alarms.filter(isMeant);
  for (const alarm of meant) turn.cancel({ kind: 'siren', of: partition.id, hazard: alarm.hazard });
  const silenced = alarms.map((alarm) => (isMeant(alarm) ? quieted(alarm) : alarm));
  replaceAlarms(turn, partition, { ...record, alarms: silenced }, why);
  for (const alarm of meant)
    turn.emit({ type: 'hazard', partition: partition.id, hazard: alarm.hazard, to: 'silenced' });
  endRested(turn, partition, why);
}

function quieted(alarm: AlarmRecord): AlarmRecord {
  const { sirenStarts: _over, ...rest } = alarm;
  return { ...rest, status: 'silenced' };
}

/** The siren has sounded for its time: the partition stands armed again, and the next trip alarms again. */
export function silenceInTime(turn: Turn, partition: PartitionConfig, hazard: Hazard | undefined): void {
  silence(turn, partition, hazard, { cause: { timer: 'siren' } });
}

/** Ends the alarms whose zones are all back to normal: silenced ones, and those that do not latch. */
export function endRested(turn: Turn, partition: PartitionConfig, why: Why): void {
  const record = turn.partition(partition.id);
  const over = record.alarms.filter(
    (alarm) => (alarm.status === 'silenced' || !alarm.isLatched) && !hasActiveZone(turn, partition, alarm),
  );
  if (over.length === 0) return;
  putWithout(turn, partition, record, over, why);
  tellOver(turn, partition, over);
}

/**
 * Puts the record of a disarmed partition in its place, without the alarms that a disarming ends: all in one step. What was
 * to be reported of them is taken back.
 */
export function endAtDisarm(turn: Turn, partition: PartitionConfig, disarmed: PartitionRecord, why: Why): void {
  const over = disarmed.alarms.filter((alarm) => HAZARD_RULES[alarm.hazard].endsAtDisarm);
  putWithout(turn, partition, disarmed, over, why);
  takeBackReports(turn, partition);
  tellOver(turn, partition, over);
}

function putWithout(
  turn: Turn,
  partition: PartitionConfig,
  record: PartitionRecord,
  over: readonly AlarmRecord[],
  why: Why,
): void {
  for (const { hazard } of over) turn.cancel({ kind: 'siren', of: partition.id, hazard });
  const alarms = record.alarms.filter((alarm) => !over.includes(alarm));
  replaceAlarms(turn, partition, { ...record, alarms }, why);
}

function tellOver(turn: Turn, partition: PartitionConfig, over: readonly AlarmRecord[]): void {
  for (const { hazard } of over) {
    turn.emit({ type: 'hazard', partition: partition.id, hazard, to: 'restored' });
    reportRestored(turn, partition, hazard);
  }
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
