import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import type { DeviceReport } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import { inFolder } from '../../test/folder.ts';
import { HandSource } from '../../test/hand-source.ts';
import { DEVICES, smallHouse } from '../../test/small-house.ts';
import { openHub } from '../hub.ts';
import { DATABASE_FILE, DATABASE_VERSION, versionOf } from './schema.ts';
import { verifyJournal } from './verify/verify-journal.ts';

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

type Values = Extract<DeviceReport, { type: 'attributes' }>['values'];

/** Instants of the fixtures, see `test/fixtures/make-house.ts`. */
const LEFT_AT = Date.parse('2026-03-01T21:02:11Z');
const LOCKED_UNTIL = Date.parse('2026-03-01T21:03:40Z');

/** Opens a house as a release left it, at an instant, with the window still open and the door closed again. */
async function reopen(dataDir: string, at: number) {
  const clock = new TestClock(at);
  const source = new HandSource(DEVICES);
  const options = { home: { id: 'home', name: 'Home' }, dataDir, sources: [source], plan: () => smallHouse() };
  const hub = await openHub({ ...options, clock, log: SILENT });
  const report = (device: string, values: Values): void =>
    source.report({ type: 'attributes', device: `hand/${device}`, values, cause: 'live' });
  report('window', { contact: 'open' });
  report('smoke', { smoke: false });
  const panel = hub.homeFor({ origin: 'panel' });
  return { hub, panel, clock, source, report, view: () => panel.snapshot.partitions.get('house') };
}

const disarm = (code: string) => ({ type: 'disarm', code: new SecretText(code) }) as const;

test.each(['v1', 'v2'])('a house that release %s left behind goes on where it was', (release) =>
  inFolder(async (folder) => {
    cpSync(join(import.meta.dirname, '../../test/fixtures', release), folder, { recursive: true });
    const { hub, panel, clock, source, view } = await reopen(folder, LEFT_AT + 10_000);
    try {
      const database = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true });
      expect(versionOf(database)).toBe(DATABASE_VERSION);
      database.close();
      expect(view()).toMatchObject({ state: 'pending', mode: 'home', bypassed: ['hand/window#contact'] });
      expect(await panel.execute(disarm('271828'))).toEqual({ ok: false, reason: 'locked-out' });
      const actor = { origin: 'homekit', client: 'phone' } as const;
      const again = await hub.hosted.execute({ type: 'arm', mode: 'home', force: true }, actor, 'goodnight');
      expect(again).toMatchObject({ ok: true });
      const numbers = (hub.hosted.changesAfter(0) ?? []).map(({ n }) => n);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      const isSounding = source.ordered((order) => order.type === 'siren' && order.on);
      const isTriggered = new Promise<void>((resolve) => {
        panel.changes.subscribe((change) => {
          if (change.type === 'partition' && change.to.state === 'triggered') resolve();
        });
      });
      clock.advance(20_000);
      expect(await isSounding).toMatchObject({ device: 'hand/siren', pattern: 'burglary' });
      await isTriggered;
      clock.advance(LOCKED_UNTIL - clock.now());
      expect(await panel.execute(disarm('271828'))).toEqual({ ok: true });
      expect(view()).toMatchObject({ state: 'disarmed', bypassed: [] });
    } finally {
      await hub.close();
    }
    /* What the first release wrote was chained at the update only, and the journal says so. */
    const later = release === 'v1' ? { chainedLater: expect.objectContaining({ n: 55 }) } : {};
    expect(verifyJournal(folder)).toMatchObject({ findings: [], ...later });
  }),
);
