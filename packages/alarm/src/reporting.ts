import type { AlarmReport, Hazard, ReportEvent, ReportStatus, ZoneId } from '@nightlatch/model';
import { HAZARD_OF } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import { RECENT_CLOSING_SECONDS } from './figures.ts';
import { INTRUSIONS } from './hazard-rules.ts';
import { codesOf } from './report-codes.ts';
import type { PartitionRecord, ReportRecord } from './state.ts';
import type { Turn } from './turn.ts';
import { withZones, ZONES_LISTED } from './zone-list.ts';

/** Trips that are to be reported. */
export interface Trips {
  readonly hazard: Hazard;
  /** None where somebody raised it by hand. */
  readonly zones: readonly ZoneId[];
  /** `since` of the alarm. */
  readonly since: number;
  /** How long to hold the report, milliseconds; 0 sends it. */
  readonly holdMs: number;
  readonly isVerifying: boolean;
  /** The door that stood open when the exit delay ended, where that led to it. */
  readonly exitError?: ZoneId;
}

/**
 * Reports trips, or holds the report until its abort window or its verification ends.
 *
 * What is held belongs to the alarm, not to the zone: later trips join it and go out with it. Once it is out they are
 * told at once. A second trip during a verification ends it: it is no false alarm.
 */
export function reportTrips(turn: Turn, partition: PartitionConfig, trips: Trips): void {
  const before = reportOf(turn, partition, trips.hazard);
  if (before?.status === 'sent') return tellMore(turn, partition, before, trips);
  const record = before
    ? { ...before, zones: withZones(before.zones, trips.zones), ...exitErrorOf(trips) }
    : newRecord(turn, turn.partition(partition.id), trips);
  const isVerified = before?.isVerifying === true;
  if (record.until === undefined || isVerified) {
    const verified = isVerified ? before.zones.filter((zone) => !trips.zones.includes(zone)) : [];
    return send(turn, partition, record, verified);
  }
  if (!before) turn.schedule({ at: record.until, kind: 'report', of: partition.id, hazard: trips.hazard });
  putReport(turn, partition, record);
  tell(turn, partition, fresh(record, trips), 'held', trips.zones);
}

function newRecord(turn: Turn, { closedAt }: PartitionRecord, trips: Trips): ReportRecord {
  const { hazard, since, zones, holdMs, isVerifying } = trips;
  const isRecent = closedAt !== undefined && turn.at - closedAt <= RECENT_CLOSING_SECONDS * 1000;
  return {
    hazard,
    status: 'held',
    since,
    zones: withZones([], zones),
    ...(holdMs > 0 ? { until: turn.at + holdMs } : {}),
    ...(isVerifying && holdMs > 0 ? { isVerifying } : {}),
    ...exitErrorOf(trips),
    ...(isRecent && INTRUSIONS.includes(hazard) ? { isRecentClosing: true } : {}),
  };
}

function exitErrorOf({ exitError }: Pick<Trips, 'exitError'>): { readonly exitError?: ZoneId } {
  return exitError === undefined ? {} : { exitError };
}

/** A report with only what new trips add to it: the door of an exit error was told with the first of them. */
function fresh({ exitError: _told, ...report }: ReportRecord, trips: Trips): ReportRecord {
  return { ...report, ...exitErrorOf(trips) };
}

/**
 * Sends what was held: the window has passed, or what was looked at again is still so.
 *
 * @param verified Zones of which it was said that they are being verified.
 */
export function send(
  turn: Turn,
  partition: PartitionConfig,
  held: ReportRecord,
  verified: readonly ZoneId[] = held.isVerifying ? held.zones : [],
): void {
  const { until: _due, isVerifying: _done, ...report } = held;
  const { hazard } = held;
  const { id } = partition;
  turn.cancel({ kind: 'report', of: id, hazard });
  putReport(turn, partition, { ...report, status: 'sent', zones: [], ...openCancelWindow(turn, partition, hazard) });
  for (const zone of verified) turn.emit({ type: 'hazard', partition: id, hazard, zone, to: 'alarm' });
  if (held.isVerifying) turn.touch(id);
  tell(turn, partition, held, 'sent', heldZones(turn, partition, held));
  if (!turn.partition(id).alarms.some((alarm) => alarm.hazard === hazard)) reportRestored(turn, partition, hazard);
}

/** The alarm goes on, or comes again while its report can still be cancelled. */
function tellMore(turn: Turn, partition: PartitionConfig, before: ReportRecord, trips: Trips): void {
  const { isRestored: _over, ...report } = before;
  putReport(turn, partition, { ...report, ...openCancelWindow(turn, partition, trips.hazard) });
  tell(turn, partition, fresh(report, trips), 'sent', trips.zones);
}

/** From now on a disarm takes an intrusion back, for so long; nothing takes back any other hazard. */
function openCancelWindow(turn: Turn, partition: PartitionConfig, hazard: Hazard): { until?: number } {
  if (!INTRUSIONS.includes(hazard)) return {};
  const until = turn.at + partition.cancelWindowSeconds * 1000;
  turn.schedule({ at: until, kind: 'report', of: partition.id, hazard });
  return { until };
}

/** Tells that an alarm is over, where it was told that there is one. */
export function reportRestored(turn: Turn, partition: PartitionConfig, hazard: Hazard): void {
  const report = reportOf(turn, partition, hazard);
  if (report?.status !== 'sent' || report.isRestored) return;
  if (report.until === undefined) dropReport(turn, partition, report);
  else putReport(turn, partition, { ...report, isRestored: true });
  tellWhole(turn, partition, `${hazard}-restored`, 'sent');
}

/** Returns the report of a hazard, if there is one. */
export function reportOf(turn: Turn, { id }: PartitionConfig, hazard: Hazard): ReportRecord | undefined {
  return turn.partition(id).reports?.find((report) => report.hazard === hazard);
}

/** Tells how a report stands, zone by zone; and of the door that stood open, where that led to it. */
export function tell(
  turn: Turn,
  partition: PartitionConfig,
  report: ReportRecord,
  status: ReportStatus,
  zones: readonly ZoneId[],
): void {
  for (const told of reportsOf(report, status, zones)) turn.emit({ type: 'report', partition: partition.id, ...told });
}

/** What is told of a report, one for each zone. */
export function reportsOf(
  { hazard, exitError, isRecentClosing }: ReportRecord,
  status: ReportStatus,
  zones: readonly ZoneId[],
): readonly AlarmReport[] {
  const label = isRecentClosing ? { recentClosing: true as const } : {};
  const told = (event: ReportEvent, zone: ZoneId | undefined): AlarmReport => ({
    event,
    status,
    ...codesOf(event, status === 'cancelled'),
    ...(zone === undefined ? {} : { zone }),
    ...label,
  });
  const alarms = (zones.length > 0 ? zones : [undefined]).map((zone) => told(hazard, zone));
  return exitError === undefined ? alarms : [...alarms, told('exit-error', exitError)];
}

/** Tells what concerns an alarm as a whole: that it is over, or that its report was taken back. */
export function tellWhole(turn: Turn, partition: PartitionConfig, event: ReportEvent, status: ReportStatus): void {
  turn.emit({ type: 'report', partition: partition.id, event, status, ...codesOf(event, status === 'cancelled') });
}

/** The zones that a held report is about: those it lists, and past that every zone that tripped in the alarm. */
export function heldZones(turn: Turn, { id }: PartitionConfig, { hazard, since, zones }: ReportRecord) {
  if (zones.length < ZONES_LISTED) return zones;
  const others = (turn.house.watchesOfPartition.get(id) ?? [])
    .filter((watch) => HAZARD_OF[watch.zone.type] === hazard && turn.zone(watch).alarmedIn === since)
    .map((watch) => watch.zone.id);
  return [...zones, ...others.filter((zone) => !zones.includes(zone))];
}

export function putReport(turn: Turn, { id }: PartitionConfig, report: ReportRecord): void {
  const { reports = [], ...record } = turn.partition(id);
  const others = reports.filter(({ hazard }) => hazard !== report.hazard);
  turn.putPartition(id, { ...record, reports: [...others, report] });
}

/** Forgets a report: nothing can happen to it any more. */
export function dropReport(turn: Turn, { id }: PartitionConfig, { hazard }: ReportRecord): void {
  turn.cancel({ kind: 'report', of: id, hazard });
  const { reports = [], ...record } = turn.partition(id);
  const others = reports.filter((report) => report.hazard !== hazard);
  turn.putPartition(id, others.length > 0 ? { ...record, reports: others } : record);
}
