import type { AlarmReport, ReportStatus } from './report.ts';

/** Says of a report in one line what it is about and where it stands. @param where The zone, as the reader knows it. */
export function reportText({ event, status, recentClosing }: AlarmReport, where: string | undefined): string {
  const what = event.replaceAll('-', ' ');
  const label = recentClosing ? ', just after arming' : '';
  return `report of ${what}${where === undefined ? '' : ` at ${where}`}${label}: ${STATUSES[status]}`;
}

const STATUSES: Readonly<Record<ReportStatus, string>> = {
  held: 'held back, disarm to drop it',
  sent: 'sent',
  aborted: 'not transmitted',
  cancelled: 'cancelled',
};
