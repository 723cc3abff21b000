import { expect, test } from '@jest/globals';
import type { ReportEvent } from '@nightlatch/model';
import { HAZARDS } from '@nightlatch/model';
import { codesOf } from './report-codes.ts';

/** SIA DC-05-1999.09, appendix C, beside the letters of DC-03: both concern a zone, as our reports do. */
const NAMED: Readonly<Record<string, readonly [event: ReportEvent, code: string, contactId: string]>> = {
  'Medical; medical alarm': ['medical', 'MA', '1100'],
  'Fire; fire alarm': ['fire', 'FA', '1110'],
  'Panic; panic alarm': ['panic', 'PA', '1120'],
  'Burglary; burglary alarm': ['burglary', 'BA', '1130'],
  'Tamper; tamper alarm': ['tamper', 'TA', '1137'],
  'Gas detected; gas alarm': ['gas', 'GA', '1151'],
  'Water leakage; water alarm': ['water', 'WA', '1154'],
  'Low temp; freeze alarm': ['freeze', 'ZA', '1159'],
  'Carbon monoxide detected; gas alarm': ['co', 'GA', '1162'],
  'Exit error alarm (zone); exit alarm': ['exit-error', 'EA', '1374'],
};

test.each(Object.entries(NAMED))('%s', (_name, [event, code, contactId]) => {
  expect(codesOf(event, false)).toEqual({ code, contactId });
});

test('names every hazard, and its end with the qualifier of a restore', () => {
  expect(new Set(Object.values(NAMED).map(([event]) => event))).toEqual(new Set([...HAZARDS, 'exit-error']));
  for (const hazard of HAZARDS) {
    const [began, ended] = [codesOf(hazard, false), codesOf(`${hazard}-restored`, false)];
    expect(ended.contactId).toBe(began.contactId.replace('1', '3'));
    expect(ended.code).toBe(hazard === 'tamper' ? 'TR' : `${began.code[0]}H`);
  }
});

test('takes back with a cancel, whatever was told', () => {
  expect(codesOf('burglary', true)).toEqual({ code: 'BC', contactId: '1406' });
});
