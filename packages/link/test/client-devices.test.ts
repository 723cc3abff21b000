import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeviceReport, SourceSink } from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';
import type { RemoteHome } from '@nightlatch/link/client';
import { ClientSource } from '@nightlatch/link/host';
import type { LinkHost } from '@nightlatch/link/host';
import { MockSource, TestClock } from '@nightlatch/testing';
import type { TestBroker } from './brokers.ts';
import { embedded, mosquitto } from './brokers.ts';
import { MemoryHome } from './memory-home.ts';
import { PlainClient } from './plain-client.ts';
import { RecordingLog } from './recording-log.ts';
import { linked } from './wait-until.ts';

const DOOR = { id: 'phone/shed', name: 'Shed', attributes: ['contact'] } as const;

/** Keeps what a source reports to its hub, and lets a test wait for it. */
class KeepingSink implements SourceSink {
  readonly reports: DeviceReport[] = [];
  readonly #looks = new Set<() => void>();

  report(report: DeviceReport): void {
    this.reports.push(report);
    for (const look of this.#looks) look();
  }

  keypad(): void {
    throw new Error('A client has no keypads.');
  }

  async until(isSo: (reports: readonly DeviceReport[]) => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = setTimeout(() => reject(new Error(`Reported was only: ${JSON.stringify(this.reports)}`)), 15_000);
    const look = (): void => {
      if (isSo(this.reports)) resolve();
    };
    this.#looks.add(look);
    look();
    await promise.finally(() => {
      clearTimeout(late);
      this.#looks.delete(look);
    });
  }

  has(report: Partial<DeviceReport>): Promise<void> {
    return this.until((reports) => reports.some((each) => expect.objectContaining(report).asymmetricMatch(each)));
  }
}

describe.each([
  ['the embedded broker', embedded],
  ['Mosquitto', mosquitto],
])('devices of a client on %s', (_, start) => {
  let log: RecordingLog;
  let broker: TestBroker;
  let hub: MemoryHome;
  let host: LinkHost;
  let sink: KeepingSink;
  let inHub: ClientSource;
  let atClient: MockSource;
  let home: RemoteHome | undefined;

  beforeEach(async () => {
    log = new RecordingLog();
    broker = await start();
    hub = new MemoryHome().furnish();
    sink = new KeepingSink();
    inHub = new ClientSource({ client: 'phone', clock: systemClock, log });
    await inHub.start(sink);
    host = await broker.host(hub, log, { sources: [inHub] });
    atClient = new MockSource('phone');
    home = await broker.join('phone', log, { devices: atClient });
    atClient.describe({ ...DOOR, events: ['ring'], abilities: ['lock'] });
    atClient.available(DOOR.id, true);
    await linked(home);
  });

  afterEach(async () => {
    await home?.close();
    await host.close();
    await inHub.stop();
    await broker.stop();
  });

  test('come into the home, report what happens in order, and do what they are told', async () => {
    await sink.has({ type: 'availability', device: DOOR.id, available: true });
    expect(sink.reports[0]).toMatchObject({
      type: 'described',
      device: { ...DOOR, events: ['ring'], abilities: ['lock'] },
    });
    for (let round = 0; round < 1000; round += 1) atClient.values(DOOR.id, { contact: round % 2 ? 'closed' : 'open' });
    atClient.event(DOOR.id, 'ring');
    await sink.has({ type: 'event', event: 'ring' });
    const values = sink.reports.flatMap((report) => (report.type === 'attributes' ? [report] : []));
    expect(values.map(({ cause }) => cause)).toEqual(Array(1000).fill('live'));
    expect(values.map((report) => report.values.contact).slice(0, 3)).toEqual(['open', 'closed', 'open']);
    const order = { type: 'lock', device: DOOR.id, attribute: 'lock', locked: true } as const;
    const { promise, resolve } = Promise.withResolvers<void>();
    atClient.obey = () => {
      resolve();
      return { ok: true };
    };
    expect(await inHub.order(order)).toEqual({ ok: true });
    await promise;
    expect(atClient.orders).toMatchObject([order]);
  });

  test('are told before a command that is given after them, however short before', async () => {
    await sink.has({ type: 'availability', device: DOOR.id, available: true });
    const said = (['open', 'closed', 'open'] as const).map((contact) => {
      atClient.values(DOOR.id, { contact });
      return contact;
    });
    expect(await home?.execute({ type: 'arm', mode: 'away' })).toEqual({ ok: true });
    const values = sink.reports.flatMap((report) => (report.type === 'attributes' ? [report.values.contact] : []));
    expect(values.slice(-3)).toEqual(said);
  });

  test('are gone from reach when the client leaves, and refuse orders', async () => {
    await sink.has({ type: 'availability', device: DOOR.id, available: true });
    await home?.close();
    home = undefined;
    await sink.has({ type: 'availability', device: DOOR.id, available: false });
    const order = { type: 'siren', device: DOOR.id, on: true } as const;
    expect(await inHub.order(order)).toEqual({ ok: false, problem: 'phone is not connected.' });
  });

  test('are removed when the client no longer has them', async () => {
    atClient.describe({ id: 'phone/attic', attributes: ['motion'] });
    await sink.until((reports) =>
      reports.some((each) => each.type === 'described' && each.device.id === 'phone/attic'),
    );
    atClient.remove(DOOR.id);
    await sink.has({ type: 'removed', device: DOOR.id });
    expect(sink.reports).not.toContainEqual({ type: 'removed', device: 'phone/attic' });
  });

  test('are told as they are now, not as news, to a hub that has restarted', async () => {
    await sink.has({ type: 'availability', device: DOOR.id, available: true });
    await host.close();
    await linked(home as RemoteHome, 'unknown');
    atClient.values(DOOR.id, { contact: 'open' });
    const after = new KeepingSink();
    const anew = new ClientSource({ client: 'phone', clock: systemClock, log });
    await anew.start(after);
    host = await broker.host(new MemoryHome({ instance: 'second' }).furnish(), log, { sources: [anew] });
    await after.has({ type: 'attributes', device: DOOR.id, values: { contact: 'open' }, cause: 'resync' });
    await anew.stop();
  });

  test('that belong to others, or may not be brought in, are refused and named in the log', async () => {
    const plain = await PlainClient.connect(broker.port, 'panel');
    await plain.publish('nightlatch/home/source/panel', {
      v: 1,
      type: 'devices',
      devices: [{ id: 'panel/x', attributes: {} }],
    });
    await log.said('warn', /"panel" brings in devices and may not: give it devices: true/);
    await plain.end();
    const phone = await PlainClient.connect(broker.port, 'phone', { clientId: 'phone-2' });
    const devices = ['test/door', 'phone/', 'phone/a#b', 'phone/fine'].map((id) => ({
      id,
      attributes: { contact: {} },
    }));
    await phone.publish('nightlatch/home/source/phone', { v: 1, type: 'devices', devices });
    await log.said('warn', /brings in devices that are not its own/);
    await sink.until((reports) => reports.some((each) => each.type === 'described' && each.device.id === 'phone/fine'));
    const described = sink.reports.flatMap((each) => (each.type === 'described' ? [each.device.id] : []));
    expect(described).not.toContain('test/door');
    await phone.publish('nightlatch/home/source/phone', 'nonsense');
    await log.said('warn', /cannot be read/);
    await phone.end();
  });
});

/** A source at the hub that was told some messages. */
function told(...messages: object[]): { sink: KeepingSink; source: ClientSource; clock: TestClock; asked: object[] } {
  const [clock, sink, asked] = [new TestClock(), new KeepingSink(), [] as object[]];
  const source = new ClientSource({ client: 'phone', clock, log: new RecordingLog() });
  source.connect((message) => asked.push(message));
  void source.start(sink);
  for (const message of messages) source.receive(Buffer.from(JSON.stringify({ v: 1, ...message })));
  return { sink, source, clock, asked };
}

describe('a client that has devices', () => {
  const ALL = {
    type: 'devices',
    devices: [
      {
        id: DOOR.id,
        name: 'Shed',
        attributes: { contact: { value: 'closed' } },
        abilities: ['keypad', 'siren'],
        events: ['keypad'],
      },
    ],
  };

  test('is gone after 25 seconds of silence, and there again once it has told everything', () => {
    const { sink, source, clock, asked } = told(ALL);
    clock.advance(20_000);
    source.receive(Buffer.from('{"v":1,"type":"alive"}'));
    clock.advance(24_999);
    expect(sink.reports.at(-1)).toMatchObject({ available: true });
    clock.advance(1);
    expect(sink.reports.at(-1)).toMatchObject({ type: 'availability', available: false });
    source.receive(
      Buffer.from(`{"v":1,"type":"reports","reports":[{"device":"${DOOR.id}","values":{"contact":"open"}}]}`),
    );
    expect(sink.reports.at(-1)).toMatchObject({ available: false });
    expect(asked).toMatchObject([{ v: 1, type: 'devices' }]);
    source.receive(Buffer.from(JSON.stringify({ v: 1, ...ALL })));
    expect(sink.reports.at(-1)).toMatchObject({ type: 'availability', available: true });
  });

  test('brings in no keypad, which could guess codes', () => {
    const { sink } = told(ALL);
    expect(sink.reports[0]).toMatchObject({ device: { abilities: ['siren'], events: [] } });
  });

  test.each([
    { device: DOOR.id, values: { contact: 'ajar' } },
    { device: DOOR.id, values: { lock: 'unlocked' } },
    { device: DOOR.id, event: 'ring' },
    { device: 'phone/other', values: { contact: 'open' } },
    { device: 'test/door', values: { contact: 'open' } },
    { device: DOOR.id },
    'nothing',
  ])('reports nothing that its device does not have: %j', (report) => {
    const { sink, source } = told(ALL);
    const before = sink.reports.length;
    source.receive(Buffer.from(JSON.stringify({ v: 1, type: 'reports', reports: [report] })));
    expect(sink.reports).toHaveLength(before);
  });

  test('that floods the hub is slowed down, and the hub goes on', () => {
    const { sink, source } = told(ALL);
    const message = Buffer.from(
      JSON.stringify({ v: 1, type: 'reports', reports: [{ device: DOOR.id, values: { contact: 'open' } }] }),
    );
    for (let count = 0; count < 5000; count += 1) source.receive(message);
    expect(sink.reports.length).toBeLessThan(1000);
  });
});
