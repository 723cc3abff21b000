import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { SAYS, publishHouse } from '../bench/zigbee-house.ts';
import type { HubProcess } from './hub-process/hub-process.ts';
import { startHubProcess } from './hub-process/hub-process.ts';
import { MatterController } from './matter-controller/matter-controller.ts';
import { pairingSecrets } from './matter/pairing-secrets.ts';
import { freePort, startMosquitto } from './mosquitto.ts';

/* Four processes: a hub, a second one that follows it over MQTT and shows it in Matter (as it is published: bundled with
 * matter.js), a broker of Zigbee devices, an app. */

const env = { NIGHTLATCH_SECRET_LINK: 'a-long-password' };
const closing: (() => unknown)[] = [];
let folder: string;
let broker: string;
let link: number;
let port: number;
let zigbee: MqttClient;
let hub: HubProcess;
let shell: HubProcess;
let app: MatterController;

async function startHub(): Promise<void> {
  hub = await startHubProcess({
    dataDir: join(folder, 'hub'),
    env,
    config: {
      link: {
        role: 'host',
        port: link,
        clients: [{ name: 'matter', password: { secret: 'link' }, origin: 'matter' }],
      },
      sources: [{ type: 'zigbee2mqtt', broker }],
      partitions: [{ id: 'house', name: 'House', modes: { away: { exitDelay: 0 } } }],
    },
  });
}

async function startShell(): Promise<void> {
  shell = await startHubProcess({
    dataDir: join(folder, 'shell'),
    env,
    isBuilt: true,
    config: {
      link: {
        role: 'join',
        broker: `mqtt://127.0.0.1:${link}`,
        client: 'matter',
        username: 'matter',
        password: { secret: 'link' },
      },
      bridges: { matter: { port } },
    },
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-joined-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const mosquitto = await startMosquitto();
  closing.push(() => mosquitto.stop());
  broker = mosquitto.url;
  zigbee = await connectAsync(broker);
  closing.push(() => zigbee.endAsync(true));
  await publishHouse(zigbee, { contact: 2, lock: 1 });
  [link, port] = [await freePort(), await freePort()];
  await startHub();
  closing.push(() => hub.stop());
  await startShell();
  closing.push(() => shell.stop());
  app = await MatterController.start();
  closing.push(() => app.close());
  const [secret] = pairingSecrets(join(folder, 'shell', 'matter'));
  if (!secret) throw new Error('The shell has drawn no pairing code.');
  await app.discover(secret);
}, 120_000);

afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
}, 30_000);

const isReachable = (name: string, is: boolean): Promise<unknown> =>
  app.until(name, (it) => it?.['bridgedDeviceBasicInformation']?.['reachable'] === is);
async function says(name: string, what: 'rest' | 'trip'): Promise<void> {
  await zigbee.publishAsync(`zigbee2mqtt/${name}`, JSON.stringify(SAYS.contact[what]), { retain: true });
  await app.until(name, (it) => it?.['booleanState']?.['stateValue'] === (what === 'rest'));
}

const numbers = (): object => Object.fromEntries(app.names().map((it) => [it, app.endpoint(it)?.number]));

test('a house whose hub is elsewhere stays in the app, unreachable, while that hub is away and the bridge starts anew', async () => {
  await isReachable('contact 1', true);
  await isReachable('Alarm away', true);
  // The first may be of what the app read as it paired; the second it is told.
  await says('contact 2', 'trip');
  await says('contact 2', 'rest');
  const before = numbers();
  await hub.stop();
  await isReachable('contact 1', false);
  await shell.stop();
  await startShell();
  await shell.logged(/shows the house as it was/);
  // It answers, so it is online: nothing of it may be obeyed, and nothing of it is gone.
  expect(await app.invoke('Alarm away', 'onOff.on')).toMatchObject({ ok: false });
  expect(numbers()).toEqual(before);
  await startHub();
  await isReachable('contact 1', true);
  await says('contact 1', 'trip');
  expect(numbers()).toEqual(before);
}, 120_000);
