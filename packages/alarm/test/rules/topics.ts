import { ARMING } from './arming.ts';
import { BYPASS } from './bypass.ts';
import { CODES } from './codes.ts';
import { CONFIRMATION } from './confirmation.ts';
import { DEVICES } from './devices.ts';
import { ENTRY_DELAY } from './entry-delay.ts';
import { EXIT_DELAY } from './exit-delay.ts';
import { FALSE_ALARMS } from './false-alarms.ts';
import { HAZARDS } from './hazards.ts';
import { JOURNAL } from './journal.ts';
import { MASTER } from './master.ts';
import { MISHAPS } from './mishaps.ts';
import { LOCKS } from './locks.ts';
import { NEW_CONFIGURATION } from './configuration.ts';
import { PERMISSIONS } from './permissions.ts';
import { EVERY_STATE } from './promises.ts';
import { REPORTS } from './reports.ts';
import { RESTART } from './restart.ts';
import { SILENT_ALARMS } from './silence.ts';
import { SIRENS } from './sirens.ts';
import { STATE } from './state.ts';
import { SUPERVISION, WALK_TEST } from './supervision.ts';
import { TRIPS } from './trips.ts';
import { VERIFICATION } from './verification.ts';
import { ZONE_RULES } from './zone-rules.ts';
import type { RuleTopic } from './rule.ts';

/** Every rule of the alarm, in the order of the page. */
export const TOPICS: readonly RuleTopic[] = [
  STATE,
  ARMING,
  MASTER,
  EXIT_DELAY,
  BYPASS,
  TRIPS,
  ZONE_RULES,
  ENTRY_DELAY,
  CONFIRMATION,
  FALSE_ALARMS,
  HAZARDS,
  VERIFICATION,
  SIRENS,
  REPORTS,
  PERMISSIONS,
  CODES,
  SILENT_ALARMS,
  LOCKS,
  DEVICES,
  SUPERVISION,
  WALK_TEST,
  RESTART,
  NEW_CONFIGURATION,
  JOURNAL,
  MISHAPS,
  EVERY_STATE,
];
