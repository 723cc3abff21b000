import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DoorLockClient } from '@matter/main/behaviors/door-lock';
import { DoorLock } from '@matter/main/clusters/door-lock';
import { LockUsers } from '@nightlatch/bridge-matter';
import type { HomeCommand } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { MemoryHome, TestClock } from '@nightlatch/testing';
import { Fabric } from './fabric.ts';
import { MemoryCredentials } from './memory-credentials.ts';

const LOCK = 'z/lock#lock';
const STATE = { jammed: 0, locked: 1, unlocked: 2 } as const;

let fabric: Fabric;
let home: MemoryHome;
let clock: TestClock;
let credentials: MemoryCredentials;

beforeAll(async () => {
  fabric = await Fabric.commission();
}, 60_000);
afterAll(async () => await fabric?.close());

beforeEach(async () => {
  clock = new TestClock();
  home = new MemoryHome();
  home.partition('house').device({ id: 'z/lock', name: 'Front lock', abilities: ['lock'] }, { lock: 'locked' });
  credentials = new MemoryCredentials();
  await credentials.add({ user: 'Ana', kind: 'code', secret: new SecretText('470819') });
  const lockUsers = new LockUsers({ credentials, canManage: true, capacity: 64 });
  await fabric.show(home, { clock, lockUsers, options: { companions: QUIET } });
});

const QUIET = { alarm: false, ready: false, delays: false, silence: false, trouble: false, tamper: 'none' } as const;
const pin = (text: string): Uint8Array => new TextEncoder().encode(text);
const lock = () => fabric.at(LOCK).commandsOf(DoorLockClient);
const shown = () => fabric.state(LOCK, DoorLockClient)['lockState'];

/** Hears the lock's events as an app does. */
function hear(name: 'lockOperation' | 'lockOperationError' | 'doorLockAlarm'): object[] {
  const heard: object[] = [];
  const events = fabric.at(LOCK).eventsOf(DoorLockClient) as unknown as Record<
    string,
    { on(listener: (event: object) => void): void }
  >;
  events[name]?.on((event) => void heard.push(event));
  return heard;
}

function codeOf(command: HomeCommand): string | undefined {
  return 'code' in command ? command.code?.reveal() : undefined;
}

const USUAL = {
  userStatus: DoorLock.UserStatus.OccupiedEnabled,
  userType: DoorLock.UserType.UnrestrictedUser,
  credentialRule: DoorLock.CredentialRule.Single,
};
const pinAt = (credentialIndex: number) => ({ credentialType: DoorLock.CredentialType.Pin, credentialIndex });

const add = (index: number, code: string, userIndex: number | null = null) =>
  lock().setCredential({
    operationType: DoorLock.DataOperationType.Add,
    credential: pinAt(index),
    credentialData: pin(code),
    userIndex,
    userStatus: null,
    userType: null,
  });

test('a PIN goes to the home as a code, and the lock is shown unlocked when it says so', async () => {
  await lock().unlockDoor({ pinCode: pin('470819') });
  const command = home.takeCommand();
  expect(command).toMatchObject({ type: 'unlock', device: 'z/lock', attribute: 'lock' });
  expect(codeOf(command)).toBe('470819');
  await fabric.settled();
  expect(shown()).toBe(STATE.locked);
  home.report('z/lock', { lock: 'unlocked' });
  await fabric.settled();
  expect(shown()).toBe(STATE.unlocked);
});

test('without a PIN nothing reaches the home, whatever an app has written into the lock’s attributes', async () => {
  await expect(lock().unlockDoor({})).rejects.toThrow();
  expect(home.commands).toEqual([]);
  await fabric.at(LOCK).setStateOf(DoorLockClient, { requirePinForRemoteOperation: false });
  home.report('z/lock', { lock: 'locking' }).report('z/lock', { lock: 'locked' });
  await fabric.settled();
  await expect(lock().unlockDoor({})).rejects.toThrow();
  expect(home.commands).toEqual([]);
});

test('locking needs no PIN', async () => {
  await lock().lockDoor({});
  expect(home.takeCommand()).toEqual({ type: 'lock', device: 'z/lock', attribute: 'lock' });
});

test.each(['wrong-code', 'locked-out', 'not-permitted'] as const)(
  'a refusal (%s) is a failure that says no more, leaves the lock as it is, and is told as an event',
  async (reason) => {
    const heard = hear('lockOperationError');
    const alarms = hear('doorLockAlarm');
    home.answer = () => ({ ok: false, reason });
    await expect(lock().unlockDoor({ pinCode: pin('111111') })).rejects.toThrow(/Failure \(code 1\)/);
    await fabric.settled();
    expect(shown()).toBe(STATE.locked);
    expect(heard).toHaveLength(1);
    expect(alarms).toHaveLength(reason === 'locked-out' ? 1 : 0);
    expect(JSON.stringify(fabric.log.lines)).not.toContain('111111');
  },
);

test('a jam is shown as neither locked nor unlocked, and raises the lock’s alarm', async () => {
  const alarms = hear('doorLockAlarm');
  home.report('z/lock', { lock: 'jammed' });
  await fabric.settled();
  expect(shown()).toBe(STATE.jammed);
  expect(alarms).toEqual([{ alarmCode: 0 }]);
});

test('a lock that cannot be reached shows no state at all', async () => {
  home.available('z/lock', false);
  await fabric.settled();
  expect(shown()).toBe(null);
});

test('a bolt that a hand has moved is told as an operation', async () => {
  const heard = hear('lockOperation');
  home.report('z/lock', { lock: 'unlocked' });
  await fabric.settled();
  expect(heard).toMatchObject([{ lockOperationType: 1, operationSource: 0 }]);
});

test('unlocking for a while locks again when the time is over, but not while people must flee', async () => {
  await lock().unlockWithTimeout({ timeout: 20, pinCode: pin('470819') });
  home.commands.length = 0;
  clock.advance(20_000);
  expect(home.takeCommand()).toMatchObject({ type: 'lock', device: 'z/lock' });
  for (const status of ['verifying', 'alarm', 'silenced'] as const) {
    await lock().unlockWithTimeout({ timeout: 20, pinCode: pin('470819') });
    home.commands.length = 0;
    home.partition('house', { alarms: [{ hazard: 'fire', status, zones: [], since: 0 }] });
    clock.advance(20_000);
    expect([status, home.commands]).toEqual([status, []]);
  }
});

test('an app sees who of the house has a code, by name, and never the code', async () => {
  expect(await lock().getUser({ userIndex: 1 })).toMatchObject({
    userName: 'Ana',
    userStatus: 1,
    credentials: [{ credentialType: 1, credentialIndex: 1 }],
    nextUserIndex: null,
  });
  const credential = pinAt(1);
  expect(await lock().getCredentialStatus({ credential })).toMatchObject({ credentialExists: true, userIndex: 1 });
});

test('an app enrols a guest by a code alone, who may lock and unlock and nothing else', async () => {
  const answer = await add(2, '135790');
  expect(answer).toMatchObject({ status: 0, userIndex: 2 });
  expect(credentials.ownerOf('135790')?.can).toEqual(['lock', 'unlock']);
  await lock().clearUser({ userIndex: 2 });
  expect(credentials.ownerOf('135790')).toBeUndefined();
});

test('a guest who is named first, as other apps do it, gets the code after', async () => {
  await lock().setUser({
    operationType: DoorLock.DataOperationType.Add,
    userIndex: 5,
    userName: 'Cleaner',
    userUniqueId: null,
    ...USUAL,
  });
  expect(await add(7, '246801', 5)).toMatchObject({ status: 0 });
  expect(await lock().getUser({ userIndex: 5 })).toMatchObject({ userName: 'Cleaner' });
  await lock().clearCredential({ credential: pinAt(7) });
  expect(credentials.ownerOf('246801')).toBeUndefined();
});

test('no app may give a code to anyone of the household, change theirs or take it away', async () => {
  expect(await add(2, '135790', 1)).toMatchObject({ status: 1 });
  await expect(lock().clearUser({ userIndex: 1 })).rejects.toThrow();
  await lock().clearUser({ userIndex: 0xfffe });
  const credential = pinAt(1);
  await expect(lock().clearCredential({ credential })).rejects.toThrow();
  await lock().clearCredential({ credential: null });
  expect(credentials.ownerOf('470819')?.user).toBe('Ana');
  expect(credentials.ownerOf('135790')).toBeUndefined();
});

test('a code that somebody has, or that is none, is refused without a word more, and leaves no guest behind', async () => {
  expect(await add(2, '470819')).toMatchObject({ status: 1, userIndex: null });
  expect(await add(2, 'abcdef')).toMatchObject({ status: 1, userIndex: null });
  expect(await lock().getUser({ userIndex: 2 })).toMatchObject({ userStatus: null });
});

test('a guest whom the household is named like is another person, without that person’s rights', async () => {
  await lock().setUser({
    operationType: DoorLock.DataOperationType.Add,
    userIndex: 3,
    userName: 'Ana',
    userUniqueId: null,
    ...USUAL,
  });
  await add(3, '112233', 3);
  expect(credentials.ownerOf('112233')?.user).not.toBe('Ana');
});
