import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { inFolder } from '../../../test/folder.ts';
import { WrittenJournal } from '../../../test/written-journal.ts';
import { KEYS_FILE } from '../../keys.ts';
import { readAnchors } from '../anchor-file.ts';
import { DATABASE_FILE } from '../schema.ts';
import type { JournalReport } from './verify-journal.ts';
import { verifyJournal } from './verify-journal.ts';

/** Runs a test on a journal of 110 entries: four segments of 25, and ten that are not sealed. */
function withJournal(run: (journal: WrittenJournal) => unknown): Promise<void> {
  return inFolder(async (folder) => {
    const journal = new WrittenJournal(folder).write(110);
    try {
      await run(journal);
    } finally {
      journal.close();
    }
  });
}

const found = ({ findings }: JournalReport): readonly unknown[] =>
  findings.map(({ what, n, to, segment }) => [
    what,
    n,
    ...(to === n ? [] : [to]),
    ...(segment ? [`in ${segment}`] : []),
  ]);

/** What is found after a change that the hub did not make. */
function afterMeddling(sql: string): Promise<readonly unknown[]> {
  let result: readonly unknown[] = [];
  return withJournal((journal) => {
    journal.meddle(sql);
    result = found(verifyJournal(journal.folder));
  }).then(() => result);
}

test('a journal that nobody touched is whole', () =>
  withJournal((journal) => {
    expect(verifyJournal(journal.folder)).toMatchObject({
      findings: [],
      entries: 110,
      segments: 4,
      newest: { n: 110 },
      anchors: { agreed: 0 },
    });
  }));

describe('says what was done, and where, to', () => {
  test.each([
    [
      'a body with one letter changed',
      `UPDATE entry SET body = replace(body, 'tick', 'tock') WHERE n = 30`,
      [['altered', 30, 'in 2']],
    ],
    ['an instant', 'UPDATE entry SET at = at + 1 WHERE n = 105', [['altered', 105]]],
    ['a decision that was taken out', 'UPDATE entry SET decisions = NULL WHERE n = 60', [['altered', 60, 'in 3']]],
    ["an entry's own value", `UPDATE entry SET mac = randomblob(32) WHERE n = 42`, [['altered', 42, 'in 2']]],
    ['a value that is gone', 'UPDATE entry SET mac = NULL WHERE n = 42', [['altered', 42, 'in 2']]],
    [
      'two entries far apart',
      `UPDATE entry SET kind = 'x' WHERE n IN (3, 103)`,
      [
        ['altered', 3, 'in 1'],
        ['altered', 103],
      ],
    ],
    ['a removed entry', 'DELETE FROM entry WHERE n = 33', [['missing', 33, 'in 2']]],
    ['several removed', 'DELETE FROM entry WHERE n BETWEEN 102 AND 104', [['missing', 102, 104]]],
    [
      'one removed and the rest renumbered',
      'DELETE FROM entry WHERE n = 104; UPDATE entry SET n = n - 1 WHERE n > 104',
      [['missing', 104]],
    ],
    [
      'one inserted and the rest renumbered',
      `UPDATE entry SET n = -n - 1 WHERE n >= 104; UPDATE entry SET n = -n WHERE n < 0;
       INSERT INTO entry SELECT 104, at, kind, body, decisions, mac FROM entry WHERE n = 7`,
      [['inserted', 104]],
    ],
    [
      'one added at the end',
      `INSERT INTO entry SELECT 111, at, kind, body, decisions, mac FROM entry WHERE n = 110`,
      [['altered', 111]],
    ],
    [
      'neighbours in each other’s place',
      'UPDATE entry SET n = -1 WHERE n = 12; UPDATE entry SET n = 12 WHERE n = 13; UPDATE entry SET n = 13 WHERE n = -1',
      [['swapped', 12, 13, 'in 1']],
    ],
    [
      'others in each other’s place',
      'UPDATE entry SET n = -1 WHERE n = 12; UPDATE entry SET n = 12 WHERE n = 18; UPDATE entry SET n = 18 WHERE n = -1',
      [['swapped', 12, 18, 'in 1']],
    ],
    ['a seal', 'UPDATE segment SET count = 24 WHERE id = 2', [['segment-altered', 26, undefined, 'in 2']]],
    [
      'a segment that was taken out',
      'DELETE FROM segment WHERE id = 2; DELETE FROM entry WHERE n BETWEEN 26 AND 50',
      [['segment-missing', 26, 50, 'in 2']],
    ],
    ['a seal that was taken off', 'DELETE FROM segment WHERE id = 2', [['segment-missing', 26, 50, 'in 2']]],
    ['the entries of a segment', 'DELETE FROM entry WHERE n BETWEEN 51 AND 75', [['segment-missing', 51, 75, 'in 3']]],
    ['the end of a segment', 'DELETE FROM entry WHERE n BETWEEN 70 AND 75', [['cut', 70, 75, 'in 3']]],
    [
      'the beginning',
      'DELETE FROM segment WHERE id = 1; DELETE FROM entry WHERE n <= 25',
      [['segment-missing', 1, 25, 'in 1']],
    ],
    ['the snapshot', `UPDATE snapshot SET body = '{"v":1}'`, [['snapshot-altered', 100]]],
    [
      'an end cut below the snapshot',
      'DELETE FROM segment WHERE id = 4; DELETE FROM entry WHERE n > 90',
      [['cut', 91, 100]],
    ],
  ] as const)('%s', async (_, sql, findings) => {
    expect(await afterMeddling(sql)).toEqual(findings);
  });
});

describe('a cut end', () => {
  const cut = 'DELETE FROM entry WHERE n > 105';

  test('cannot be told without an anchor', async () => {
    expect(await afterMeddling(cut)).toEqual([]);
  });

  test('shows by the anchor beside the database, and by one that was kept elsewhere', () =>
    withJournal(async (journal) => {
      const elsewhere = { at: 1, anchor: journal.anchor() };
      journal.meddle(cut);
      expect(found(verifyJournal(journal.folder, [elsewhere]))).toEqual([['cut', 106, 110]]);
      await journal.keepAnchor(1);
      expect(found(verifyJournal(journal.folder))).toEqual([['cut', 106, 110]]);
    }));

  test('shows where entries of another hand took its place', () =>
    withJournal(async (journal) => {
      await journal.keepAnchor(1);
      journal.meddle(`UPDATE entry SET mac = randomblob(32) WHERE n = 110`);
      expect(found(verifyJournal(journal.folder))).toEqual([
        ['altered', 110],
        ['anchor-differs', 110],
      ]);
    }));
});

test('anchors that agree are counted, and the newest is named', () =>
  inFolder(async (folder) => {
    const journal = new WrittenJournal(folder);
    for (const at of [1, 2]) await journal.write(20).keepAnchor(at);
    const { anchors, findings } = verifyJournal(folder, readAnchors(folder));
    expect(findings).toEqual([]);
    expect(anchors).toEqual({ agreed: 4, newest: { n: 40, at: 2 } });
    journal.close();
  }));

test('an anchor of another house, or one that was changed, is said to be', () =>
  withJournal((journal) => {
    const anchor = journal.anchor();
    const changed = `${anchor.startsWith('A') ? 'B' : 'A'}${anchor.slice(1)}`;
    expect(found(verifyJournal(journal.folder, [{ at: 1, anchor: changed }]))).toEqual([['anchor-foreign', undefined]]);
    expect(found(verifyJournal(journal.folder, [{ at: 1, anchor: 'short' }]))).toEqual([['anchor-foreign', undefined]]);
  }));

test('an anchor never looks the same twice, so that it tells nobody whether something was added', () =>
  withJournal((journal) => {
    expect(journal.anchor()).not.toBe(journal.anchor());
    expect(journal.anchor()).toHaveLength(journal.write(1000).anchor().length);
  }));

test('what retention dropped is not missing, and what somebody drops besides is', () =>
  inFolder((folder) => {
    const journal = new WrittenJournal(folder, { keepDays: 1, maxMegabytes: 500 }).write(6000);
    const { findings, dropped, entries } = verifyJournal(folder);
    expect(findings).toEqual([]);
    expect(dropped).toBeGreaterThan(500);
    expect(entries).toBe(6000 - (dropped ?? 0));
    const [first, last] = [(dropped ?? 0) + 1, (dropped ?? 0) + 25];
    journal.meddle(`DELETE FROM segment WHERE last = ${last}; DELETE FROM entry WHERE n <= ${last}`);
    expect(verifyJournal(folder).findings).toMatchObject([{ what: 'segment-missing', n: first, to: last }]);
    journal.meddle(`UPDATE dropped SET last = ${last}`);
    expect(verifyJournal(folder).findings).toEqual(
      expect.arrayContaining([expect.objectContaining({ what: 'segment-altered' })]),
    );
    journal.close();
  }));

describe('a journal that cannot be verified', () => {
  test('keys of another house are named as such', () =>
    withJournal((journal) => {
      const foreign = {
        v: 2,
        pepper: Buffer.alloc(32).toString('base64'),
        journal: Buffer.alloc(32, 1).toString('base64'),
      };
      writeFileSync(join(journal.folder, KEYS_FILE), JSON.stringify(foreign));
      expect(() => verifyJournal(journal.folder)).toThrow('is not the one that its journal was written with');
      writeFileSync(join(journal.folder, KEYS_FILE), '{');
      expect(() => verifyJournal(journal.folder)).toThrow('cannot be read: restore it from a backup');
    }));

  test('a release that did not chain is asked to be brought up to date', () =>
    inFolder((folder) => {
      for (const file of [DATABASE_FILE, KEYS_FILE])
        copyFileSync(join(import.meta.dirname, '../../../test/fixtures/v1', file), join(folder, file));
      expect(() => verifyJournal(folder)).toThrow('start the hub once');
    }));

  test('a folder without a house is named', () =>
    inFolder((folder) => {
      expect(() => verifyJournal(folder)).toThrow('does not exist: name the data folder');
    }));

  test('a truncated file is told, with where it ends', () =>
    inFolder((folder) => {
      const journal = new WrittenJournal(folder).write(500);
      journal.close();
      const file = join(folder, DATABASE_FILE);
      truncateSync(file, 4096 * 12);
      let outcome: unknown;
      try {
        outcome = verifyJournal(folder).findings;
      } catch (error) {
        outcome = (error as Error).message;
      }
      expect(JSON.stringify(outcome)).toMatch(/damaged|malformed|cannot be read/);
      truncateSync(file, 50);
      expect(() => verifyJournal(folder)).toThrow('cannot be read');
    }));

  test('a flipped bit in the file itself is found, whichever it is', () =>
    inFolder((folder) => {
      new WrittenJournal(folder).write(110).close();
      const file = join(folder, DATABASE_FILE);
      const whole = readFileSync(file);
      for (const text of ['"type":"tick"', '"kind":"blind"', 'tick{']) {
        const at = whole.lastIndexOf(text);
        expect(at).toBeGreaterThan(0);
        const flipped = Buffer.from(whole);
        flipped[at + 2] = (flipped[at + 2] ?? 0) ^ 1;
        writeFileSync(file, flipped);
        expect(verifyJournal(folder).findings).toHaveLength(1);
      }
    }));
});
