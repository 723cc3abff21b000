import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import type * as Hap from '@homebridge/hap-nodejs';
import type { Log } from '@nightlatch/model';
import { MemoryHome, TestClock } from '@nightlatch/testing';
import type { AccessoryHost } from './accessory-host.ts';
import type { HapAccessory } from './hap.ts';
import { HomeKitBridge } from './homekit-bridge.ts';

const hap = createRequire(import.meta.url)('@homebridge/hap-nodejs') as typeof Hap;
const SILENT: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
const [AWAY, NIGHT, OFF, TRIGGERED] = [1, 2, 3, 4] as const;

type Read = 'SecuritySystemCurrentState' | 'SecuritySystemTargetState' | 'StatusFault' | 'OccupancyDetected';

async function house() {
  const shown: HapAccessory[] = [];
  const host: AccessoryHost = {
    existing: () => [],
    create: (name, uuid) => Object.assign(new hap.Accessory(name, uuid), { context: {} }),
    add: (accessory) => void shown.push(accessory),
    remove: () => undefined,
    update: () => undefined,
    rename: () => undefined,
  };
  const home = new MemoryHome();
  home.store.setMaster({ id: 'all', name: 'Everything', partitions: ['flat', 'garage'] });
  home
    .partition('flat', { ready: { away: [], home: [], night: [] } })
    .partition('garage', { ready: { away: [], home: [], night: [] } });
  const bridge = new HomeKitBridge({ hap, host, log: SILENT, clock: new TestClock() });
  await bridge.start(home);
  const characteristic = (name: string, type: Read) =>
    shown
      .find((it) => it.displayName === name)
      ?.services.flatMap((service) => service.characteristics)
      .find((it) => it.UUID === hap.Characteristic[type].UUID);
  const read = async (type: Read, name = 'Everything'): Promise<unknown> =>
    await characteristic(name, type)?.handleGetRequest();
  const look = async (): Promise<unknown[]> => [
    await read('SecuritySystemCurrentState'),
    await read('SecuritySystemTargetState'),
    await read('StatusFault'),
    await read('OccupancyDetected', 'Everything partly armed'),
  ];
  return { home, names: () => shown.map(({ displayName }) => displayName), look, characteristic };
}

describe('the master in HomeKit', () => {
  test('is an alarm of its own, beside it what its partitions do not have', async () => {
    const { names } = await house();
    expect(names().filter((name) => name.startsWith('Everything'))).toEqual([
      'Everything',
      'Everything arming refused',
      'Everything silence',
      'Everything partly armed',
    ]);
  });

  test('shows what all of them say', async () => {
    const { home, look } = await house();
    expect(await look()).toEqual([OFF, OFF, 0, 0]);
    home.partition('flat', { state: 'armed', mode: 'away' }).partition('garage', { state: 'armed', mode: 'away' });
    expect(await look()).toEqual([AWAY, AWAY, 0, 0]);
    home.partition('garage', { state: 'triggered', mode: 'away' });
    expect(await look()).toEqual([TRIGGERED, AWAY, 0, 0]);
  });

  test('shows the weakest of them where they differ, a fault, and its companion', async () => {
    const { home, look } = await house();
    home.partition('flat', { state: 'armed', mode: 'away' });
    expect(await look()).toEqual([OFF, OFF, 1, 1]);
    home.partition('garage', { state: 'armed', mode: 'night' });
    expect(await look()).toEqual([NIGHT, NIGHT, 1, 1]);
  });

  test('arms all by its own name', async () => {
    const { home, characteristic } = await house();
    await characteristic('Everything', 'SecuritySystemTargetState')?.handleSetRequest(AWAY);
    expect(home.commands).toEqual([{ type: 'arm', partition: 'all', mode: 'away' }]);
  });
});
