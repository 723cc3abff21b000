import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { matterbridgeSchema } from '@nightlatch/assembly';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { publishHouse } from '../bench/zigbee-house.ts';
import { FORM } from '../packages/matterbridge-nightlatch/src/form.ts';
import { MatterController } from './matter-controller/matter-controller.ts';
import type { Matterbridge } from './matterbridge.ts';
import { HouseSteps, PARTITIONS } from './matter/house-steps.ts';
import { startMatterbridge } from './matterbridge.ts';
import { startMosquitto } from './mosquitto.ts';
import { packAndInstall, packList } from './pack.ts';

/*
 * The plugin as it is packed, in a real Matterbridge with a matter.js of its own, seen by a real controller in another
 * process. The house is one of Zigbee devices on a real Mosquitto; its hub runs inside the plugin.
 */

const NAME = 'matterbridge-nightlatch';
const PIN = '271828';
const WRONG_PIN = '314159';
const IN_HEX = (pin: string): string => Buffer.from(pin).toString('hex');
const HOUSE = { contact: 2, motion: 1, smoke: 1, leak: 1, lock: 1 } as const;
const LOCKED = 1;
const UNLOCKED = 2;
const CONTACT_SENSOR = 0x15;
const DOOR_LOCK = 0x0a;
const ON_OFF_PLUG = 0x10a;

jest.setTimeout(120_000);

const closing: (() => Promise<unknown>)[] = [];
let folder: string;
let broker: string;
let zigbee: MqttClient;
let matterbridge: Matterbridge;
let controller: MatterController;
let steps: HouseSteps;

const config = (): Record<string, unknown> => ({
  home: { id: 'home', name: 'Home' },
  sources: [{ type: 'zigbee2mqtt', broker }],
  partitions: PARTITIONS,
  users: [{ name: 'Ana', code: { secret: 'ana-code' } }],
  bridges: { matter: { alarmLock: true, disarm: 'lock' } },
});

async function start(): Promise<void> {
  matterbridge = await startMatterbridge({
    installed: path.join(folder, 'installed'),
    home: path.join(folder, 'home'),
    config: config(),
    env: { NIGHTLATCH_SECRET_ANA_CODE: PIN },
    extra: ['-logger', 'debug', '-matterlogger', 'debug'],
    ...(matterbridge ? { port: matterbridge.port } : {}),
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nightlatch-matterbridge-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const mosquitto = await startMosquitto();
  closing.push(() => mosquitto.stop());
  broker = mosquitto.url;
  zigbee = await connectAsync(broker);
  closing.push(() => zigbee.endAsync(true));
  await publishHouse(zigbee, HOUSE);
  await packAndInstall(folder, NAME);
  await start();
  closing.push(() => matterbridge.stop());
  controller = await MatterController.start();
  closing.push(() => controller.close());
  steps = new HouseSteps(zigbee, controller);
  await controller.commission(matterbridge);
  await controller.until('lock 1', (it) => it?.['doorLock']?.['lockState'] === LOCKED);
}, 300_000);

afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
}, 30_000);

const trip = (name: string): Promise<void> => steps.trip(name);
const calm = (name: string): Promise<void> => steps.calm(name);
const contactIs = (name: string, isClosed: boolean): Promise<void> => steps.contactIs(name, isClosed);
const switchIs = (name: string, isOn: boolean): Promise<void> => steps.switchIs(name, isOn);

test('shows the devices and the alarm, each as what it is', () => {
  const expected: Readonly<Record<string, number>> = {
    'contact 1': CONTACT_SENSOR,
    'lock 1': DOOR_LOCK,
    'Alarm away': ON_OFF_PLUG,
    'Alarm lock': DOOR_LOCK,
    'Alarm triggered': CONTACT_SENSOR,
  };
  for (const [name, type] of Object.entries(expected)) expect(controller.endpoint(name)?.deviceTypes).toContain(type);
  expect(new Set(controller.names()).size).toBe(controller.names().length);
});

test('tells what happens in the house', async () => {
  await trip('contact 2');
  await contactIs('contact 2', false);
  await calm('contact 2');
  await contactIs('contact 2', true);
  await trip('motion 1');
  await controller.until(
    'motion 1',
    (it) => (it?.['occupancySensing']?.['occupancy'] as { occupied?: boolean } | undefined)?.occupied === true,
  );
  await trip('leak 1');
  await contactIs('leak 1', true);
});

test('refuses to arm while a window is open, as an error, and shows the alarm as it is', async () => {
  await trip('contact 1');
  await contactIs('contact 1', false);
  expect(await controller.invoke('Alarm home', 'onOff.on')).toMatchObject({ ok: false });
  await calm('contact 1');
  await contactIs('contact 1', true);
  await switchIs('Alarm home', false);
});

test('arms by a switch, and disarms by the lock with the right PIN alone', async () => {
  expect(await controller.invoke('Alarm away', 'onOff.on')).toEqual({ ok: true });
  await switchIs('Alarm away', true);
  await controller.until('Alarm lock', (it) => it?.['doorLock']?.['lockState'] === LOCKED);
  expect(await controller.invoke('Alarm away', 'onOff.off')).toMatchObject({ ok: false });
  expect(await controller.invoke('Alarm lock', 'doorLock.unlockDoor')).toMatchObject({ ok: false });
  expect(await controller.invoke('Alarm lock', 'doorLock.unlockDoor', { pinCode: WRONG_PIN })).toMatchObject({
    ok: false,
  });
  await controller.event('Alarm lock', 'lockOperationError');
  await switchIs('Alarm away', true);
  expect(await controller.invoke('Alarm lock', 'doorLock.unlockDoor', { pinCode: PIN })).toEqual({ ok: true });
  await switchIs('Alarm away', false);
});

test('moves a bolt for the right PIN alone, and says that it moved once the lock has said so', async () => {
  const orders: string[] = [];
  await zigbee.subscribeAsync('zigbee2mqtt/lock 1/set');
  zigbee.on('message', (topic, body) => void (topic.endsWith('/set') && orders.push(body.toString())));
  for (const fields of [{}, { pinCode: WRONG_PIN }]) {
    expect(await controller.invoke('lock 1', 'doorLock.unlockDoor', fields)).toMatchObject({ ok: false });
  }
  expect(orders).toEqual([]);
  expect(await controller.invoke('lock 1', 'doorLock.unlockDoor', { pinCode: PIN })).toEqual({ ok: true });
  expect(orders).toHaveLength(1);
  expect(controller.endpoint('lock 1')?.clusters['doorLock']?.['lockState']).toBe(LOCKED);
  await trip('lock 1');
  await controller.until('lock 1', (it) => it?.['doorLock']?.['lockState'] === UNLOCKED);
  await controller.event('lock 1', 'lockOperation');
  await calm('lock 1');
  await controller.until('lock 1', (it) => it?.['doorLock']?.['lockState'] === LOCKED);
});

test('tells of smoke by state and event, also while disarmed, and silences it', async () => {
  await trip('smoke 1');
  await controller.until('smoke 1', (it) => it?.['smokeCoAlarm']?.['smokeState'] === 2);
  await controller.event('smoke 1', 'smokeAlarm');
  await contactIs('Alarm triggered', false);
  await calm('smoke 1');
  expect(await controller.invoke('Alarm silence', 'onOff.on')).toEqual({ ok: true });
  await contactIs('Alarm triggered', true);
});

test('is armed, subscribed and itself again after a power cut, and hears the next trip at once', async () => {
  const numbers = (): object =>
    Object.fromEntries(controller.names().map((it) => [it, controller.endpoint(it)?.number]));
  const before = numbers();
  expect(await controller.invoke('Alarm away', 'onOff.on')).toEqual({ ok: true });
  await switchIs('Alarm away', true);
  await matterbridge.kill();
  await start();
  await trip('contact 1');
  await contactIs('contact 1', false);
  await contactIs('Alarm triggered', false);
  expect(numbers()).toEqual(before);
  await calm('contact 1');
  expect(await controller.invoke('Alarm lock', 'doorLock.unlockDoor', { pinCode: PIN })).toEqual({ ok: true });
  await switchIs('Alarm away', false);
});

test('follows a device that is renamed, added or removed', async () => {
  await publishHouse(zigbee, { ...HOUSE, contact: 3 });
  await contactIs('contact 3', true);
  const { number } = controller.endpoint('contact 3') ?? {};
  await rename('contact 3', 'Cellar door');
  await controller.until('Cellar door', (it) => it !== undefined);
  expect(controller.endpoint('Cellar door')?.number).toBe(number);
  await publishHouse(zigbee, HOUSE);
  await controller.until('Cellar door', (it) => it === undefined);
});

/** As Zigbee2MQTT does it: the list with the new name, and the device's topics under it. */
async function rename(from: string, to: string): Promise<void> {
  const listed = new Promise<{ friendly_name: string }[]>((resolve) => {
    zigbee.on('message', (topic, body) => {
      if (topic === 'zigbee2mqtt/bridge/devices') resolve(JSON.parse(body.toString()) as { friendly_name: string }[]);
    });
  });
  await zigbee.subscribeAsync('zigbee2mqtt/bridge/devices');
  const renamed = (await listed).map((it) => (it.friendly_name === from ? { ...it, friendly_name: to } : it));
  await zigbee.unsubscribeAsync('zigbee2mqtt/bridge/devices');
  await zigbee.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify(renamed), { retain: true, qos: 1 });
}

test('a PIN is in no log, at whatever level', () => {
  const text = matterbridge.log.join('\n');
  expect(text).toMatch(/\[debug\]/);
  for (const pin of [PIN, WRONG_PIN]) {
    expect(text).not.toContain(pin);
    expect(text).not.toContain(IN_HEX(pin));
  }
});

/** @see Matterbridge's rules for plugins (README-DEV.md) and the checks that it runs on a package. */
test('the package is as Matterbridge asks', async () => {
  const file = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(import.meta.dirname, '..', 'packages', NAME, name), 'utf8'));
  const manifest = file('package.json') as Record<string, unknown>;
  expect(manifest).toMatchObject({ name: NAME, type: 'module', main: './dist/index.js', license: 'Apache-2.0' });
  for (const key of ['version', 'description', 'author', 'homepage']) expect(manifest[key]).toBeTruthy();
  const needed = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys((manifest[kind] as object | undefined) ?? {}),
  );
  expect(needed.filter((name) => /^(matterbridge|@matterbridge|@matter|@project-chip)/.test(name))).toEqual([]);
  expect(file(`${NAME}.config.json`)).toMatchObject({
    name: NAME,
    type: 'DynamicPlatform',
    version: manifest['version'],
  });
  expect(file(`${NAME}.schema.json`)).toEqual(matterbridgeSchema(FORM));
  const { files } = await packList(NAME);
  expect(files).toEqual(expect.arrayContaining([`${NAME}.config.json`, `${NAME}.schema.json`, 'dist/index.js']));
});
