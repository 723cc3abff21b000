import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { openRemoteHome } from '@nightlatch/link/client';
import { openLinkHost } from '@nightlatch/link/host';
import type { LinkHost } from '@nightlatch/link/host';
import type { Mosquitto, MosquittoOptions } from '../../../test/mosquitto.ts';
import { freePort, startMosquitto } from '../../../test/mosquitto.ts';
import { Cable } from './cable.ts';
import { MemoryHome } from './memory-home.ts';
import { PlainClient } from './plain-client.ts';
import { RecordingLog } from './recording-log.ts';
import { linked, record, until } from './wait-until.ts';

const STATUS = 'nightlatch/home/status';

describe('on a broker that hubs share', () => {
  let broker: Mosquitto;
  let log: RecordingLog;
  const hosts: LinkHost[] = [];
  const more: Mosquitto[] = [];

  beforeEach(async () => {
    broker = await startMosquitto();
    log = new RecordingLog();
  });

  afterEach(async () => {
    for (const host of hosts.splice(0)) await host.close();
    for (const one of [broker, ...more.splice(0)]) await one.stop();
  });

  async function another(options: MosquittoOptions): Promise<Mosquitto> {
    const one = await startMosquitto(options);
    more.push(one);
    return one;
  }

  async function serve(home: MemoryHome, url = broker.url): Promise<LinkHost> {
    const host = await openLinkHost({ home, broker: url, log });
    hosts.push(host);
    return host;
  }

  test('a second hub refuses to start and names the first, which goes on undisturbed', async () => {
    await serve(new MemoryHome({ instance: 'first' }).furnish());
    const home = await openRemoteHome({ broker: broker.url, home: 'home', client: 'panel', log });
    await linked(home);
    const changes = record(home);
    await expect(serve(new MemoryHome({ instance: 'second' }))).rejects.toMatchObject({
      code: 'hub-taken',
      message: expect.stringContaining('instance first'),
    });
    await expect(serve(new MemoryHome({ id: 'another', instance: 'third' }))).resolves.toBeDefined();
    expect([changes, home.snapshot.link]).toEqual([[], 'online']);
    await home.close();
  });

  test('of two hubs that start at once one serves the home', async () => {
    const started = await Promise.allSettled(['a', 'b', 'c'].map((instance) => serve(new MemoryHome({ instance }))));
    expect(started.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('a hub takes over from one that died without its last will, and clears what it left', async () => {
    const dead = await PlainClient.connect(broker.port, 'dead');
    await dead.publish(STATUS, { v: 1, status: 'online', instance: 'dead' }, { retain: true });
    await dead.publish('nightlatch/home/device/test/gone', { v: 1, id: 'test/gone', attributes: {} }, { retain: true });
    await dead.publish('nightlatch/home/partition/old/hazard/fire', { v: 1, state: 'alarm' }, { retain: true });
    await dead.subscribe('nightlatch/home/#');
    await serve(new MemoryHome({ instance: 'heir' }).furnish());
    await dead.json('/status', 'heir');
    const cleared = dead.messages.filter(({ text }) => text === '').map(({ topic }) => topic);
    expect(cleared).toEqual(['nightlatch/home/device/test/gone', 'nightlatch/home/partition/old/hazard/fire']);
    await dead.end();
  });

  test('clients see unknown as soon as the hub’s cable is pulled, and miss nothing', async () => {
    const cable = await Cable.to(broker.port);
    const hub = new MemoryHome().furnish();
    await serve(hub, `mqtt://127.0.0.1:${cable.port}`);
    const home = await openRemoteHome({ broker: broker.url, home: 'home', client: 'panel', log });
    await linked(home);
    const changes = record(home);
    const from = hub.lastNumber;
    cable.pull();
    await linked(home, 'unknown');
    for (const value of ['open', 'closed', 'open'] as const) hub.set('test/door', 'contact', value);
    cable.plugIn();
    await linked(home);
    await until(home, ({ snapshot }) => snapshot.devices.get('test/door')?.values.contact?.value === 'open');
    const told = changes.filter(({ type }) => type !== 'link');
    expect(told).toEqual((hub.changesAfter(from) ?? []).map(({ change }) => change));
    await home.close();
    await hosts.pop()?.close();
    await cable.close();
  });

  test('the broker may come later than the hub, and come back', async () => {
    const port = await freePort();
    const hub = new MemoryHome().furnish();
    await serve(hub, `mqtt://127.0.0.1:${port}`);
    expect(log.at('warn')[0]).toMatch(/cannot be reached.*goes on without the link/);
    const home = await openRemoteHome({ broker: `mqtt://127.0.0.1:${port}`, home: 'home', client: 'panel', log });
    const late = await another({ port });
    await linked(home);
    await late.stop('SIGKILL');
    await linked(home, 'unknown');
    hub.set('test/door', 'contact', 'open');
    await another({ port });
    await linked(home);
    await until(home, ({ snapshot }) => snapshot.devices.get('test/door')?.values.contact?.value === 'open');
    await home.close();
  });

  test('a hub that may not log in says so', async () => {
    const closed = await another({ users: { hub: 'right' } });
    const options = {
      home: new MemoryHome(),
      broker: closed.url,
      username: 'hub',
      password: new SecretText('wrong'),
      log,
    };
    await expect(openLinkHost(options)).rejects.toMatchObject({ code: 'broker-refused' });
  });
});

describe('a hub in a process of its own', () => {
  const log = new RecordingLog();
  let port: number;
  let hub: ChildProcess;

  async function start(): Promise<void> {
    const script = join(import.meta.dirname, 'hub-process.ts');
    hub = spawn(process.execPath, ['--conditions=source', script, String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(hub.stdout ?? hub, 'data');
  }

  beforeEach(async () => {
    port = await freePort();
    await start();
  });

  afterEach(async () => {
    if (hub.kill('SIGKILL')) await once(hub, 'exit');
  });

  test('is unknown at once when it is killed, and back when it is started again', async () => {
    const home = await openRemoteHome({ broker: `mqtt://127.0.0.1:${port}`, home: 'home', client: 'panel', log });
    await linked(home);
    const exited = once(hub, 'exit');
    hub.kill('SIGKILL');
    await linked(home, 'unknown');
    await exited;
    await start();
    await linked(home);
    expect(home.snapshot.devices.get('test/door')?.name).toBe('Front door');
    await home.close();
  });
});
