import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { ALARM, HapController, STATUS } from './hap-controller.ts';
import type { Homebridge, HomebridgeOptions } from './homebridge.ts';
import { freePort, startHomebridge } from './homebridge.ts';

const HOUSE = {
  platform: 'Nightlatch',
  name: 'Nightlatch',
  home: { id: 'test', name: 'Test' },
  sources: [{ type: 'simulator', script: 'none' }],
  partitions: [{ id: 'house', name: 'House', modes: { away: { exitDelay: 45 }, home: {} } }],
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(options: HomebridgeOptions): Promise<Homebridge> {
  const homebridge = await startHomebridge(options);
  closing.push(() => homebridge.stop());
  return homebridge;
}

async function pair(server: Parameters<typeof HapController.pair>[0]): Promise<HapController> {
  const controller = await HapController.pair(server);
  closing.push(() => controller.close());
  return controller;
}

async function keptStorage(): Promise<string> {
  const storage = await mkdtemp(path.join(tmpdir(), 'nightlatch-homebridge-'));
  closing.push(() => rm(storage, { recursive: true, force: true }));
  return storage;
}

test('stays idle, with one line, while nothing is configured', async () => {
  const homebridge = await start({ platformConfig: { platform: 'Nightlatch', name: 'Nightlatch' } });
  await homebridge.printed(/Nothing is configured yet/);
  expect(homebridge.log.filter((line) => line.startsWith('[Nightlatch]'))).toHaveLength(2);
  expect(await readdir(homebridge.storage)).not.toContain('nightlatch');
  expect(await homebridge.stop()).toBeLessThan(129 + 15);
});

test('says what is wrong with a configuration, and lets Homebridge run on', async () => {
  const homebridge = await start({ platformConfig: { ...HOUSE, partitoins: [] } });
  await homebridge.printed(/partitoins.*partitions/);
  const controller = await pair(homebridge);
  expect(controller.names()).toHaveLength(1);
});

test('arms from a HomeKit controller, and is arming still after a power cut, under the same identities', async () => {
  const storage = await keptStorage();
  const first = await start({ storage, platformConfig: HOUSE });
  await first.printed(/Test is open/);
  const controller = await pair(first);
  const ids = (): readonly string[] => [
    controller.find('SecuritySystem', 'SecuritySystemCurrentState', 'House'),
    controller.find('SecuritySystem', 'SecuritySystemTargetState', 'House'),
    controller.find('ContactSensor', 'ContactSensorState', 'Back door'),
  ];
  const before = ids();
  const [current = '', target = ''] = before;
  expect(await controller.set(target, ALARM.away)).toBe(STATUS.ok);
  expect([await controller.get(current), await controller.get(target)]).toEqual([ALARM.disarmed, ALARM.away]);
  await first.kill();

  const second = await start({ storage, platformConfig: HOUSE, identity: first });
  await second.printed(/Test is open/);
  await controller.reconnect();
  expect(ids()).toEqual(before);
  expect(await controller.get(target)).toBe(ALARM.away);
});

test('tells the alarm’s state before the batch of 250 ms', async () => {
  const homebridge = await start({ platformConfig: HOUSE });
  await homebridge.printed(/Test is open/);
  const controller = await pair(homebridge);
  const current = controller.find('SecuritySystem', 'SecuritySystemCurrentState', 'House');
  const target = controller.find('SecuritySystem', 'SecuritySystemTargetState', 'House');
  await controller.subscribe(current);
  const times: number[] = [];
  for (const state of [ALARM.stay, ALARM.disarmed, ALARM.stay, ALARM.disarmed]) {
    const event = controller.next(current, state);
    const at = performance.now();
    expect(await controller.set(target, state)).toBe(STATUS.ok);
    times.push((await event).at - at);
  }
  expect(Math.min(...times)).toBeLessThan(200);
});

test('answers "No Response" for what an earlier start showed, when the home cannot be opened', async () => {
  const storage = await keptStorage();
  const first = await start({ storage, platformConfig: HOUSE });
  await first.printed(/Test is open/);
  const controller = await pair(first);
  const contact = controller.find('ContactSensor', 'ContactSensorState', 'Back door');
  const current = controller.find('SecuritySystem', 'SecuritySystemCurrentState', 'House');
  expect(await controller.get(contact)).toBe(0);
  await first.stop();

  const second = await start({ storage, platformConfig: { ...HOUSE, sources: 'none' }, identity: first });
  await second.printed(/cannot be opened/);
  await controller.reconnect();
  for (const id of [contact, current]) {
    expect(await controller.read(id)).toMatchObject({ status: STATUS.communicationFailure });
  }
});

test('runs as a child bridge, and advises it only where it does not', async () => {
  const child = { username: '0E:AA:BB:CC:DD:01', port: await freePort(), name: 'Nightlatch child' };
  const homebridge = await start({ platformConfig: { ...HOUSE, _bridge: child } });
  await homebridge.printed(/Test is open/);
  const controller = await pair({ ...child, pin: homebridge.pin });
  expect(await controller.get(controller.find('SecuritySystem', 'SecuritySystemCurrentState'))).toBe(ALARM.disarmed);
  expect(homebridge.log.join('\n')).not.toMatch(/Run this plugin as a child bridge/);
});
