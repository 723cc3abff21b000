import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Health } from '@nightlatch/model';
import type { RemoteHome } from '@nightlatch/link/client';
import type { LinkHost } from '@nightlatch/link/host';
import type { TestBroker } from './brokers.ts';
import { embedded, mosquitto } from './brokers.ts';
import { MemoryHome, house } from './memory-home.ts';
import { PlainClient } from './plain-client.ts';
import { RecordingLog } from './recording-log.ts';
import { linked, until } from './wait-until.ts';

const ROOT = 'nightlatch/home';
const ALL = { id: 'all', name: 'Everything', partitions: ['house', 'garage'] };
const HEALTH: Health = {
  ok: true,
  devices: { total: 1, late: [], lost: [], lowBattery: [], tampered: [] },
  untested: ['test/door#contact'],
  troubles: [],
};

describe.each([
  ['the embedded broker', embedded, 'phone'],
  ['Mosquitto', mosquitto, 'wall-switch'],
] as const)('a house of several partitions on %s', (_, start, simple) => {
  let log: RecordingLog;
  let broker: TestBroker;
  let hub: MemoryHome;
  let host: LinkHost;
  let phone: PlainClient;
  let home: RemoteHome;

  beforeEach(async () => {
    log = new RecordingLog();
    broker = await start();
    hub = new MemoryHome().furnish();
    hub.show(house({ id: 'garage', name: 'Garage' }));
    hub.join(ALL);
    hub.health = () => HEALTH;
    host = await broker.host(hub, log);
    phone = await PlainClient.connect(broker.port, 'phone');
    await phone.subscribe(`${ROOT}/partition/+`, `${ROOT}/partition/+/state`, `${ROOT}/health`);
    home = await broker.join('panel', log);
    await linked(home);
  });

  afterEach(async () => {
    await home.close();
    await phone.end();
    await host.close();
    await broker.stop();
  });

  test('shows the master as a partition with those that it stands for, and mixed where they differ', async () => {
    expect(await phone.json('/partition/all')).toMatchObject({ v: 1, ...ALL, state: 'disarmed' });
    hub.show(house({ state: 'armed', mode: 'away' }));
    await phone.next(({ topic, text }) => topic === `${ROOT}/partition/all/state` && text === 'mixed');
    hub.show(house({ id: 'garage', name: 'Garage', state: 'armed', mode: 'away' }));
    await phone.next(({ topic, text }) => topic === `${ROOT}/partition/all/state` && text === 'armed_away');
  });

  test('is the same to a home that follows the hub', async () => {
    expect(home.snapshot.master).toEqual(hub.snapshot.master);
    hub.show(house({ state: 'armed', mode: 'away' }));
    await until(home, ({ snapshot }) => snapshot.master?.state === 'mixed');
    expect(await home.execute({ type: 'disarm', partition: 'all' })).toMatchObject({ reason: 'code-required' });
    expect(hub.executed.at(-1)?.command).toEqual({ type: 'disarm', partition: 'all' });
  });

  test('takes simple words for the master', async () => {
    const wall = simple === 'phone' ? phone : await PlainClient.connect(broker.port, simple);
    await wall.publish(`${ROOT}/partition/all/set`, 'ARM_AWAY');
    await phone.next(({ topic, text }) => topic === `${ROOT}/partition/house/state` && text === 'armed_away');
    if (wall !== phone) await wall.end();
    expect(hub.executed.at(-1)?.command).toEqual({ type: 'arm', partition: 'all', mode: 'away' });
  });

  test('says how well it can watch', async () => {
    expect(await phone.json('/health')).toEqual({ v: 1, ...HEALTH });
  });
});
