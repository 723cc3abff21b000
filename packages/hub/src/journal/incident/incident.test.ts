import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '@nightlatch/model';
import { inFolder } from '../../../test/folder.ts';
import { WrittenJournal, atOf } from '../../../test/written-journal.ts';
import { exportIncident } from './export-incident.ts';
import { findIncidents } from './find-incidents.ts';
import { verifyIncident } from './verify-incident.ts';

const decided = (n: number, ...decisions: readonly object[]): JournalEntry => ({
  n,
  at: n * 1000,
  kind: 'tick',
  body: {},
  ...(decisions.length > 0 ? { decisions } : {}),
});
const state = (to: string, partition = 'house') => ({ type: 'state', partition, to });
const hazard = (to: string, kind = 'fire') => ({ type: 'hazard', partition: 'house', hazard: kind, to });

describe('an incident', () => {
  test('lasts from the arming until the disarming, with the alarms in between', async () => {
    const incidents = await findIncidents([
      decided(1),
      decided(2, state('arming')),
      decided(3),
      decided(4, state('triggered'), hazard('alarm', 'burglary')),
      decided(5, state('disarmed'), hazard('restored', 'burglary')),
      decided(6),
    ]);
    expect(incidents).toEqual([{ first: 2, last: 5, fromAt: 2000, toAt: 5000, isOver: true, hazards: ['burglary'] }]);
  });

  test('of a disarmed house lasts from the first alarm until it is restored, silenced or not', async () => {
    const [incident, ...others] = await findIncidents([
      decided(1, hazard('alarm'), state('triggered')),
      decided(2, hazard('silenced'), state('disarmed')),
      decided(3, hazard('restored')),
      decided(4, hazard('alarm', 'water'), hazard('restored', 'water')),
    ]);
    expect(incident).toMatchObject({ first: 1, last: 3, hazards: ['fire'] });
    expect(others).toMatchObject([{ first: 4, last: 4, hazards: ['water'] }]);
  });

  test('goes on while another partition is armed, and to the newest entry while it is not over', async () => {
    const incidents = await findIncidents([
      decided(1, state('armed')),
      decided(2, state('armed', 'flat')),
      decided(3, state('disarmed')),
      decided(4),
    ]);
    expect(incidents).toEqual([{ first: 1, last: 4, fromAt: 1000, toAt: 4000, isOver: false, hazards: [] }]);
  });
});

/** Runs a test on an exported file of the entries 30 to 60. */
function withExport(run: (file: string, journal: WrittenJournal) => unknown): Promise<void> {
  return inFolder(async (folder) => {
    const journal = new WrittenJournal(folder).write(110);
    const file = join(folder, 'incident.ndjson');
    exportIncident(folder, file, { first: 30, last: 60 });
    try {
      await run(file, journal);
    } finally {
      journal.close();
    }
  });
}

/** What is found after a change of the file's lines; line 0 is the header, line 1 is entry 30. */
async function afterChanging(change: (lines: string[]) => string[]): Promise<readonly unknown[]> {
  let found: readonly unknown[] = [];
  await withExport((file, { folder }) => {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(file, `${change(lines).join('\n')}\n`);
    found = verifyIncident(folder, file).findings.map(({ what, n }) => [what, n]);
  });
  return found;
}

describe('an exported incident', () => {
  test('is whole, says when it was, and only its owner can read it', () =>
    withExport((file, { folder }) => {
      const { findings, header, entries } = verifyIncident(folder, file);
      expect(findings).toEqual([]);
      expect(entries).toBe(31);
      expect(header).toMatchObject({ first: 30, last: 60, from: new Date(atOf(30)).toISOString() });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const [, line] = readFileSync(file, 'utf8').split('\n');
      expect(JSON.parse(line ?? '')).toMatchObject({ type: 'entry', n: 30, body: { type: 'tick' } });
    }));

  test('is never written over another file, nor of entries that are not there', () =>
    withExport((file, { folder }) => {
      expect(() => exportIncident(folder, file, { first: 30, last: 60 })).toThrow('exists already');
      expect(() => exportIncident(folder, `${file}2`, { first: 500, last: 600 })).toThrow(
        'none of the entries 500 to 600',
      );
    }));

  test.each<[string, (lines: string[]) => string[], unknown[]]>([
    [
      'an altered entry',
      (lines) => lines.map((line) => (line.includes('"n":35') ? line.replace('tick', 'tock') : line)),
      [['altered', 35]],
    ],
    [
      'a removed entry',
      (lines) => lines.toSpliced(6, 1),
      [
        ['missing', 35],
        ['altered', undefined],
      ],
    ],
    ['the end cut off', (lines) => lines.slice(0, 20), [['cut', 49]]],
    ['the last line cut off', (lines) => lines.slice(0, -1), [['cut', 61]]],
    [
      'a line that is half gone',
      (lines) => [...lines.slice(0, 20), lines[20]?.slice(0, 30) ?? ''],
      [
        ['damaged', undefined],
        ['cut', 49],
      ],
    ],
    ['a line after the end', (lines) => [...lines, lines[5] ?? ''], [['inserted', undefined]]],
    [
      'a header of other times',
      (lines) => [(lines[0] ?? '').replace('"to":"2026', '"to":"2027'), ...lines.slice(1)],
      [['altered', undefined]],
    ],
  ])('tells %s', async (_, change, findings) => {
    expect(await afterChanging(change)).toEqual(findings);
  });

  test('of another house, or something else, is said to be', () =>
    withExport((file, { folder }) => {
      writeFileSync(`${file}2`, readFileSync(file, 'utf8').replace(/"key":"\w+"/, '"key":"0123456789abcdef"'));
      expect(() => verifyIncident(folder, `${file}2`)).toThrow('is of another house');
      writeFileSync(`${file}3`, 'hello\n');
      expect(() => verifyIncident(folder, `${file}3`)).toThrow('is not an incident');
      expect(() => verifyIncident(folder, `${file}4`)).toThrow('cannot be read');
    }));
});
