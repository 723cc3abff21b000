import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DoorLockClient } from '@matter/main/behaviors/door-lock';
import { DoorLock } from '@matter/main/clusters/door-lock';
import { LockUsers } from '@nightlatch/bridge-matter';
import { SecretText } from '@nightlatch/model';
import { MemoryHome } from '@nightlatch/testing';
import { Fabric } from './fabric.ts';
import { MemoryCredentials } from './memory-credentials.ts';

const LOCK = 'z/lock#lock';
const ANA = 1;
const GUEST = 2;
const ALL = 0xfe;
const SUCCESS = 0;
const NOT_FOUND = 0x8b;
const TYPE = { unrestricted: 0, scheduleRestricted: 8 } as const;
const WEEKENDS = {
  sunday: true,
  monday: false,
  tuesday: false,
  wednesday: false,
  thursday: false,
  friday: false,
  saturday: true,
};
const MORNING = { daysMask: WEEKENDS, startHour: 8, startMinute: 30, endHour: 12, endMinute: 0 };
const wall = (text: string): number => Date.parse(`${text}Z`) / 1000;

let fabric: Fabric;
let credentials: MemoryCredentials;

beforeAll(async () => {
  fabric = await Fabric.commission();
}, 60_000);
afterAll(async () => await fabric?.close());

beforeEach(async () => {
  const home = new MemoryHome();
  home.partition('house').device({ id: 'z/lock', name: 'Front lock', abilities: ['lock'] }, { lock: 'locked' });
  const schedule = [{ days: [6], from: 1320, to: 360 }];
  credentials = new MemoryCredentials([
    { name: 'Ana', can: ['unlock'], schedule, until: Date.parse('2026-06-30T22:00:00Z') },
  ]);
  await credentials.add({ user: 'Ana', kind: 'code', secret: new SecretText('470819') });
  await fabric.show(home, {
    lockUsers: new LockUsers({ credentials, canManage: true, capacity: 64, timeZone: 'Europe/Madrid' }),
  });
});

const lock = () => fabric.at(LOCK).commandsOf(DoorLockClient);
const guest = () => credentials.person('Cleaner (Matter 1)');

async function addGuest(userType: DoorLock.UserType | null = null): Promise<void> {
  await lock().setUser({
    operationType: DoorLock.DataOperationType.Add,
    userIndex: GUEST,
    userName: 'Cleaner',
    userUniqueId: null,
    userStatus: null,
    userType,
    credentialRule: null,
  });
}

const modify = (what: Partial<DoorLock.SetUserRequest>) =>
  lock().setUser({
    operationType: DoorLock.DataOperationType.Modify,
    userIndex: GUEST,
    userName: null,
    userUniqueId: null,
    userStatus: null,
    userType: null,
    credentialRule: null,
    ...what,
  });

test('a window of the week that an app sets limits its guest in the house, and is read back as it was', async () => {
  await addGuest();
  await lock().setWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 3, ...MORNING });
  expect(guest()).toEqual({
    name: 'Cleaner (Matter 1)',
    can: ['lock', 'unlock'],
    schedule: [{ days: [6, 7], from: 510, to: 720 }],
  });
  const asked = { userIndex: GUEST, weekDayIndex: 3 };
  expect(await lock().getWeekDaySchedule(asked)).toEqual({ ...asked, ...MORNING, status: SUCCESS });
  expect(await lock().getWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1 })).toMatchObject({ status: NOT_FOUND });
  expect(await lock().getUser({ userIndex: GUEST })).toMatchObject({ userType: TYPE.scheduleRestricted });
});

test('a window until the last minute of the day is until its end', async () => {
  await addGuest();
  const whole = { ...MORNING, startHour: 0, startMinute: 0, endHour: 23, endMinute: 59 };
  await lock().setWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1, ...whole });
  expect(guest()?.schedule).toEqual([{ days: [6, 7], from: 0, to: 1440 }]);
  expect(await lock().getWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1 })).toMatchObject(whole);
});

test('a span of days limits the guest by the house’s own clock', async () => {
  await addGuest();
  const span = { localStartTime: wall('2026-07-01T12:00:00'), localEndTime: wall('2026-07-08T12:00:00') };
  await lock().setYearDaySchedule({ userIndex: GUEST, yearDayIndex: 1, ...span });
  expect(guest()).toMatchObject({
    from: Date.parse('2026-07-01T10:00:00Z'),
    until: Date.parse('2026-07-08T10:00:00Z'),
  });
  expect(await lock().getYearDaySchedule({ userIndex: GUEST, yearDayIndex: 1 })).toMatchObject(span);
});

test('a guest without schedules again may come at any time, unless their kind needs one: then at none', async () => {
  await addGuest();
  await lock().setWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1, ...MORNING });
  await lock().clearWeekDaySchedule({ userIndex: GUEST, weekDayIndex: ALL });
  expect(guest()).not.toHaveProperty('schedule');
  await modify({ userType: DoorLock.UserType.ScheduleRestrictedUser });
  expect(guest()?.schedule).toEqual([]);
  await lock().setYearDaySchedule({
    userIndex: GUEST,
    yearDayIndex: 1,
    localStartTime: wall('2026-07-01T12:00:00'),
    localEndTime: wall('2026-07-08T12:00:00'),
  });
  expect(guest()).not.toHaveProperty('schedule');
  await lock().clearYearDaySchedule({ userIndex: GUEST, yearDayIndex: 1 });
  expect(guest()?.schedule).toEqual([]);
});

test('a guest whom an app switches off is switched off in the house, with schedules kept', async () => {
  await addGuest(DoorLock.UserType.WeekDayScheduleUser);
  await lock().setWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1, ...MORNING });
  await modify({ userStatus: DoorLock.UserStatus.OccupiedDisabled });
  expect(guest()).toMatchObject({ isDisabled: true, schedule: [{ days: [6, 7] }] });
  expect(await lock().getUser({ userIndex: GUEST })).toMatchObject({
    userStatus: DoorLock.UserStatus.OccupiedDisabled,
  });
  await modify({ userStatus: DoorLock.UserStatus.OccupiedEnabled });
  expect(guest()).not.toHaveProperty('isDisabled');
});

test('a guest who is gone leaves no limits to the next one', async () => {
  await addGuest();
  await lock().setWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1, ...MORNING });
  await lock().clearUser({ userIndex: GUEST });
  await addGuest();
  expect(guest()).not.toHaveProperty('schedule');
  expect(await lock().getWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1 })).toMatchObject({ status: NOT_FOUND });
});

test('an app sees the household’s own schedules and changes none of them', async () => {
  const saturday = { ...WEEKENDS, sunday: false };
  const sunday = { ...WEEKENDS, saturday: false };
  expect(await lock().getWeekDaySchedule({ userIndex: ANA, weekDayIndex: 1 })).toMatchObject({
    daysMask: saturday,
    startHour: 22,
    endHour: 23,
    endMinute: 59,
  });
  expect(await lock().getWeekDaySchedule({ userIndex: ANA, weekDayIndex: 2 })).toMatchObject({
    daysMask: sunday,
    startHour: 0,
    endHour: 6,
    endMinute: 0,
  });
  expect(await lock().getYearDaySchedule({ userIndex: ANA, yearDayIndex: 1 })).toMatchObject({
    localEndTime: wall('2026-07-01T00:00:00'),
  });
  const before = credentials.person('Ana');
  await expect(lock().setWeekDaySchedule({ userIndex: ANA, weekDayIndex: 1, ...MORNING })).rejects.toThrow();
  await expect(lock().clearWeekDaySchedule({ userIndex: ANA, weekDayIndex: ALL })).rejects.toThrow();
  await expect(lock().clearYearDaySchedule({ userIndex: ANA, yearDayIndex: 1 })).rejects.toThrow();
  expect(credentials.person('Ana')).toEqual(before);
});

test.each([
  ['that ends before it begins', { ...MORNING, endHour: 7 }],
  ['of no day', { ...MORNING, daysMask: { ...WEEKENDS, saturday: false, sunday: false } }],
])('a window %s is refused, and the guest is as before', async (_, window) => {
  await addGuest();
  await expect(lock().setWeekDaySchedule({ userIndex: GUEST, weekDayIndex: 1, ...window })).rejects.toThrow();
  expect(guest()).not.toHaveProperty('schedule');
});

test('a schedule of nobody, and kinds of guests whom the house does not have, are refused', async () => {
  await expect(lock().setWeekDaySchedule({ userIndex: 9, weekDayIndex: 1, ...MORNING })).rejects.toThrow();
  await expect(addGuest(DoorLock.UserType.ForcedUser)).rejects.toThrow();
  expect(guest()).toBeUndefined();
});
