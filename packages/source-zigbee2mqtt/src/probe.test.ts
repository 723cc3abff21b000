import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { connectAsync } from 'mqtt';
import type { Mosquitto, MosquittoOptions } from '../../../test/mosquitto.ts';
import { freePort, startMosquitto } from '../../../test/mosquitto.ts';
import { probeZigbee2Mqtt } from './probe.ts';

let broker: Mosquitto | undefined;

afterEach(async () => {
  await broker?.stop();
  broker = undefined;
});

async function brokerWith(
  retained: Readonly<Record<string, unknown>>,
  options: MosquittoOptions = {},
): Promise<string> {
  broker = await startMosquitto(options);
  const [username, password] = Object.entries(options.users ?? {})[0] ?? [];
  const client = await connectAsync(
    broker.url,
    username === undefined || password === undefined ? {} : { username, password },
  );
  for (const [topic, body] of Object.entries(retained)) {
    await client.publishAsync(topic, JSON.stringify(body), { retain: true, qos: 1 });
  }
  await client.endAsync();
  return broker.url;
}

const DEVICES = [{ type: 'Coordinator' }, { type: 'EndDevice' }, { type: 'Router' }];

test('finds each Zigbee2MQTT of a broker with its devices, whatever its base topic', async () => {
  const url = await brokerWith({
    'zigbee2mqtt/bridge/state': { state: 'online' },
    'zigbee2mqtt/bridge/devices': DEVICES,
    'garden/zigbee/bridge/state': { state: 'offline' },
    'other/state': 'online',
  });
  expect(await probeZigbee2Mqtt({ broker: url })).toEqual({
    outcome: 'found',
    bridges: [
      { baseTopic: 'zigbee2mqtt', isOnline: true, devices: 2 },
      { baseTopic: 'garden/zigbee', isOnline: false },
    ],
  });
});

test('tells a broker without Zigbee2MQTT from none', async () => {
  const url = await brokerWith({ 'home/lamp': 'on' });
  expect(await probeZigbee2Mqtt({ broker: url })).toEqual({ outcome: 'no-zigbee2mqtt' });
  const closed = `mqtt://127.0.0.1:${await freePort()}`;
  expect(await probeZigbee2Mqtt({ broker: closed })).toEqual({ outcome: 'no-broker', problem: 'refused' });
});

test('asks for a login where the broker does, and gets in with the right one', async () => {
  const url = await brokerWith({ 'zigbee2mqtt/bridge/state': { state: 'online' } }, { users: { ana: 'rosebud' } });
  expect(await probeZigbee2Mqtt({ broker: url })).toEqual({ outcome: 'login' });
  const wrong = { broker: url, username: 'ana', password: new SecretText('rosebug') };
  expect(await probeZigbee2Mqtt(wrong)).toEqual({ outcome: 'login' });
  const right = { broker: url, username: 'ana', password: new SecretText('rosebud') };
  expect(await probeZigbee2Mqtt(right)).toMatchObject({ outcome: 'found' });
});

test('gives up on a listener that never answers', async () => {
  const mute = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => void mute.once('listening', resolve));
  const { port } = mute.address() as AddressInfo;
  const result = await probeZigbee2Mqtt({ broker: `mqtt://127.0.0.1:${port}`, timeoutMs: 200 });
  expect(result).toEqual({ outcome: 'no-broker', problem: 'silent' });
  mute.close();
});
