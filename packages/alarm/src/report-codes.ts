import type { AlarmReport, Hazard, ReportEvent } from '@nightlatch/model';

type Codes = Pick<AlarmReport, 'code' | 'contactId'>;

/**
 * What each hazard is called by those who watch, and its end.
 *
 * A leak is `154`, not `113`: that is water flowing in a sprinkler, to which a fire brigade comes. Combustible gas is `151`, CO
 * `162`; in letters both are gas, for there are none for CO.
 *
 * @see SIA DC-05-1999.09 (Ademco Contact ID), appendix C; ANSI/SIA DC-03, event codes
 */
const HAZARD_CODES: Readonly<Record<Hazard, readonly [alarm: string, restored: string, contactId: string]>> = {
  burglary: ['BA', 'BH', '130'],
  tamper: ['TA', 'TR', '137'],
  fire: ['FA', 'FH', '110'],
  co: ['GA', 'GH', '162'],
  gas: ['GA', 'GH', '151'],
  water: ['WA', 'WH', '154'],
  freeze: ['ZA', 'ZH', '159'],
  medical: ['MA', 'MH', '100'],
  panic: ['PA', 'PH', '120'],
};

const CANCEL: Codes = { code: 'BC', contactId: '1406' };
/**
 * With the door that stood open. `EE` and `1374` mean the same with the number of a user in its place.
 *
 * @see SIA DC-05-1999.09, appendix C: 374, exit error alarm (zone); ANSI/SIA DC-03: EA
 */
const EXIT_ERROR: Codes = { code: 'EA', contactId: '1374' };

/** Returns the codes of an event; those of what takes it back, where that is what is told. */
export function codesOf(event: ReportEvent, isCancelled: boolean): Codes {
  if (isCancelled) return CANCEL;
  if (event === 'exit-error') return EXIT_ERROR;
  const hazard = event.replace('-restored', '') as Hazard;
  const [alarm, restored, contactId] = HAZARD_CODES[hazard];
  return event === hazard
    ? { code: alarm, contactId: `1${contactId}` }
    : { code: restored, contactId: `3${contactId}` };
}
