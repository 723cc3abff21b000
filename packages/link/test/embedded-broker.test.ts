import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { openRemoteHome } from '@nightlatch/link/client';
import { openLinkHost } from '@nightlatch/link/host';
import type { LinkHost, LinkHostOptions } from '@nightlatch/link/host';
import { connectAsync } from 'mqtt';
import { selfSigned } from './certificate.ts';
import { MemoryHome } from './memory-home.ts';
import type { LoginOptions } from './plain-client.ts';
import { PlainClient } from './plain-client.ts';
import { RecordingLog } from './recording-log.ts';
import { linked, until } from './wait-until.ts';

const ROOT = 'nightlatch/home';
const LIVE = `${ROOT}/live`;
const PHONE = { name: 'phone', password: new SecretText('phone'), origin: 'link' } as const;
const PANEL = { name: 'panel', password: new SecretText('panel'), origin: 'panel' } as const;

/** A client of this machine, without a password. */
const nameless = (clientId: string): LoginOptions => ({ username: undefined, password: undefined, clientId });
/** The values that a client was told live, in order. */
const heard = ({ messages }: PlainClient): unknown[] =>
  messages.filter(({ topic }) => topic === LIVE).map(({ text }) => (JSON.parse(text) as { to: unknown }).to);
/** Resolves when it has been told one. */
const told = (client: PlainClient, value: string): Promise<unknown> => client.json('/live', `"to":"${value}"`);

describe('the embedded broker', () => {
  let log: RecordingLog;
  let hub: MemoryHome;
  const hosts: LinkHost[] = [];
  const clients: PlainClient[] = [];

  beforeEach(() => {
    log = new RecordingLog();
    hub = new MemoryHome().furnish();
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.end();
    for (const host of hosts.splice(0)) await host.close();
  });

  async function serve(options: Partial<LinkHostOptions> = {}): Promise<LinkHost & { port: number }> {
    const host = await openLinkHost({ home: hub, broker: 'embedded', port: 0, log, ...options });
    hosts.push(host);
    return host as LinkHost & { port: number };
  }

  async function come(port: number, name: string, options: LoginOptions = {}): Promise<PlainClient> {
    const client = await PlainClient.connect(port, name, options);
    clients.push(client);
    return client;
  }

  test('will not leave this machine while nobody has a password', async () => {
    await expect(serve({ bind: '0.0.0.0' })).rejects.toThrow(
      /link\.bind.*no client that has a password.*Add link\.clients/s,
    );
    await expect(serve({ clients: [{ name: 'phone', origin: 'link' }] })).rejects.toThrow(/"phone" has no password/);
    await expect(serve({ clients: [PHONE, PHONE] })).rejects.toThrow(/there twice/);
  });

  describe('tells what happens, before it is on disk,', () => {
    test('each client once, whether it asks for that by name, by a pattern, or by both', async () => {
      const { port } = await serve();
      const filters = [[LIVE], [`${ROOT}/#`], [LIVE, `${ROOT}/#`], [`${ROOT}/+`, LIVE]];
      const all = await Promise.all(filters.map((_, at) => come(port, '', nameless(`client-${at}`))));
      for (const [at, client] of all.entries()) expect(await client.subscribe(...(filters[at] ?? []))).toBe(true);
      hub.holdCommits();
      for (const value of ['open', 'closed', 'unknown'] as const) hub.set('test/door', 'contact', value);
      for (const client of all) {
        await told(client, 'unknown');
        expect(heard(client)).toEqual(['open', 'closed', 'unknown']);
      }
    });

    test('and no more to a client that has let go of it, by name or altogether', async () => {
      const { port } = await serve();
      const [gone, other] = [await come(port, '', nameless('gone')), await come(port, '', nameless('other'))];
      for (const client of [gone, other]) await client.subscribe(LIVE, `${ROOT}/status`);
      await gone.mqtt.unsubscribeAsync(LIVE);
      hub.holdCommits();
      hub.set('test/door', 'contact', 'open');
      await told(other, 'open');
      await other.end();
      hub.set('test/door', 'contact', 'closed');
      await gone.subscribe(LIVE);
      hub.set('test/door', 'contact', 'unknown');
      await told(gone, 'unknown');
      expect(heard(gone)).toEqual(['unknown']);
    });

    test('but nothing is held for a client that does not read: it hears the events', async () => {
      const { port } = await serve();
      const frozen = await come(port, '', nameless('frozen'));
      await frozen.subscribe(LIVE, `${ROOT}/event`);
      const stream = frozen.mqtt.stream as unknown as Socket;
      stream.pause();
      hub.holdCommits();
      const detail = 'x'.repeat(100_000);
      const troubles = 200;
      for (let at = 0; at < troubles; at += 1) {
        hub.tell({ type: 'trouble', kind: 'jam', on: at % 2 === 0, detail, at });
        await new Promise((resolve) => void setImmediate(resolve));
      }
      stream.resume();
      hub.releaseCommits();
      await frozen.json('/event', `"at":${troubles - 1},`);
      expect(frozen.messages.filter(({ topic }) => topic === `${ROOT}/event`)).toHaveLength(troubles);
      expect(frozen.messages.filter(({ topic }) => topic === LIVE).length).toBeLessThan(troubles);
    });
  });

  test('says which port is taken', async () => {
    const { port } = await serve();
    await expect(serve({ port })).rejects.toMatchObject({
      code: 'port-taken',
      message: expect.stringContaining(String(port)),
    });
  });

  test('lets clients of this machine in without a password while none is configured, each under its own name', async () => {
    const { port } = await serve();
    const anyone = await come(port, '', { username: undefined, password: undefined, clientId: 'anyone' });
    await anyone.subscribe(`${ROOT}/result/anyone`);
    expect(await anyone.ask('anyone', { id: '1', type: 'disarm' })).toMatchObject({ reason: 'code-required' });
    expect(hub.executed).toMatchObject([{ actor: { origin: 'link', client: 'anyone' } }]);
  });

  test('lets nobody in without the right password once a client is configured', async () => {
    const { port } = await serve({ clients: [PHONE] });
    const nobody = { username: undefined, password: undefined, clientId: 'phone' };
    const wrong = { password: 'guess' };
    const unknown = { username: '__proto__', password: '__proto__' };
    const empty = { password: '' };
    for (const options of [nobody, wrong, unknown, empty]) {
      await expect(PlainClient.connect(port, 'phone', options)).rejects.toMatchObject({ code: 4 });
    }
    expect(log.at('warn')).toEqual([expect.stringMatching(/gave no valid name and password/)]);
  });

  test('does not let a stranger take over a configured name even where strangers may come', async () => {
    const { port } = await serve({ clients: [PHONE], anonymousLocal: true });
    const stranger = { username: undefined, password: undefined };
    await expect(PlainClient.connect(port, 'phone', { ...stranger, clientId: 'phone' })).rejects.toMatchObject({
      code: 4,
    });
    const other = await come(port, '', { ...stranger, clientId: '__proto__' });
    expect(await other.subscribe(`${ROOT}/result/__proto__`)).toBe(true);
    expect(await other.ask('__proto__', { id: 'constructor', type: 'disarm' })).toMatchObject({
      reason: 'code-required',
    });
  });

  test('keeps a client’s connection when another logs in under the same client id', async () => {
    const { port } = await serve({ clients: [PHONE, PANEL] });
    const phone = await come(port, 'phone', { clientId: 'same' });
    await phone.subscribe(`${ROOT}/result/phone`);
    await come(port, 'panel', { clientId: 'same' });
    expect(await phone.ask('phone', { id: '1', type: 'disarm' })).toMatchObject({ reason: 'code-required' });
  });

  test('makes no command of a last will, and keeps no session', async () => {
    const { port } = await serve({ clients: [PHONE, PANEL] });
    const will = {
      topic: `${ROOT}/partition/house/set`,
      payload: Buffer.from('ARM_AWAY'),
      qos: 1,
      retain: false,
    } as const;
    const phone = await come(port, 'phone', { will, clean: false });
    await phone.subscribe(`${ROOT}/event`);
    phone.mqtt.stream.destroy();
    await phone.closed();
    hub.set('test/door', 'contact', 'open');
    const panel = await come(port, 'panel');
    await panel.subscribe(`${ROOT}/result/panel`);
    await panel.ask('panel', { id: '1', type: 'disarm' });
    const again = await come(port, 'phone', { clean: false });
    await again.subscribe(`${ROOT}/status`);
    await again.next(({ topic }) => topic.endsWith('status'));
    expect(again.messages.filter(({ topic }) => topic.endsWith('event'))).toEqual([]);
    expect(hub.executed.map(({ id }) => id)).toEqual(['1']);
  });

  test('cuts off a client whose packet is too large, before and after its login', async () => {
    const { port } = await serve({ clients: [PHONE] });
    const early = connect(port, '127.0.0.1').on('error', () => undefined);
    early.write(Buffer.from([0x10, 0xff, 0xff, 0x03]));
    await new Promise<void>((resolve) => void early.once('close', () => resolve()));
    const phone = await come(port, 'phone');
    phone.mqtt.publish(`${ROOT}/command/phone`, 'x'.repeat(70_000), { qos: 0 });
    await phone.closed();
    expect(log.at('warn')).toEqual([expect.stringMatching(/sent a packet of 65535 bytes and was cut off/)]);
  });

  test('refuses an address that connects without pause, and nobody who is in', async () => {
    const { port } = await serve();
    const phone = await come(port, '', { username: undefined, password: undefined, clientId: 'phone' });
    const knock = (): Socket => connect(port, '127.0.0.1').on('error', () => undefined);
    const sockets = Array.from({ length: 60 }, knock);
    await log.said('warn', /connects to the link too often/);
    await phone.subscribe(`${ROOT}/result/phone`);
    expect(await phone.ask('phone', { id: '1', type: 'disarm' })).toMatchObject({ ok: false });
    for (const socket of sockets) socket.destroy();
  });

  test('serves everyone else while one client does not read', async () => {
    const { port } = await serve({ clients: [PHONE, PANEL] });
    const frozen = await come(port, 'phone');
    await frozen.subscribe(`${ROOT}/event`);
    (frozen.mqtt.stream as unknown as Socket).pause();
    const panel = { broker: `mqtt://127.0.0.1:${port}`, home: 'home', client: 'panel', password: PANEL.password, log };
    const home = await openRemoteHome(panel);
    await linked(home);
    const detail = 'x'.repeat(100_000);
    const startedAt = performance.now();
    for (let round = 0; round < 300; round += 1) {
      hub.tell({ type: 'trouble', kind: 'jam', on: round % 2 === 0, detail, at: round });
      await new Promise((resolve) => void setImmediate(resolve));
    }
    hub.set('test/door', 'contact', 'open');
    await until(home, ({ snapshot }) => snapshot.devices.get('test/door')?.values.contact?.value === 'open');
    expect(performance.now() - startedAt).toBeLessThan(4000);
    await home.close();
  });

  test('speaks TLS to clients that trust its certificate, and stays on loopback without it', async () => {
    const { cert, key } = selfSigned();
    const { tlsPort, port } = await serve({ clients: [PHONE], tls: { cert, key, port: 0 } });
    const options = { broker: `mqtts://127.0.0.1:${tlsPort}`, home: 'home', client: 'phone', password: PHONE.password };
    const home = await openRemoteHome({ ...options, ca: cert, log });
    await linked(home);
    expect(await home.execute({ type: 'arm', mode: 'away' })).toEqual({ ok: true });
    const careful = new RecordingLog();
    const distrustful = await openRemoteHome({ ...options, log: careful });
    await careful.said('warn', /cannot be reached: self.signed certificate/);
    expect(distrustful.snapshot.link).toBe('unknown');
    await distrustful.close();
    await home.close();
    await expect(
      connectAsync(`mqtt://127.0.0.1:${port}`, { username: 'phone', password: 'x', reconnectPeriod: 0 }),
    ).rejects.toThrow();
  });
});
