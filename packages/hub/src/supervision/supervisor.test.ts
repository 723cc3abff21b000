import { describe, expect, test } from '@jest/globals';
import type { DeviceReport } from '@nightlatch/model';
import { MemoryHome, TestClock } from '@nightlatch/testing';
import { inFolder } from '../../test/folder.ts';
import { EngineTime } from '../engine-time.ts';
import type { Supervision } from './settings.ts';
import { Supervisor } from './supervisor.ts';

const HOUR = 3_600_000;
const SETTINGS: Supervision = {
  checkInMs: ({ id }) => (id === 'z/siren' ? undefined : 25 * HOUR),
  jamming: { devices: 3, share: 0.3, withinMs: 300_000 },
};
const NAMES = ['door', 'window', 'hall', 'attic', 'siren'];

/** A house of five devices, and a supervisor whose findings become the home's troubles as the engine makes them. */
function watched(dataDir: string, clock = new TestClock()) {
  const home = new MemoryHome({ clock });
  const told: string[] = [];
  const take = ({ kind, device = '', on }: Extract<DeviceReport, { type: 'trouble' }>): void => {
    told.push(`${kind} ${device} ${on ? 'on' : 'off'}`);
    const others = home.snapshot.troubles.filter((one) => one.kind !== kind || one.device !== device);
    home.store.setTroubles(on ? [...others, { kind, device, since: 0 }] : others, []);
  };
  for (const name of NAMES) home.device({ id: `z/${name}` }, { contact: 'closed' });
  const supervisor = new Supervisor({
    dataDir,
    settings: SETTINGS,
    clock,
    time: new EngineTime(clock, undefined),
    snapshot: () => home.snapshot,
    report: take,
  });
  home.changes.subscribe((change) => supervisor.notice(change));
  supervisor.begin();
  /** Says what is known already: the hub's store makes nothing of it. */
  const repeat = (name: string, cause: 'live' | 'retained' = 'live'): void => {
    const ended = supervisor.hear({ type: 'attributes', device: `z/${name}`, values: { contact: 'closed' }, cause });
    if (ended) take(ended);
  };
  const pass = (ms: number): void => {
    clock.advance(ms);
    supervisor.beat();
  };
  return { home, supervisor, clock, told, repeat, pass };
}

describe('a device that is not heard of in its time', () => {
  test('has all of it from when it came into the house', () =>
    inFolder((dataDir) => {
      const { home, told, repeat, pass } = watched(dataDir);
      for (let hour = 0; hour < 40; hour += 1) {
        for (const name of NAMES) repeat(name);
        pass(HOUR);
      }
      home.device({ id: 'z/new' }, { contact: 'closed' });
      pass(0);
      expect(told).toEqual([]);
    }));

  test('is overdue though nothing would have changed, until it says something', () =>
    inFolder((dataDir) => {
      const { told, repeat, pass } = watched(dataDir);
      pass(24 * HOUR);
      for (const name of ['window', 'hall', 'attic']) repeat(name);
      pass(2 * HOUR);
      pass(HOUR);
      expect(told).toEqual(['overdue z/door on']);
      repeat('door', 'retained');
      expect(told).toHaveLength(1);
      repeat('door');
      expect(told).toEqual(['overdue z/door on', 'overdue z/door off']);
    }));

  test('is not overdue while its source is away, nor for the time that it was', () =>
    inFolder((dataDir) => {
      const { home, told, repeat, pass } = watched(dataDir);
      pass(20 * HOUR);
      for (const name of NAMES) home.available(`z/${name}`, 'unknown');
      pass(10 * HOUR);
      for (const name of NAMES) home.available(`z/${name}`, true);
      pass(4 * HOUR);
      expect(told).toEqual([]);
      for (const name of ['window', 'hall', 'attic']) repeat(name);
      pass(2 * HOUR);
      expect(told).toEqual(['overdue z/door on']);
    }));

  test('is still noticed by a hub that starts every day', () =>
    inFolder((dataDir) => {
      const clock = new TestClock();
      const told: string[] = [];
      for (let day = 0; day < 3; day += 1) {
        const house = watched(dataDir, clock);
        for (let hour = 0; hour < 23; hour += 1) {
          for (const name of ['window', 'hall', 'attic']) house.repeat(name);
          house.pass(HOUR);
        }
        house.supervisor.close();
        told.push(...house.told);
      }
      expect(told[0]).toBe('overdue z/door on');
    }));
});

describe('several devices that fall silent together', () => {
  test('are suspected jamming until enough of them are back', () =>
    inFolder((dataDir) => {
      const { home, clock, told } = watched(dataDir);
      for (const name of ['door', 'window', 'hall']) {
        home.available(`z/${name}`, false);
        clock.advance(60_000);
      }
      expect(told).toEqual(['jamming z on']);
      home.available('z/hall', true);
      clock.advance(60_000);
      expect(told).toEqual(['jamming z on', 'jamming z off']);
    }));

  test('are not when their source is away, nor when nobody could say before that they were there', () =>
    inFolder((dataDir) => {
      const { home, clock, told } = watched(dataDir);
      home.store.setTroubles([{ kind: 'unavailable', device: 'z', since: 0 }], []);
      for (const name of NAMES) home.available(`z/${name}`, false);
      clock.advance(60_000);
      expect(told).toEqual([]);
      home.store.setTroubles([], []);
      for (const name of NAMES) home.available(`z/${name}`, 'unknown').available(`z/${name}`, false);
      clock.advance(600_000);
      expect(told).toEqual([]);
    }));
});
