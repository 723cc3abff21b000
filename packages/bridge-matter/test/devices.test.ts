import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { BooleanStateClient } from '@matter/main/behaviors/boolean-state';
import { BridgedDeviceBasicInformationClient } from '@matter/main/behaviors/bridged-device-basic-information';
import { DescriptorClient } from '@matter/main/behaviors/descriptor';
import { FixedLabelClient } from '@matter/main/behaviors/fixed-label';
import { OnOffClient } from '@matter/main/behaviors/on-off';
import { PowerSourceClient } from '@matter/main/behaviors/power-source';
import { SmokeCoAlarmClient } from '@matter/main/behaviors/smoke-co-alarm';
import { SwitchClient } from '@matter/main/behaviors/switch';
import type { Behavior } from '@matter/main';
import { MemoryHome } from '@nightlatch/testing';
import { Fabric } from './fabric.ts';

let fabric: Fabric;
let home: MemoryHome;

beforeAll(async () => {
  fabric = await Fabric.commission();
}, 60_000);
afterAll(async () => await fabric?.close());
beforeEach(() => {
  home = new MemoryHome();
});

const show = async (): Promise<void> => await fabric.show(home);
const label = (key: string) => fabric.state(key, BridgedDeviceBasicInformationClient)['nodeLabel'];

/** Hears events of an endpoint, by name, as an app does. */
function hear(key: string, cluster: Behavior.Type, ...names: readonly string[]): [string, object | undefined][] {
  const heard: [string, object | undefined][] = [];
  const events = fabric.at(key).eventsOf(cluster) as unknown as Record<
    string,
    { on(listener: (event: object | undefined) => void): void }
  >;
  for (const name of names) events[name]?.on((event) => void heard.push([name, event]));
  return heard;
}

test('a smoke and CO alarm is one endpoint that tells what it detects, in state and in events', async () => {
  home.device({ id: 'z/alarm', name: 'Hall alarm' }, { smoke: false, carbonMonoxide: false, battery: 90 });
  await show();
  const key = 'z/alarm#smoke-co';
  const heard = hear(key, SmokeCoAlarmClient, 'smokeAlarm', 'coAlarm', 'allClear', 'lowBattery', 'hardwareFault');
  const state = () => fabric.state(key, SmokeCoAlarmClient);
  expect(label(key)).toBe('Hall alarm');
  home.report('z/alarm', { smoke: true });
  await fabric.settled();
  expect(state()).toMatchObject({ smokeState: 2, coState: 0, expressedState: 1 });
  home.report('z/alarm', { smoke: false, carbonMonoxide: true });
  await fabric.settled();
  expect(state()).toMatchObject({ smokeState: 0, coState: 2, expressedState: 2 });
  home.report('z/alarm', { carbonMonoxide: false, battery: 10 });
  await fabric.settled();
  expect(state()).toMatchObject({ coState: 0, expressedState: 3, batteryAlert: 1 });
  expect(heard.map(([name]) => name)).toEqual(['smokeAlarm', 'coAlarm', 'lowBattery', 'allClear']);
});

test('what opens and closes in the same instant is told opened, then closed', async () => {
  home.device({ id: 'z/1', name: 'Door' }, { contact: 'closed' });
  await show();
  const seen = hear('z/1#contact', BooleanStateClient, 'stateChange');
  home.report('z/1', { contact: 'open' }).report('z/1', { contact: 'closed' });
  await fabric.settled();
  expect(seen.map(([, event]) => event)).toEqual([{ stateValue: false }, { stateValue: true }]);
  expect(fabric.state('z/1#contact', BooleanStateClient)['stateValue']).toBe(true);
});

test('an alarm that detects is shown although its other sensor is not known', async () => {
  home.device({ id: 'z/alarm', name: 'Alarm' }, { smoke: true, carbonMonoxide: 'unknown' });
  await show();
  expect(fabric.state('z/alarm#smoke-co', BridgedDeviceBasicInformationClient)['reachable']).toBe(true);
  expect(fabric.state('z/alarm#smoke-co', SmokeCoAlarmClient)).toMatchObject({ smokeState: 2, expressedState: 1 });
});

test.each([
  ['single', 1, ['initialPress', 'shortRelease', 'multiPressComplete']],
  [
    'double',
    2,
    ['initialPress', 'shortRelease', 'initialPress', 'multiPressOngoing', 'shortRelease', 'multiPressComplete'],
  ],
  ['long', 0, ['initialPress', 'longPress', 'longRelease']],
])('a %s press of a button is told as one', async (press, count, expected) => {
  home.device({ id: 'z/button', name: 'Button', events: ['button'] }, {});
  await show();
  const names = ['initialPress', 'shortRelease', 'longPress', 'longRelease', 'multiPressOngoing', 'multiPressComplete'];
  const heard = hear('z/button#button', SwitchClient, ...names);
  home.event('z/button', 'button', press);
  await fabric.settled();
  expect(heard.map(([name]) => name).toSorted()).toEqual(expected.toSorted());
  const complete = heard.find(([name]) => name === 'multiPressComplete')?.[1];
  expect(complete).toEqual(count ? { previousPosition: 1, totalNumberOfPressesCounted: count } : undefined);
});

test('a doorbell is a button that is pressed once', async () => {
  home.device({ id: 'z/bell', name: 'Doorbell', events: ['ring'] }, {});
  await show();
  const heard = hear('z/bell#ring', SwitchClient, 'initialPress');
  home.event('z/bell', 'ring');
  await fabric.settled();
  expect(heard).toEqual([['initialPress', { newPosition: 1 }]]);
});

test('a siren is a switch that asks the home, and shows what the siren says', async () => {
  home.device({ id: 'z/siren', name: 'Siren', abilities: ['siren'] }, { siren: false });
  await show();
  const { on } = fabric.at('z/siren#siren-switch').commandsOf(OnOffClient);
  await on();
  expect(home.takeCommand()).toEqual({ type: 'siren', device: 'z/siren', on: true });
  await fabric.settled();
  expect(fabric.state('z/siren#siren-switch', OnOffClient)['onOff']).toBe(false);
  home.report('z/siren', { siren: true });
  await fabric.settled();
  expect(fabric.state('z/siren#siren-switch', OnOffClient)['onOff']).toBe(true);
});

test('a device with several senses is several endpoints, of which the gravest carries the battery', async () => {
  home.device({ id: 'z/1', name: 'Window' }, { temperature: 20, contact: 'closed', vibration: false, battery: 55 });
  await show();
  expect(['contact', 'vibration', 'temperature'].map((it) => label(`z/1#${it}`))).toEqual([
    'Window contact',
    'Window vibration',
    'Window temperature',
  ]);
  expect(fabric.state('z/1#contact', PowerSourceClient)).toMatchObject({ batPercentRemaining: 110, batChargeLevel: 0 });
  expect(fabric.at('z/1#temperature').behaviors.has(PowerSourceClient)).toBeFalsy();
});

test('a device type stands for what it is, and its room is its label', async () => {
  home.device({ id: 'z/leak', name: 'Sink', room: 'Kitchen' }, { waterLeak: false });
  await show();
  const types = fabric.state('z/leak#waterLeak', DescriptorClient)['deviceTypeList'] as { deviceType: number }[];
  expect(types.map(({ deviceType }) => deviceType)).toEqual(expect.arrayContaining([0x43, 0x13]));
  expect(fabric.state('z/leak#waterLeak', FixedLabelClient)['labelList']).toEqual([
    { label: 'room', value: 'Kitchen' },
  ]);
});

test('a renamed device keeps its number and takes its new name and room; one that is added later has its own', async () => {
  home.device({ id: 'z/1', name: 'Door', room: 'Hall' }, { contact: 'closed' });
  await show();
  const { number } = fabric.at('z/1#contact');
  home.device({ id: 'z/1', name: 'Garden door', room: 'Garden', attributes: ['contact'] });
  home.device({ id: 'z/2', name: 'Late door' }, { contact: 'open' });
  await fabric.settled();
  expect([label('z/1#contact'), fabric.at('z/1#contact').number]).toEqual(['Garden door', number]);
  expect(fabric.state('z/1#contact', FixedLabelClient)['labelList']).toEqual([{ label: 'room', value: 'Garden' }]);
  expect(fabric.at('z/2#contact').number).not.toBe(number);
  home.remove('z/2');
  await fabric.settled();
  expect([...fabric.peer.endpoints].some((it) => it.behaviors.has(BooleanStateClient) && it.number === number)).toBe(
    true,
  );
  expect(fabric.find('z/2#contact')).toBeUndefined();
});

test('trouble and tampering anywhere open the sensors of the home', async () => {
  home.device({ id: 'z/1', name: 'Door' }, { contact: 'closed', tamper: false });
  await show();
  const isOpen = (what: string) => fabric.state(`home:${what}`, BooleanStateClient)['stateValue'] === false;
  expect([isOpen('trouble'), isOpen('tamper')]).toEqual([false, false]);
  home.report('z/1', { tamper: true }).troubles([{ kind: 'jam', since: 0 }]);
  await fabric.settled();
  expect([isOpen('trouble'), isOpen('tamper')]).toEqual([true, true]);
});
