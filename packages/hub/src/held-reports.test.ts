import { describe, expect, test } from '@jest/globals';
import type { DeviceReport, HomeChange, HomeCommand } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import { inFolder } from '../test/folder.ts';
import { HandSource } from '../test/hand-source.ts';
import { DEVICES, smallHouse } from '../test/small-house.ts';
import { openHub } from './hub.ts';

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const BEGAN = Date.parse('2026-03-01T22:00:00Z');

type Values = Extract<DeviceReport, { type: 'attributes' }>['values'];

interface Scene {
  readonly at?: number;
  readonly window?: 'open' | 'closed';
  readonly exitDelaySeconds?: number;
}

interface Heard {
  readonly n: number;
  readonly change: HomeChange;
}

/** A house at rest in a folder of data; the window may stand open. */
async function open(dataDir: string, { at = BEGAN, window = 'closed', exitDelaySeconds = 0 }: Scene = {}) {
  const clock = new TestClock(at);
  const source = new HandSource(DEVICES);
  const plan = () => smallHouse({ exitDelaySeconds });
  const home = { id: 'home', name: 'Home' };
  const hub = await openHub({ home, dataDir, sources: [source], plan, clock, log: SILENT });
  const report = (device: string, values: Values): void =>
    source.report({ type: 'attributes', device: `hand/${device}`, values, cause: 'live' });
  report('door', { contact: 'closed' });
  report('window', { contact: window });
  report('smoke', { smoke: false });
  const phone = hub.homeFor({ origin: 'homekit' });
  const heard = (): readonly Heard[] => hub.hosted.changesAfter(0) ?? [];
  return { hub, clock, report, heard, execute: (command: HomeCommand) => phone.execute(command) };
}

function reportsIn(heard: readonly Heard[]): readonly string[] {
  return heard.flatMap(({ change }) => (change.type === 'report' ? [`${change.status} ${change.event}`] : []));
}

describe('the report of a burglary', () => {
  test('is a numbered change while it is held, and dropped by a disarm in time', () =>
    inFolder(async (folder) => {
      const { hub, report, heard, execute } = await open(folder);
      await execute({ type: 'arm', mode: 'away' });
      report('window', { contact: 'open' });
      expect(await execute({ type: 'disarm' })).toEqual({ ok: true });
      expect(reportsIn(heard())).toEqual(['held burglary', 'aborted burglary']);
      await hub.close();
    }));

  test('goes out after a restart where the hub was away when its time passed', () =>
    inFolder(async (folder) => {
      const first = await open(folder);
      await first.execute({ type: 'arm', mode: 'away' });
      first.report('window', { contact: 'open' });
      await first.execute({ type: 'acknowledge' });
      expect(reportsIn(first.heard())).toEqual(['held burglary']);
      await first.hub.close();
      const again = await open(folder, { at: BEGAN + 600_000, window: 'open' });
      await again.execute({ type: 'acknowledge' });
      expect(reportsIn(again.heard())).toContain('sent burglary');
      await again.execute({ type: 'disarm' });
      expect(reportsIn(again.heard())).toContain('cancelled burglary');
      await again.hub.close();
    }));
});

test('a delay is announced with the instant of its end in wall time', () =>
  inFolder(async (folder) => {
    const { hub, heard, execute } = await open(folder, { exitDelaySeconds: 60 });
    await execute({ type: 'arm', mode: 'away' });
    await execute({ type: 'disarm' });
    const progress = heard().flatMap(({ change }) => (change.type === 'progress' ? [change] : []));
    expect(progress).toMatchObject([
      { partition: 'house', phase: 'exit', pace: 'slow', until: BEGAN + 60_000 },
      { partition: 'house', phase: 'exit', pace: 'off' },
    ]);
    await hub.close();
  }));
