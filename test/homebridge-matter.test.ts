import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setInterval } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { publishHouse } from '../bench/zigbee-house.ts';
import { ALARM, HapController, STATUS } from './hap-controller.ts';
import type { Homebridge } from './homebridge.ts';
import { freePort, startHomebridge } from './homebridge.ts';
import { MatterController } from './matter-controller/matter-controller.ts';
import { HouseSteps, LOCK_STATE, PARTITIONS } from './matter/house-steps.ts';
import { startMosquitto } from './mosquitto.ts';

/*
 * The plugin in a real Homebridge whose owner has switched Matter on, seen by a real Matter controller in another process
 * and by a HomeKit controller at once. The house is one of Zigbee devices on a real Mosquitto.
 */

const HOUSE = { contact: 2, motion: 1, smoke: 1, leak: 1, lock: 1, button: 1 } as const;

/** A busy machine takes its time; what is deaf after a restart is deaf for 100 s. */
const START_MS = 60_000;

jest.setTimeout(120_000);

const closing: (() => Promise<unknown>)[] = [];
let storage: string;
let broker: string;
let zigbee: MqttClient;
let homebridge: Homebridge;
let matterPort: number;
let matter: MatterController;
let steps: HouseSteps;
let homekit: HapController;
const orders: string[] = [];

const config = (): Record<string, unknown> => ({
  platform: 'Nightlatch',
  name: 'Nightlatch',
  home: { id: 'home', name: 'Home' },
  sources: [{ type: 'zigbee2mqtt', broker }],
  partitions: PARTITIONS,
});

async function start(changes: object = {}): Promise<void> {
  homebridge = await startHomebridge({
    storage,
    matterPort,
    platformConfig: { ...config(), ...changes },
    ...(homebridge ? { identity: homebridge } : {}),
  });
}

const passcode = (): number => {
  const file = path.join(storage, 'matter', homebridge.username.replaceAll(':', ''), 'commissioning.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { passcode: number }).passcode;
};

beforeAll(async () => {
  storage = await mkdtemp(path.join(tmpdir(), 'nightlatch-homebridge-'));
  closing.push(() => rm(storage, { recursive: true, force: true }));
  const mosquitto = await startMosquitto();
  closing.push(() => mosquitto.stop());
  broker = mosquitto.url;
  zigbee = await connectAsync(broker);
  closing.push(() => zigbee.endAsync(true));
  await publishHouse(zigbee, HOUSE);
  await zigbee.subscribeAsync('zigbee2mqtt/lock 1/set');
  zigbee.on('message', (topic, body) => void (topic.endsWith('/set') && orders.push(body.toString())));
  matterPort = await freePort();
  await start();
  closing.push(() => homebridge.stop());
  await homebridge.printed(/Home is open/, START_MS);
  matter = await MatterController.start();
  closing.push(() => matter.close());
  steps = new HouseSteps(zigbee, matter);
  await matter.commission({ port: matterPort, passcode: passcode() });
  await boltIs(LOCK_STATE.locked);
  homekit = await HapController.pair(homebridge);
  closing.push(() => homekit.close());
}, 180_000);

afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
}, 30_000);

const says = (name: string, body: object): Promise<void> => steps.says(name, body);
const trip = (name: string): Promise<void> => steps.trip(name);
const calm = (name: string): Promise<void> => steps.calm(name);
const contactIs = (name: string, isClosed: boolean): Promise<void> => steps.contactIs(name, isClosed);
const switchIs = (name: string, isOn: boolean): Promise<void> => steps.switchIs(name, isOn);
const boltIs = (state: number): Promise<void> => steps.boltIs('lock 1', state);
const isReachable = (name: string, is: boolean): Promise<void> => steps.isReachable(name, is);
const numbers = (): object => steps.numbers();

test('tells what happens in the house', async () => {
  await trip('contact 2');
  await contactIs('contact 2', false);
  await calm('contact 2');
  await contactIs('contact 2', true);
  await trip('motion 1');
  await matter.until(
    'motion 1',
    (it) => (it?.['occupancySensing']?.['occupancy'] as { occupied?: boolean } | undefined)?.occupied === true,
  );
  await trip('leak 1');
  await contactIs('leak 1', true);
  await trip('smoke 1');
  await matter.until('smoke 1', (it) => it?.['smokeCoAlarm']?.['smokeState'] === 2);
  await contactIs('Alarm triggered', false);
  await calm('smoke 1');
  expect(await matter.invoke('Alarm silence', 'onOff.on')).toEqual({ ok: true });
  await contactIs('Alarm triggered', true);
  await switchIs('Alarm silence', false);
});

test('tells of a pressed button, and of two presses as two', async () => {
  await says('button 1', { action: 'single' });
  await matter.event('button 1', 'multiPressComplete');
  await says('button 1', { action: 'double' });
  await matter.event('button 1', 'multiPressOngoing');
});

test('says of a device that cannot be reached that it is not', async () => {
  await zigbee.publishAsync('zigbee2mqtt/contact 2/availability', '{"state":"offline"}', { retain: true, qos: 1 });
  await isReachable('contact 2', false);
  await zigbee.publishAsync('zigbee2mqtt/contact 2/availability', '{"state":"online"}', { retain: true, qos: 1 });
  await isReachable('contact 2', true);
  expect(homebridge.log.join('\n')).not.toMatch(/Unknown cluster name/);
});

test('refuses to arm while a window is open, as an error, and shows the alarm as it is', async () => {
  await trip('contact 1');
  await contactIs('contact 1', false);
  expect(await matter.invoke('Alarm home', 'onOff.on')).toMatchObject({ ok: false });
  expect(matter.endpoint('Alarm home')?.clusters['onOff']?.['onOff']).toBe(false);
  await calm('contact 1');
  await contactIs('contact 1', true);
});

test('is one alarm with HomeKit’s: what one arms the other shows, and a plain switch does not disarm', async () => {
  const target = homekit.find('SecuritySystem', 'SecuritySystemTargetState', 'House');
  expect(await matter.invoke('Alarm away', 'onOff.on')).toEqual({ ok: true });
  expect(await homekit.get(target)).toBe(ALARM.away);
  expect(await matter.invoke('Alarm away', 'onOff.off')).toMatchObject({ ok: false });
  await switchIs('Alarm away', true);
  expect(await homekit.set(target, ALARM.stay)).toBe(STATUS.ok);
  await switchIs('Alarm home', true);
  await switchIs('Alarm away', false);
  expect(await homekit.set(target, ALARM.disarmed)).toBe(STATUS.ok);
  await switchIs('Alarm home', false);
});

test('has locks without PINs, which it does not unlock', async () => {
  const { featureMap } = matter.endpoint('lock 1')?.clusters['doorLock'] ?? {};
  expect(Object.values(featureMap as Record<string, boolean>)).not.toContain(true);
  expect(await matter.invoke('lock 1', 'doorLock.unlockDoor')).toMatchObject({ ok: false });
  expect(orders).toEqual([]);
  await boltIs(LOCK_STATE.locked);
});

test('locks, and says so only when the bolt has said so', async () => {
  await trip('lock 1');
  await boltIs(LOCK_STATE.unlocked);
  let isAnswered = false;
  const locking = matter.invoke('lock 1', 'doorLock.lockDoor').finally(() => (isAnswered = true));
  await ordered(1);
  expect([isAnswered, matter.endpoint('lock 1')?.clusters['doorLock']?.['lockState']]).toEqual([
    false,
    LOCK_STATE.unlocked,
  ]);
  await calm('lock 1');
  expect(await locking).toEqual({ ok: true });
  await boltIs(LOCK_STATE.locked);
});

test('answers that a bolt jammed, and shows it neither locked nor unlocked', async () => {
  await trip('lock 1');
  await boltIs(LOCK_STATE.unlocked);
  const locking = matter.invoke('lock 1', 'doorLock.lockDoor');
  await ordered(2);
  await says('lock 1', { state: 'UNLOCK', lock_state: 'not_fully_locked' });
  expect(await locking).toMatchObject({ ok: false });
  await boltIs(LOCK_STATE.jammed);
  await calm('lock 1');
  await boltIs(LOCK_STATE.locked);
});

test('is armed, subscribed and itself again after a power cut, and hears the next trip at once', async () => {
  const before = numbers();
  expect(await matter.invoke('Alarm away', 'onOff.on')).toEqual({ ok: true });
  await switchIs('Alarm away', true);
  await homebridge.kill();
  await start();
  await homebridge.printed(/Home is open/, START_MS);
  // Its devices have been heard of when one of them is heard: what is open before that may have been open for long.
  await trip('contact 2');
  await contactIs('contact 2', false);
  await trip('contact 1');
  await contactIs('contact 1', false);
  await contactIs('Alarm triggered', false);
  await switchIs('Alarm away', true);
  expect(numbers()).toEqual(before);
  await calm('contact 1');
  await calm('contact 2');
  await areSubscriptionsKept();
});

test('is unreachable, and obeys nobody, while the home cannot be opened', async () => {
  await homebridge.stop();
  await start({ sources: 'none' });
  await homebridge.printed(/cannot be opened/, START_MS);
  await isReachable('Alarm away', false);
  await isReachable('lock 1', false);
  expect(await matter.invoke('Alarm away', 'onOff.off')).toMatchObject({ ok: false });
  expect(await matter.invoke('lock 1', 'doorLock.unlockDoor')).toMatchObject({ ok: false });
  await areSubscriptionsKept();
});

/** matter.js keeps them anew only a moment after a start has taken them up. */
async function areSubscriptionsKept(): Promise<void> {
  const id = homebridge.username.replaceAll(':', '');
  const file = path.join(storage, 'matter', id, id, 'root.subscriptions.subscriptions');
  for await (const _ of setInterval(50)) if (readFileSync(file, 'utf8').length > '[]'.length) return;
}

test('unlocks where the owner lets Matter unlock without a code; a device has its new name, another goes', async () => {
  const { number } = matter.endpoint('contact 2') ?? {};
  await homebridge.stop();
  await start({
    policy: { withoutCode: { matter: ['arm', 'lock', 'unlock'] } },
    devices: [{ id: 'zigbee2mqtt/0x00158d0000000002', name: 'Cellar door' }],
  });
  await matter.until('Cellar door', (it) => it !== undefined);
  expect(matter.endpoint('Cellar door')?.number).toBe(number);
  await publishHouse(zigbee, { ...HOUSE, button: 0 });
  await matter.until('button 1', (it) => it === undefined);
  await isReachable('lock 1', true);
  const unlocking = matter.invoke('lock 1', 'doorLock.unlockDoor');
  await ordered(3);
  await trip('lock 1');
  expect(await unlocking).toEqual({ ok: true });
  await boltIs(LOCK_STATE.unlocked);
});

test('is on the Matter bridge of its child bridge, where the owner has switched that on', async () => {
  const child = { username: '0E:AA:BB:CC:DD:02', port: await freePort(), name: 'Nightlatch child' };
  const port = await freePort();
  const other = await startHomebridge({
    platformConfig: {
      platform: 'Nightlatch',
      name: 'Nightlatch',
      home: { id: 'other', name: 'Other' },
      sources: [{ type: 'simulator', script: 'none' }],
      _bridge: { ...child, matter: { port } },
    },
  });
  closing.push(() => other.stop());
  await other.printed(/Other is open/, START_MS);
  const file = path.join(other.storage, 'matter', child.username.replaceAll(':', ''), 'commissioning.json');
  const app = await MatterController.start();
  closing.push(() => app.close());
  // The other was found by its address; this one by mDNS.
  await app.discover(JSON.parse(readFileSync(file, 'utf8')) as { passcode: number; discriminator: number });
  await app.until('Front door', (it) => it?.['booleanState']?.['stateValue'] === true);
  expect(await app.invoke('Alarm home', 'onOff.on')).toEqual({ ok: true });
  await app.until('Alarm home', (it) => it?.['onOff']?.['onOff'] === true);
});

/** Waits until the lock has had so many orders. */
async function ordered(count: number): Promise<void> {
  if (orders.length >= count) return;
  await new Promise<void>((resolve) => {
    zigbee.on('message', () => {
      if (orders.length >= count) resolve();
    });
  });
}
