import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { HomeChange } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import { inFolder } from '../../test/folder.ts';
import { HandSource } from '../../test/hand-source.ts';
import { DEVICES, smallHouse } from '../../test/small-house.ts';
import { openHub } from '../hub.ts';
import { readHouse } from '../journal/read-house.ts';
import type { Hub } from '../options.ts';
import type { Supervision } from './settings.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const WATCHED: Supervision = {
  checkInMs: ({ id }) => (id === 'hand/door' ? 2 * HOUR : undefined),
  jamming: { devices: 3, share: 0.3, withinMs: 5 * MINUTE },
  selfTestMinute: 12 * 60,
};

const running: Hub[] = [];

/** Runs a test in an empty folder, whose hubs are closed before it goes. */
function inHouse(run: (folder: string) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    try {
      await run(folder);
    } finally {
      for (const hub of running.splice(0)) await hub.close();
    }
  });
}

/** Sirens leave first, and what is shown follows a tick later. */
const shown = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function open(dataDir: string, clock: TestClock, supervision: Supervision = WATCHED) {
  const source = new HandSource(DEVICES);
  const usual = smallHouse();
  const panelVerbs = [...usual.policy.withoutCode.panel, 'test', 'bypass'] as const;
  const withoutCode = { ...usual.policy.withoutCode, panel: panelVerbs };
  const hub = await openHub({
    home: { id: 'home', name: 'Home', timeZone: 'UTC' },
    dataDir,
    sources: [source],
    plan: () => ({ ...usual, policy: { ...usual.policy, withoutCode, settleSeconds: 60 } }),
    supervision,
    clock,
    log: SILENT,
  });
  running.push(hub);
  const panel = hub.homeFor({ origin: 'panel' });
  const changes: HomeChange[] = [];
  panel.changes.subscribe((change) => changes.push(change));
  const say = (name: string, contact: 'open' | 'closed', cause: 'live' | 'resync' = 'live'): void =>
    source.report({ type: 'attributes', device: `hand/${name}`, values: { contact }, cause });
  const told = <T extends HomeChange['type']>(type: T) =>
    changes.filter((change): change is Extract<HomeChange, { type: T }> => change.type === type);
  const stop = async (): Promise<void> => {
    running.splice(running.indexOf(hub), 1);
    await hub.close();
  };
  return { hub, source, panel, say, told, stop };
}

/** Noon is far: no self-test comes by the way. */
const morning = (): TestClock => new TestClock(Date.UTC(2026, 2, 1, 2, 11));

describe('a house that looks after itself', () => {
  test('tells from when to when nobody watched, and what moved meanwhile', () =>
    inHouse(async (folder) => {
      const clock = morning();
      const before = await open(folder, clock);
      for (const name of ['door', 'window']) before.say(name, 'closed');
      await before.stop();
      clock.advance(3 * MINUTE);
      const after = await open(folder, clock);
      after.say('door', 'closed', 'resync');
      after.say('window', 'open', 'resync');
      clock.advance(MINUTE);
      expect(after.told('blind')).toMatchObject([
        {
          from: Date.UTC(2026, 2, 1, 2, 11),
          to: Date.UTC(2026, 2, 1, 2, 14),
          moved: [{ device: 'hand/window', attribute: 'contact', from: 'closed', to: 'open' }],
        },
      ]);
      expect(after.hub.health().blind).toEqual({ from: Date.UTC(2026, 2, 1, 2, 11), to: Date.UTC(2026, 2, 1, 2, 14) });
    }));

  test('refuses to arm on the word of a device that has been silent too long, also after a restart', () =>
    inHouse(async (folder) => {
      const clock = morning();
      const first = await open(folder, clock);
      for (const name of ['door', 'window']) first.say(name, 'closed');
      clock.advance(2 * HOUR + MINUTE);
      expect(first.told('trouble')).toMatchObject([{ kind: 'overdue', device: 'hand/door', on: true }]);
      await first.stop();
      const second = await open(folder, clock);
      second.say('window', 'closed');
      clock.advance(2 * MINUTE);
      const arm = { type: 'arm', mode: 'away' } as const;
      expect(await second.panel.execute(arm)).toMatchObject({ reason: 'zones-unknown', zones: ['hand/door#contact'] });
      second.say('door', 'closed');
      expect(second.told('trouble').at(-1)).toMatchObject({ kind: 'overdue', on: false });
      expect(await second.panel.execute(arm)).toEqual({ ok: true });
    }));

  test('suspects jamming when devices fall silent together, and not when their source is away', () =>
    inHouse(async (folder) => {
      const clock = morning();
      const { source, told } = await open(folder, clock);
      const lose = (available: boolean): void => {
        for (const name of ['door', 'window', 'smoke'])
          source.report({ type: 'availability', device: `hand/${name}`, available });
        clock.advance(10_000);
      };
      source.report({ type: 'trouble', kind: 'unavailable', on: true, detail: 'no broker' });
      lose(false);
      lose(true);
      source.report({ type: 'trouble', kind: 'unavailable', on: false, detail: '' });
      expect(told('trouble').filter(({ kind }) => kind === 'jamming')).toEqual([]);
      expect(told('trouble')[0]).toMatchObject({ kind: 'unavailable', device: 'hand', detail: 'no broker' });
      lose(false);
      expect(told('trouble').at(-1)).toMatchObject({ kind: 'jamming', device: 'hand', on: true });
    }));

  test('looks at itself once a day, and says what is not well until it is', () =>
    inHouse(async (folder) => {
      const clock = morning();
      const first = await open(folder, clock, { checkInMs: () => undefined, selfTestMinute: 12 * 60 });
      first.source.report({ type: 'availability', device: 'hand/siren', available: false });
      clock.advance(11 * HOUR);
      clock.advance(11 * HOUR);
      expect(first.told('self-test')).toMatchObject([{ ok: false, failures: ['The siren siren cannot be reached.'] }]);
      await first.stop();
      const second = await open(folder, clock, { checkInMs: () => undefined, selfTestMinute: 12 * 60 });
      clock.advance(HOUR);
      expect(second.told('self-test')).toEqual([]);
      clock.advance(13 * HOUR);
      expect(second.told('self-test')).toMatchObject([{ ok: true, failures: [] }]);
      expect(second.panel.snapshot.troubles.filter(({ kind }) => kind === 'self-test')).toEqual([]);
      expect(second.hub.health().selfTest).toMatchObject({ failures: [] });
    }));

  test('remembers what a walk test has seen, for whoever reads its data without its hub', () =>
    inHouse(async (folder) => {
      const clock = morning();
      const { panel, say, told, stop } = await open(folder, clock);
      say('door', 'closed');
      clock.advance(2 * MINUTE);
      await panel.execute({ type: 'test', on: true });
      expect(panel.snapshot.partitions.get('house')?.untested).toEqual(['hand/door#contact', 'hand/window#contact']);
      say('door', 'open');
      await panel.execute({ type: 'test', on: false });
      expect(told('walk-test')).toMatchObject([{ seen: ['hand/door#contact'], missing: ['hand/window#contact'] }]);
      await stop();
      expect(readHouse(folder)?.health).toMatchObject({
        untested: ['hand/window#contact'],
        walkTestAt: Date.UTC(2026, 2, 1, 2, 13),
      });
    }));

  test('takes a wall clock that is set while it runs for trouble, and keeps its delays', () =>
    inHouse(async (folder) => {
      const clock = morning();
      const { panel, say, told } = await open(folder, clock);
      for (const name of ['door', 'window']) say(name, 'closed');
      clock.advance(2 * MINUTE);
      await panel.execute({ type: 'arm', mode: 'home' });
      say('door', 'open');
      clock.jumpWall(5 * HOUR);
      clock.advance(29_000);
      expect(panel.snapshot.partitions.get('house')?.state).toBe('pending');
      clock.advance(2000);
      await shown();
      expect(panel.snapshot.partitions.get('house')?.state).toBe('triggered');
      clock.advance(30_000);
      expect(told('trouble').filter(({ kind }) => kind === 'clock')).toMatchObject([
        { on: true, detail: 'The clock was set forward by 5 h.' },
      ]);
    }));
});

describe('after a power cut', () => {
  test('the blind time begins when the hub last watched, though nothing had happened for long', () =>
    inFolder((copy) =>
      inHouse(async (folder) => {
        const clock = morning();
        const { panel, say } = await open(folder, clock);
        say('door', 'closed');
        clock.advance(2 * MINUTE);
        await panel.execute({ type: 'silence' });
        clock.advance(HOUR);
        for (const file of ['hub.db', 'hub.db-wal', 'keys.json', 'pulse.json'])
          copyFileSync(join(folder, file), join(copy, file));
        clock.advance(10 * MINUTE);
        const again = await open(copy, clock);
        clock.advance(MINUTE);
        const cut = Date.UTC(2026, 2, 1, 3, 13);
        expect(again.told('blind')).toMatchObject([{ from: cut, to: cut + 10 * MINUTE }]);
        await again.stop();
      }),
    ));

  test('wherever the last write was torn, what was acknowledged before is there', () =>
    inFolder((copy) =>
      inHouse(async (folder) => {
        const clock = morning();
        const { panel, say, stop } = await open(folder, clock);
        for (const name of ['door', 'window']) say(name, 'closed');
        clock.advance(2 * MINUTE);
        await panel.execute({ type: 'bypass', zone: 'hand/window#contact' });
        expect(await panel.execute({ type: 'arm', mode: 'away' })).toEqual({ ok: true });
        const acknowledged = readFileSync(join(folder, 'hub.db-wal')).length;
        for (let turn = 0; turn < 20; turn += 1) say('window', turn % 2 === 0 ? 'open' : 'closed');
        await panel.execute({ type: 'arm', mode: 'away' });
        const wal = readFileSync(join(folder, 'hub.db-wal'));
        const database = readFileSync(join(folder, 'hub.db'));
        expect(wal.length).toBeGreaterThan(acknowledged);
        await stop();
        copyFileSync(join(folder, 'keys.json'), join(copy, 'keys.json'));
        const span = wal.length - acknowledged;
        for (let cut = 0; cut <= 8; cut += 1) {
          // The shared-memory file of the write-ahead log is lost with the power.
          writeFileSync(join(copy, 'hub.db'), database);
          writeFileSync(join(copy, 'hub.db-wal'), wal.subarray(0, acknowledged + Math.floor((span * cut) / 8)));
          const again = await open(copy, clock);
          const view = again.panel.snapshot.partitions.get('house');
          expect([view?.state, view?.mode, view?.bypassed]).toEqual(['armed', 'away', ['hand/window#contact']]);
          await again.stop();
        }
      }),
    ));
});
