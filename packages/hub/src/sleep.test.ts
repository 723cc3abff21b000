import { describe, expect, test } from '@jest/globals';
import type { HomeChange } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import { inFolder } from '../test/folder.ts';
import { HandSource } from '../test/hand-source.ts';
import { DEVICES, smallHouse } from '../test/small-house.ts';
import { openHub } from './hub.ts';
import { nodeClock } from './node-clock.ts';

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const EVENING = Date.UTC(2026, 2, 1, 2, 11);
const MINUTE = 60_000;

/** As real clocks: the wall shows whole milliseconds, the monotonic one does not. */
class RealClock extends TestClock {
  override now(): number {
    return Math.floor(super.now());
  }
}

/** An armed house whose machine is about to sleep. */
async function armedHouse(dataDir: string) {
  const clock = new RealClock(EVENING);
  const source = new HandSource(DEVICES);
  const { policy, ...house } = smallHouse();
  const hub = await openHub({
    home: { id: 'home', name: 'Home', timeZone: 'UTC' },
    dataDir,
    sources: [source],
    plan: () => ({ ...house, policy: { ...policy, settleSeconds: 60 } }),
    supervision: { checkInMs: () => 30 * MINUTE, selfTestMinute: 12 * 60 },
    clock,
    log: SILENT,
  });
  const phone = hub.homeFor({ origin: 'homekit' });
  const changes: HomeChange[] = [];
  phone.changes.subscribe((change) => changes.push(change));
  const say = (name: string, contact: 'open' | 'closed', cause: 'live' | 'resync' = 'live'): void =>
    source.report({ type: 'attributes', device: `hand/${name}`, values: { contact }, cause });
  for (const name of ['door', 'window']) say(name, 'closed');
  source.report({ type: 'attributes', device: 'hand/smoke', values: { smoke: false }, cause: 'live' });
  await phone.execute({ type: 'arm', mode: 'away' });
  changes.length = 0;
  /** What a change says, in order; sirens leave first, and what is shown follows a tick later. */
  const told = async <T extends HomeChange['type']>(type: T) => {
    await new Promise<void>((resolve) => setImmediate(resolve));
    return changes.filter((change): change is Extract<HomeChange, { type: T }> => change.type === type);
  };
  return { clock, source, hub, say, told };
}

const troublesOf = (changes: readonly Extract<HomeChange, { type: 'trouble' }>[]): readonly string[] =>
  changes.map(({ kind, on }) => `${kind} ${on ? 'on' : 'off'}`);

describe('a machine that slept', () => {
  test('was blind for that time, and its clock was not set', () =>
    inFolder(async (folder) => {
      const { clock, say, told, hub } = await armedHouse(folder);
      clock.advance(5000);
      clock.sleep(3 * MINUTE);
      clock.advance(5000);
      expect(troublesOf(await told('trouble'))).toEqual(['blind on']);
      say('window', 'open', 'resync');
      clock.advance(2 * MINUTE);
      expect(await told('blind')).toMatchObject([
        {
          from: EVENING + 5000,
          to: EVENING + 3 * MINUTE + 10_000,
          moved: [{ device: 'hand/window', from: 'closed', to: 'open' }],
        },
      ]);
      expect(troublesOf(await told('trouble'))).toEqual(['blind on', 'blind off']);
      await hub.close();
    }));

  test('what was due meanwhile happens at once on waking, and the siren sounds for its whole time', () =>
    inFolder(async (folder) => {
      const { clock, say, source, told, hub } = await armedHouse(folder);
      say('door', 'open');
      clock.advance(10_000);
      clock.sleep(60 * MINUTE);
      clock.advance(5000);
      const on = { type: 'siren', device: 'hand/siren', on: true };
      expect(await source.ordered(({ type }) => type === 'siren')).toMatchObject(on);
      const states = (await told('partition')).flatMap(({ to }) => `${to.state} ${to.until ?? ''}`);
      expect(states.at(-1)).toBe(`triggered ${clock.now() + 240_000}`);
      clock.advance(239_000);
      expect(source.orders.filter((order) => order.type === 'siren' && !order.on)).toEqual([]);
      clock.advance(2000);
      await source.ordered((order) => order.type === 'siren' && !order.on);
      await hub.close();
    }));

  test('a door that is heard to open first of all alarms as ever, after the time is told', () =>
    inFolder(async (folder) => {
      const { clock, say, told, hub } = await armedHouse(folder);
      clock.advance(2000);
      clock.sleep(60 * MINUTE);
      say('window', 'open');
      expect((await told('partition')).at(-1)?.to).toMatchObject({ state: 'triggered' });
      expect(troublesOf(await told('trouble'))).toEqual(['blind on']);
      await hub.close();
    }));

  test('no device is overdue for what nobody could have heard', () =>
    inFolder(async (folder) => {
      const { clock, told, hub } = await armedHouse(folder);
      clock.sleep(600 * MINUTE);
      clock.advance(20 * MINUTE);
      expect(troublesOf(await told('trouble')).filter((one) => one.startsWith('overdue'))).toEqual([]);
      clock.advance(11 * MINUTE);
      expect(troublesOf(await told('trouble'))).toContain('overdue on');
      await hub.close();
    }));

  test('a process that was stopped was blind as well', () =>
    inFolder(async (folder) => {
      const { clock, told, hub } = await armedHouse(folder);
      clock.advance(5000.5);
      clock.freeze(5 * MINUTE + 0.75);
      clock.advance(2 * MINUTE);
      const [blind] = await told('blind');
      expect([blind?.from, blind?.to].map((at) => Math.round(((at ?? 0) - EVENING) / 10) * 10)).toEqual([
        5000, 305_000,
      ]);
      await hub.homeFor({ origin: 'homekit' }).execute({ type: 'disarm' });
      expect(troublesOf(await told('trouble'))).toEqual(['blind on', 'blind off']);
      await hub.close();
    }));
});

test("this machine's clocks agree while it is awake", () => {
  const [boot, monotonic] = [nodeClock.sinceBoot?.() ?? Number.NaN, nodeClock.monotonic()];
  expect(boot).toBeGreaterThan(monotonic);
});
