import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { systemClock } from '@nightlatch/model';
import { DatabaseSync } from 'node:sqlite';
import { expect, jest, test } from '@jest/globals';
import { inFolder } from '../../test/folder.ts';
import { JournalWriter } from './journal-writer.ts';
import { readJournal } from './read-journal.ts';
import { DATABASE_FILE, migrate } from './schema.ts';
import { DEFAULT_RETENTION } from './segment-policy.ts';

const KEY = Buffer.alloc(32, 7);
const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

function openWriter(folder: string, onTrouble: (problem: string | undefined) => void = () => undefined): JournalWriter {
  const file = join(folder, DATABASE_FILE);
  const database = new DatabaseSync(file);
  migrate(database, KEY);
  database.close();
  return new JournalWriter({
    file,
    key: KEY,
    retention: DEFAULT_RETENTION,
    clock: systemClock,
    log: SILENT,
    onTrouble,
  });
}

const entry = (n: number) => ({
  n,
  at: n,
  kind: 'tick',
  body: JSON.stringify({ type: 'tick', at: n }),
  decisions: null,
});

test('tells that a piece is done only once it is on disk, and in order', () =>
  inFolder(async (folder) => {
    const writer = openWriter(folder);
    const done: number[] = [];
    for (let n = 1; n <= 50; n += 1) {
      writer.add({
        write: () => ({ entries: [entry(n)] }),
        done: () => {
          const reader = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true });
          expect(reader.prepare('SELECT 1 FROM entry WHERE n = ?').get(n)).toBeDefined();
          reader.close();
          done.push(n);
        },
      });
    }
    await writer.flushed();
    expect(done).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    await writer.close();
  }));

test('lets what nobody waits for gather, and writes it at once with what somebody does', () =>
  inFolder(async (folder) => {
    const writer = openWriter(folder);
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'queueMicrotask', 'nextTick'] });
    try {
      const written: string[] = [];
      const piece = (name: string, isUrgent: boolean) => ({ isUrgent, write: () => (written.push(name), {}) });
      writer.add(piece('door', false));
      writer.add(piece('window', false));
      await turn();
      expect(written).toEqual([]);
      writer.add(piece('answer', true));
      await turn();
      expect(written).toEqual(['door', 'window', 'answer']);
      await writer.flushed();
      writer.add(piece('door again', false));
      jest.advanceTimersByTime(2);
      expect(written.at(-1)).toBe('door again');
    } finally {
      jest.useRealTimers();
    }
    await writer.close();
  }));

test('tries a failed commit again until the disk takes it, and loses nothing', () =>
  inFolder(async (folder) => {
    const troubles: (string | undefined)[] = [];
    const failed = Promise.withResolvers<void>();
    const writer = openWriter(folder, (problem) => {
      troubles.push(problem);
      failed.resolve();
    });
    const blocker = new DatabaseSync(join(folder, DATABASE_FILE));
    blocker.exec('ALTER TABLE entry RENAME TO hidden');
    writer.add({ write: () => ({ entries: [entry(1)] }) });
    await failed.promise;
    blocker.exec('ALTER TABLE hidden RENAME TO entry');
    blocker.close();
    await writer.flushed();
    expect(troubles).toEqual([expect.stringContaining('entry'), undefined]);
    await writer.close();
    const read = [];
    for await (const { n } of readJournal(folder)) read.push(n);
    expect(read).toEqual([1]);
  }));
