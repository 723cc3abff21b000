import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { BooleanStateClient } from '@matter/main/behaviors/boolean-state';
import { BridgedDeviceBasicInformationClient } from '@matter/main/behaviors/bridged-device-basic-information';
import { DoorLockClient } from '@matter/main/behaviors/door-lock';
import { ModeSelectClient } from '@matter/main/behaviors/mode-select';
import { OccupancySensingClient } from '@matter/main/behaviors/occupancy-sensing';
import { OnOffClient } from '@matter/main/behaviors/on-off';
import type { MatterViewConfig } from '@nightlatch/bridge-matter';
import { zoneId } from '@nightlatch/model';
import { MemoryHome } from '@nightlatch/testing';
import { Fabric } from './fabric.ts';

let fabric: Fabric;
let home: MemoryHome;

beforeAll(async () => {
  fabric = await Fabric.commission();
}, 60_000);
afterAll(async () => await fabric?.close());

beforeEach(() => {
  const zone = zoneId('z/door', 'contact');
  home = new MemoryHome();
  home.partition('house', {
    name: 'House',
    zones: [{ id: zone, name: 'Door', device: 'z/door', signal: 'contact', type: 'entry', modes: ['away'] }],
  });
});

const show = async (options: MatterViewConfig, language: 'en' | 'de' = 'en'): Promise<void> =>
  await fabric.show(home, { options, language });
const key = (aspect: string): string => `partition:house:${aspect}`;
const master = (aspect: string): string => `partition:all:${aspect}`;
const mode = (name: string) => fabric.at(key(`mode:${name}`)).commandsOf(OnOffClient);
const isOn = (aspect: string) => fabric.state(key(aspect), OnOffClient)['onOff'];
const name = (aspect: string) => fabric.state(key(aspect), BridgedDeviceBasicInformationClient)['nodeLabel'];
const isOpen = (aspect: string) => fabric.state(key(aspect), BooleanStateClient)['stateValue'] === false;
const isOccupied = (aspect: string) =>
  (fabric.state(key(aspect), OccupancySensingClient)['occupancy'] as { occupied: boolean }).occupied;
const refusal = async (command: Promise<unknown>): Promise<unknown> =>
  await command.then(
    () => 'accepted',
    (error: { code?: number; id?: number }) => error.code ?? error.id,
  );
const STATUS = { unsupportedAccess: 0x7e, invalidCommand: 0x85, busy: 0x9c, invalidInState: 0xcb } as const;

test('the switches are a radio group that follows the home, whoever armed it', async () => {
  await show({});
  home.partition('house', { state: 'armed', mode: 'night' });
  await fabric.settled();
  expect(['away', 'home', 'night', 'vacation'].filter((it) => isOn(`mode:${it}`))).toEqual(['night']);
  home.partition('house', { state: 'armed', mode: 'away' });
  await fabric.settled();
  expect(['away', 'home', 'night', 'vacation'].filter((it) => isOn(`mode:${it}`))).toEqual(['away']);
});

test('a refused arm is a protocol error that says what kind, and no switch moves', async () => {
  await show({});
  for (const [reason, status] of [
    ['zones-open', STATUS.invalidInState],
    ['code-required', STATUS.unsupportedAccess],
    ['busy', STATUS.busy],
  ] as const) {
    home.answer = () => ({ ok: false, reason });
    expect(await refusal(mode('away').on())).toBe(status);
  }
  await fabric.settled();
  expect(isOn('mode:away')).toBe(false);
});

test('switching a mode off does not disarm unless the owner lets it, and the switch stays on', async () => {
  await show({});
  home.partition('house', { state: 'armed', mode: 'away' });
  await fabric.settled();
  expect(await refusal(mode('away').off())).toBe(STATUS.unsupportedAccess);
  expect(await refusal(mode('away').toggle())).toBe(STATUS.unsupportedAccess);
  expect(home.commands).toEqual([]);
  expect(await refusal(mode('night').off())).toBe('accepted');
  await fabric.settled();
  expect(isOn('mode:away')).toBe(true);
});

test('no timer of an app arms or disarms', async () => {
  await show({ disarm: 'always' });
  const request = { onOffControl: { acceptOnlyWhenOn: false }, onTime: 1, offWaitTime: 1 };
  await fabric.at(key('mode:away')).commandsOf(OnOffClient).onWithTimedOff(request);
  expect(home.takeCommand()).toMatchObject({ type: 'arm', mode: 'away' });
  home.partition('house', { state: 'armed', mode: 'away' });
  await fabric.settled();
  await fabric.settled();
  expect(home.commands).toEqual([]);
  expect(isOn('mode:away')).toBe(true);
});

test('exit and entry delays, what is open, what sounds and each hazard have sensors', async () => {
  await show({ companions: { hazards: true } });
  home.partition('house', { state: 'arming', mode: 'away', until: 1 });
  await fabric.settled();
  expect([isOn('mode:away'), isOccupied('exitDelay'), isOccupied('entryDelay')]).toEqual([true, true, false]);
  home.partition('house', { state: 'pending', mode: 'away', until: 1 });
  await fabric.settled();
  expect([isOccupied('exitDelay'), isOccupied('entryDelay'), isOpen('alarm')]).toEqual([false, true, false]);
  home.partition('house', {
    state: 'triggered',
    mode: 'away',
    ready: { away: [zoneId('z/door', 'contact')] },
    alarms: [{ hazard: 'burglary', status: 'alarm', zones: [], since: 0 }],
  });
  await fabric.settled();
  expect([isOpen('alarm'), isOpen('ready'), isOpen('hazard:burglary')]).toEqual([true, true, true]);
});

test('the sensor of a hazard does not wait for what is being verified, and closes once it is silenced', async () => {
  await show({ companions: { hazards: true } });
  for (const [status, open] of [
    ['verifying', true],
    ['alarm', true],
    ['silenced', false],
  ] as const) {
    home.partition('house', { alarms: [{ hazard: 'burglary', status, zones: [], since: 0 }] });
    await fabric.settled();
    expect([status, isOpen('hazard:burglary')]).toEqual([status, open]);
  }
});

test('silence is a switch that gives the command and is off again', async () => {
  await show({ companions: { panic: true } });
  await fabric.at(key('silence')).commandsOf(OnOffClient).on();
  expect(home.takeCommand()).toEqual({ type: 'silence', partition: 'house' });
  await fabric.at(key('panic')).commandsOf(OnOffClient).on();
  expect(home.takeCommand()).toEqual({ type: 'panic', partition: 'house' });
  await fabric.settled();
  expect([isOn('silence'), isOn('panic')]).toEqual([false, false]);
});

test('the mode selector arms and shows, and refuses what the alarm refuses', async () => {
  await show({ modeSelect: true });
  const selector = fabric.at(key('mode')).commandsOf(ModeSelectClient);
  await selector.changeToMode({ newMode: 1 });
  expect(home.takeCommand()).toMatchObject({ type: 'arm', mode: 'away' });
  home.partition('house', { state: 'armed', mode: 'away' });
  await fabric.settled();
  expect(fabric.state(key('mode'), ModeSelectClient)['currentMode']).toBe(1);
  expect(await refusal(selector.changeToMode({ newMode: 0 }))).toBe(STATUS.unsupportedAccess);
  expect(await refusal(selector.changeToMode({ newMode: 9 }))).toBe(STATUS.invalidCommand);
  expect(home.commands).toEqual([]);
});

test.each([
  ['never', false, 'refused'],
  ['never', true, 'refused'],
  ['lock', false, 'refused'],
  ['lock', true, 'disarm with code'],
  ['always', true, 'disarm with code'],
] as const)('with disarm: %s, the alarm lock unlocked with a PIN (%s): %s', async (disarm, hasPin, expected) => {
  await show({ disarm, alarmLock: true });
  home.partition('house', { state: 'armed', mode: 'away' });
  await fabric.settled();
  expect(fabric.state(key('lock'), DoorLockClient)['lockState']).toBe(1);
  const pinCode = new TextEncoder().encode('470819');
  const answer = await refusal(
    fabric
      .at(key('lock'))
      .commandsOf(DoorLockClient)
      .unlockDoor(hasPin ? { pinCode } : {}),
  );
  if (expected === 'refused') {
    expect(answer).not.toBe('accepted');
    expect(home.commands).toEqual([]);
  } else {
    const command = home.takeCommand();
    expect(command).toMatchObject({ type: 'disarm', partition: 'house' });
    expect('code' in command && command.code?.reveal()).toBe('470819');
  }
});

test('names are in the language of the household, after the alarm or after each of several partitions', async () => {
  await show({}, 'de');
  expect(name('mode:away')).toBe('Alarm abwesend');
  const number = fabric.at(key('mode:away')).number;
  home.partition('annex', { name: 'Anbau' });
  await fabric.settled();
  expect(name('mode:away')).toBe('House abwesend');
  expect(fabric.at(key('mode:away')).number).toBe(number);
});

test('the master has switches of its own, and says when its partitions differ', async () => {
  home.partition('annex', { name: 'Annex' });
  home.store.setMaster({ id: 'all', name: 'All', partitions: ['house', 'annex'] });
  await show({});
  await fabric.at(master('mode:away')).commandsOf(OnOffClient).on();
  expect(home.takeCommand()).toMatchObject({ type: 'arm', partition: 'all', mode: 'away' });
  home.partition('house', { state: 'armed', mode: 'away' });
  await fabric.settled();
  const mixed = fabric.state(master('mixed'), OccupancySensingClient)['occupancy'];
  expect([fabric.state(master('mode:away'), OnOffClient)['onOff'], mixed]).toEqual([false, { occupied: true }]);
  home.partition('annex', { state: 'armed', mode: 'away' });
  await fabric.settled();
  expect(fabric.state(master('mode:away'), OnOffClient)['onOff']).toBe(true);
});
