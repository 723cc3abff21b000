import type { Hazard, ZoneId } from './zone.ts';

/** What a report tells of: a hazard, its end, or a door that stood open when the exit delay ended. */
export type ReportEvent = Hazard | `${Hazard}-restored` | 'exit-error';

/**
 * Where a report stands. `held`: nobody has been told yet, and a disarm in time drops it. `sent`: it goes out now.
 * `aborted`: it was dropped and never went out. `cancelled`: what went out was taken back.
 */
export type ReportStatus = 'held' | 'sent' | 'aborted' | 'cancelled';

/** What is told of an alarm to those who watch from elsewhere. */
export interface AlarmReport {
  readonly event: ReportEvent;
  readonly status: ReportStatus;
  /** The event in two letters. @see ANSI/SIA DC-03 */
  readonly code: string;
  /** The event as qualifier and three digits: `1130`. @see SIA DC-05 (Ademco Contact ID) */
  readonly contactId: string;
  /** Absent where someone raised it by hand, and for what concerns the alarm as a whole. */
  readonly zone?: ZoneId;
  /** The alarm came within two minutes of arming: likely its people. @see ANSI/SIA CP-01, recent closing */
  readonly recentClosing?: true;
}

/** Which delay runs. */
export type ProgressPhase = 'exit' | 'entry';
/** How to beep along: once a second, faster for the last ten seconds, or no more. @see ANSI/SIA CP-01, progress annunciation */
export type ProgressPace = 'slow' | 'fast' | 'off';
