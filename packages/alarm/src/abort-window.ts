import type { Hazard, PartitionId } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import type { PartitionReport } from './effect.ts';
import { ENTRY_AND_ABORT_SECONDS } from './figures.ts';
import { INTRUSIONS } from './hazard-rules.ts';
import { dropReport, heldZones, putReport, reportOf, reportsOf, send, tell, tellWhole } from './reporting.ts';
import type { ReportRecord } from './state.ts';
import type { Turn } from './turn.ts';

/**
 * Milliseconds for which the report of an intrusion is held.
 *
 * After an entry delay it is less where both together would exceed 60 s, unless the owner insists: who comes home has had
 * that time at the keypad already, and a burglar must not get it twice.
 *
 * @param entrySince When the entry delay began that ran out; absent where none did.
 * @see ANSI/SIA CP-01, abort window
 */
export function abortWindowMs(turn: Turn, partition: PartitionConfig, entrySince: number | undefined): number {
  const whole = partition.abortWindowSeconds * 1000;
  if (entrySince === undefined || partition.insistsOnAbortWindow) return whole;
  return Math.max(0, Math.min(whole, entrySince + ENTRY_AND_ABORT_SECONDS * 1000 - turn.at));
}

/**
 * Takes back what was to be told of an intrusion: it was disarmed. What is held is dropped, what was sent is cancelled.
 * Life safety is never taken back.
 */
export function takeBackReports(turn: Turn, partition: PartitionConfig): void {
  for (const report of intrusionsOf(turn, partition.id)) {
    if (report.status === 'held') {
      tell(turn, partition, report, 'aborted', heldZones(turn, partition, report));
      dropReport(turn, partition, report);
    } else if (report.until !== undefined) {
      tellWhole(turn, partition, report.hazard, 'cancelled');
      closeCancelWindow(turn, partition, report);
    }
  }
}

/** Tells whether a disarm would take back a report, although nothing sounds any more. */
export function canTakeBack(turn: Turn, partition: PartitionId): boolean {
  return intrusionsOf(turn, partition).some(({ until }) => until !== undefined);
}

/**
 * Returns the reports that are held, as they must go out after all: whoever disarms is under duress, and everyone else
 * is to see an ordinary disarm that drops them.
 */
export function reportsUnderDuress(turn: Turn, partition: PartitionConfig): readonly PartitionReport[] {
  return intrusionsOf(turn, partition.id)
    .filter(({ status }) => status === 'held')
    .flatMap((report) => reportsOf(report, 'sent', heldZones(turn, partition, report)))
    .map((report) => ({ partition: partition.id, ...report }));
}

/** The abort window, the verification or the cancel window of a report ends. */
export function endReportWindow(turn: Turn, partition: PartitionConfig, hazard: Hazard | undefined): void {
  const report = hazard && reportOf(turn, partition, hazard);
  if (!report) return;
  if (report.status === 'sent') return closeCancelWindow(turn, partition, report);
  const isOver = !turn.partition(partition.id).alarms.some((alarm) => alarm.hazard === hazard);
  if (!report.isVerifying || !isOver) return send(turn, partition, report);
  tell(turn, partition, report, 'aborted', report.zones);
  dropReport(turn, partition, report);
}

function closeCancelWindow(turn: Turn, partition: PartitionConfig, report: ReportRecord): void {
  const { until: _closed, ...rest } = report;
  turn.cancel({ kind: 'report', of: partition.id, hazard: report.hazard });
  if (report.isRestored) dropReport(turn, partition, report);
  else putReport(turn, partition, rest);
}

function intrusionsOf(turn: Turn, id: PartitionId): readonly ReportRecord[] {
  return (turn.partition(id).reports ?? []).filter(({ hazard }) => INTRUSIONS.includes(hazard));
}
