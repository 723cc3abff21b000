import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { SAYS, publishHouse } from '../bench/zigbee-house.ts';
import { freePort } from './homebridge.ts';
import type { HubProcess } from './hub-process/hub-process.ts';
import { startHubProcess } from './hub-process/hub-process.ts';
import { MatterController } from './matter-controller/matter-controller.ts';
import type { Matterbridge } from './matterbridge.ts';
import { startMatterbridge } from './matterbridge.ts';
import { startMosquitto } from './mosquitto.ts';
import { packAndInstall } from './pack.ts';

/*
 * The packed plugin in a real Matterbridge, following a hub that runs in another process, over MQTT. A real controller
 * looks on from a third.
 */

const PIN = '271828';

jest.setTimeout(120_000);

const closing: (() => Promise<unknown>)[] = [];
let folder: string;
let broker: string;
let link: number;
let zigbee: MqttClient;
let hub: HubProcess;
let matterbridge: Matterbridge;
let controller: MatterController;

async function startHub(): Promise<void> {
  hub = await startHubProcess({
    dataDir: path.join(folder, 'hub'),
    env: { NIGHTLATCH_SECRET_ANA_CODE: PIN, NIGHTLATCH_SECRET_LINK: 'a-long-password' },
    config: {
      link: {
        role: 'host',
        port: link,
        clients: [{ name: 'matterbridge', password: { secret: 'link' }, origin: 'matter' }],
      },
      sources: [{ type: 'zigbee2mqtt', broker }],
      partitions: [{ id: 'house', name: 'House', modes: { away: { exitDelay: 0 } } }],
      users: [{ name: 'Ana', code: { secret: 'ana-code' } }],
    },
  });
}

async function startHost(): Promise<void> {
  matterbridge = await startMatterbridge({
    installed: path.join(folder, 'installed'),
    home: path.join(folder, 'home'),
    env: { NIGHTLATCH_SECRET_LINK: 'a-long-password' },
    config: {
      link: {
        role: 'join',
        broker: `mqtt://127.0.0.1:${link}`,
        client: 'matterbridge',
        username: 'matterbridge',
        password: { secret: 'link' },
      },
      bridges: { matter: { alarmLock: true, disarm: 'lock' } },
    },
    ...(matterbridge ? { port: matterbridge.port } : {}),
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nightlatch-joined-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const mosquitto = await startMosquitto();
  closing.push(() => mosquitto.stop());
  broker = mosquitto.url;
  zigbee = await connectAsync(broker);
  closing.push(() => zigbee.endAsync(true));
  await publishHouse(zigbee, { contact: 2, lock: 1 });
  link = await freePort();
  await startHub();
  closing.push(() => hub.stop());
  await packAndInstall(folder, 'matterbridge-nightlatch');
  await startHost();
  closing.push(() => matterbridge.stop());
  controller = await MatterController.start();
  closing.push(() => controller.close());
  await controller.discover(matterbridge);
}, 300_000);

afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
}, 30_000);

const isReachable = (name: string, is: boolean): Promise<unknown> =>
  controller.until(name, (it) => it?.['bridgedDeviceBasicInformation']?.['reachable'] === is);
const awayIs = (isOn: boolean): Promise<unknown> =>
  controller.until('Alarm away', (it) => it?.['onOff']?.['onOff'] === isOn);
const numbers = (): object => Object.fromEntries(controller.names().map((it) => [it, controller.endpoint(it)?.number]));

test('shows a hub that runs elsewhere, which arms, and disarms with a PIN', async () => {
  await isReachable('contact 1', true);
  expect(await controller.invoke('Alarm away', 'onOff.on')).toEqual({ ok: true });
  await awayIs(true);
  expect(await controller.invoke('Alarm lock', 'doorLock.unlockDoor', { pinCode: '314159' })).toMatchObject({
    ok: false,
  });
  expect(await controller.invoke('Alarm lock', 'doorLock.unlockDoor', { pinCode: PIN })).toEqual({ ok: true });
  await awayIs(false);
  await zigbee.publishAsync('zigbee2mqtt/contact 1', JSON.stringify(SAYS.contact.trip), { retain: true });
  await controller.until('contact 1', (it) => it?.['booleanState']?.['stateValue'] === false);
});

test('is unreachable, not gone, while the hub is away, also when it is restarted meanwhile; no app loses a device', async () => {
  const before = numbers();
  await hub.stop();
  await isReachable('contact 1', false);
  await isReachable('Alarm away', false);
  expect(await controller.invoke('Alarm away', 'onOff.on')).toMatchObject({ ok: false });
  await matterbridge.stop();
  await startHost();
  await matterbridge.printed(/its hub is away/, 60_000);
  expect(await controller.invoke('Alarm away', 'onOff.on')).toMatchObject({ ok: false });
  await startHub();
  await isReachable('contact 1', true);
  await isReachable('Alarm away', true);
  expect(numbers()).toEqual(before);
  expect(await controller.invoke('Alarm away', 'onOff.on')).toMatchObject({ ok: false });
  await zigbee.publishAsync('zigbee2mqtt/contact 1', JSON.stringify(SAYS.contact.rest), { retain: true });
  await controller.until('contact 1', (it) => it?.['booleanState']?.['stateValue'] === true);
  expect(await controller.invoke('Alarm away', 'onOff.on')).toEqual({ ok: true });
  await awayIs(true);
});
