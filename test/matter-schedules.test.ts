import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DoorLockClient } from '@matter/main/behaviors/door-lock';
import { DoorLock } from '@matter/main/clusters/door-lock';
import type { OpenHome } from '@nightlatch/assembly';
import { openConfiguredHome } from '@nightlatch/assembly';
import { LockUsers } from '@nightlatch/bridge-matter';
import { MockSource, TestClock } from '@nightlatch/testing';
import { Fabric } from '../packages/bridge-matter/test/fabric.ts';

const LOCK = 'mock/lock#lock';
const GUEST = 1;
const CODE = new TextEncoder().encode('135790');
const HOUR_MS = 3_600_000;
/** A Sunday, 12:00 in Madrid. */
const NOON = Date.parse('2026-03-01T11:00:00Z');

/** Seconds of a wall clock, as the cluster has them. */
const wall = (text: string): number => Date.parse(`${text}Z`) / 1000;

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

let folder: string;
let clock: TestClock;
let source: MockSource;
let house: OpenHome;
let fabric: Fabric;

/** A hub with its own engine and database, and a controller on the lock that it shows: nothing in between is a double. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-schedules-'));
  clock = new TestClock(NOON);
  source = new MockSource('mock', [
    {
      type: 'described',
      device: { id: 'mock/lock', name: 'Front lock', attributes: ['lock'], events: [], abilities: ['lock'] },
    },
    { type: 'availability', device: 'mock/lock', available: true },
    { type: 'attributes', device: 'mock/lock', values: { lock: 'locked' }, cause: 'live' },
  ]);
  const timeZone = 'Europe/Madrid';
  const config = {
    home: { id: 'home', name: 'Home', timeZone },
    sources: [],
    partitions: [{ id: 'house', name: 'House' }],
    policy: { lockout: { attempts: 10 } },
  };
  house = await openConfiguredHome(config, { dataDir: folder, log: SILENT, clock, sources: [source] });
  const { credentials } = house.hub ?? {};
  if (!credentials) throw new Error('The hub runs here.');
  fabric = await Fabric.commission();
  await fabric.show(house.home({ origin: 'matter' }), {
    clock,
    lockUsers: new LockUsers({ credentials, canManage: true, capacity: 64, timeZone }),
  });
  await lock().setUser({
    operationType: DoorLock.DataOperationType.Add,
    userIndex: GUEST,
    userName: 'Cleaner',
    userUniqueId: null,
    userStatus: DoorLock.UserStatus.OccupiedEnabled,
    userType: DoorLock.UserType.ScheduleRestrictedUser,
    credentialRule: null,
  });
  await lock().setCredential({
    operationType: DoorLock.DataOperationType.Add,
    credential: { credentialType: DoorLock.CredentialType.Pin, credentialIndex: 1 },
    credentialData: CODE,
    userIndex: GUEST,
    userStatus: null,
    userType: null,
  });
}, 60_000);

afterEach(async () => {
  await fabric?.close();
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

const lock = () => fabric.at(LOCK).commandsOf(DoorLockClient);
const unlocks = () => source.orders.filter((order) => order.type === 'lock');

async function refuses(): Promise<void> {
  const before = unlocks().length;
  await expect(lock().unlockDoor({ pinCode: CODE })).rejects.toThrow(/Failure/);
  expect(unlocks()).toHaveLength(before);
}

async function opens(): Promise<void> {
  const before = unlocks().length;
  await lock().unlockDoor({ pinCode: CODE });
  expect(unlocks()).toHaveLength(before + 1);
}

test('a PIN is good within the window that an app set, and never reaches the bolt when it is over', async () => {
  await refuses();
  const sunday = { sunday: true };
  const times = { startHour: 12, startMinute: 0, endHour: 13, endMinute: 0 };
  await lock().setWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1, daysMask: sunday, ...times });
  await opens();
  clock.advance(HOUR_MS);
  await refuses();
  await lock().setWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1, daysMask: sunday, ...times, endHour: 14 });
  await opens();
  clock.advance(24 * HOUR_MS);
  await refuses();
}, 60_000);

test('a PIN is good until the last day that an app set, even where its window of the week comes again', async () => {
  const localStartTime = wall('2026-03-01T00:00:00');
  const span = (localEndTime: number) =>
    lock().setYearDaySchedule({ userIndex: GUEST, yearDayIndex: 1, localStartTime, localEndTime });
  await span(wall('2026-03-01T12:30:00'));
  await opens();
  clock.advance(HOUR_MS / 2);
  await refuses();
  const always = { startHour: 0, startMinute: 0, endHour: 23, endMinute: 59 };
  await lock().setWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1, daysMask: { sunday: true }, ...always });
  await refuses();
  await span(wall('2026-03-01T13:00:00'));
  await opens();
}, 60_000);

test('a PIN of a guest who was switched off never reaches the bolt', async () => {
  const person = {
    userIndex: GUEST,
    operationType: DoorLock.DataOperationType.Modify,
    userName: null,
    userUniqueId: null,
    credentialRule: null,
  };
  await lock().setUser({ ...person, userStatus: null, userType: DoorLock.UserType.UnrestrictedUser });
  await opens();
  await lock().setUser({ ...person, userStatus: DoorLock.UserStatus.OccupiedDisabled, userType: null });
  await refuses();
  await lock().setUser({ ...person, userStatus: DoorLock.UserStatus.OccupiedEnabled, userType: null });
  await opens();
}, 60_000);
