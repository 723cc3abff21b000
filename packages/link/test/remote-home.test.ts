import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { HomeChange } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { openRemoteHome } from '@nightlatch/link/client';
import type { RemoteHome } from '@nightlatch/link/client';
import type { LinkHost } from '@nightlatch/link/host';
import type { TestBroker } from './brokers.ts';
import { embedded, mosquitto } from './brokers.ts';
import { Cable } from './cable.ts';
import { MemoryHome, RIGHT_CODE, house } from './memory-home.ts';
import { RecordingLog } from './recording-log.ts';
import { linked, record, until } from './wait-until.ts';

const isOpen = ({ snapshot }: Pick<RemoteHome, 'snapshot'>): boolean =>
  snapshot.devices.get('test/door')?.values.contact?.value === 'open';

describe.each([
  ['the embedded broker', embedded],
  ['Mosquitto', mosquitto],
])('a remote home on %s', (_, start) => {
  let log: RecordingLog;
  let broker: TestBroker;
  let hub: MemoryHome;
  let host: LinkHost;
  let home: RemoteHome;

  beforeEach(async () => {
    log = new RecordingLog();
    broker = await start();
    hub = new MemoryHome().furnish();
    host = await broker.host(hub, log);
    home = await broker.join('panel', log);
  });

  afterEach(async () => {
    await home.close();
    await host.close();
    await broker.stop();
  });

  test('shows the home as the hub has it', async () => {
    hub.describe({
      id: 'test/lock',
      name: 'Back door',
      room: 'Hall',
      attributes: ['lock', 'contact@left'],
      events: ['ring'],
      abilities: ['lock'],
      manufacturer: 'Acme',
    });
    await linked(home);
    expect(home.name).toBe('Testing Home');
    expect([...home.snapshot.devices.values()]).toEqual([...hub.snapshot.devices.values()]);
    expect([...home.snapshot.partitions.values()]).toEqual([...hub.snapshot.partitions.values()]);
  });

  test('delivers every change once, in order, with the snapshot already there', async () => {
    await linked(home);
    const seen: HomeChange[] = [];
    const behind: HomeChange[] = [];
    home.changes.subscribe((change) => {
      const door = home.snapshot.devices.get('test/door');
      if (change.type === 'attribute' && door?.values.contact?.value !== change.to) behind.push(change);
      seen.push(change);
    });
    const from = hub.lastNumber;
    for (let round = 0; round < 100; round += 1) hub.set('test/door', 'contact', round % 2 ? 'closed' : 'open');
    hub.tell({ type: 'event', device: 'test/door', event: 'ring', at: 1 });
    hub.tell({ type: 'hazard', partition: 'house', hazard: 'fire', zone: 'z', to: 'alarm', at: 2 });
    hub.tell({ type: 'trouble', kind: 'jam', device: 'test/door', on: true, detail: 'stuck', at: 3 });
    hub.show(house({ state: 'arming', mode: 'away', until: 99, bypassed: ['z'] }), { origin: 'panel', user: 'Ana' });
    hub.remove('test/door');
    await until(home, ({ snapshot }) => !snapshot.devices.has('test/door'));
    expect(seen).toEqual((hub.changesAfter(from) ?? []).map(({ change }) => change));
    expect(behind).toEqual([]);
    expect(home.snapshot.troubles).toEqual([{ kind: 'jam', device: 'test/door', since: 3, detail: 'stuck' }]);
  });

  test('shows what happened before it is on the hub’s disk, and the answer to a command after', async () => {
    await linked(home);
    hub.holdCommits();
    const seen = record(home);
    hub.set('test/door', 'contact', 'open');
    await until(home, isOpen);
    expect(hub.history.some(({ change }) => change.type === 'attribute' && change.to === 'open')).toBe(false);
    hub.releaseCommits();
    hub.tell({ type: 'event', device: 'test/door', event: 'ring', at: 1 });
    await until(home, () => seen.some(({ type }) => type === 'event'));
    expect(seen.filter(({ type }) => type === 'attribute')).toHaveLength(1);
  });

  test('runs a command under the name that logged in', async () => {
    await linked(home);
    expect(await home.execute({ type: 'arm', mode: 'away', force: true })).toEqual({ ok: true });
    expect(hub.executed).toMatchObject([
      { command: { type: 'arm', mode: 'away', force: true }, actor: { origin: 'panel', client: 'panel' } },
    ]);
  });

  test('tells why a command was refused, and which zones are in the way', async () => {
    hub.show(house({ ready: { away: ['test/door#contact'] } }));
    await linked(home);
    expect(await home.execute({ type: 'arm', mode: 'away' })).toEqual({
      ok: false,
      reason: 'zones-open',
      zones: ['test/door#contact'],
    });
    expect(await home.execute({ type: 'disarm' })).toEqual({ ok: false, reason: 'code-required' });
  });

  test('passes a code to the hub and to no log', async () => {
    await linked(home);
    expect(await home.execute({ type: 'disarm', code: new SecretText('0815-canary') })).toMatchObject({
      reason: 'wrong-code',
    });
    expect(await home.execute({ type: 'disarm', code: new SecretText(RIGHT_CODE) })).toEqual({ ok: true });
    expect(JSON.stringify([log.lines, hub.history])).not.toMatch(/0815-canary|48151623/);
  });

  test('runs many commands at once, each with its own answer', async () => {
    await linked(home);
    const modes = Array.from({ length: 20 }, (_, index) => (index % 2 ? 'away' : 'nowhere'));
    const results = await Promise.all(modes.map((mode) => home.execute({ type: 'arm', mode })));
    expect(results.map((result) => result.ok)).toEqual(modes.map((mode) => mode === 'away'));
  });

  test('shows unknown when the hub says farewell, and refuses commands', async () => {
    await linked(home);
    await host.close();
    await linked(home, 'unknown');
    expect(await home.execute({ type: 'arm', mode: 'away' })).toEqual({ ok: false, reason: 'unavailable' });
    expect(hub.executed).toEqual([]);
    expect(home.snapshot.partitions.has('house')).toBe(true);
  });

  test('goes on with the same history when the hub comes back as another instance', async () => {
    await linked(home);
    await host.close();
    await linked(home, 'unknown');
    const changes = record(home);
    hub.set('test/door', 'contact', 'open');
    hub.set('test/door', 'contact', 'closed');
    const reborn = new MemoryHome({ instance: 'second', history: hub.history });
    reborn.furnish();
    host = await broker.host(reborn, log);
    await linked(home);
    await until(home, ({ snapshot }) => snapshot.partitions.has('house'));
    expect(changes.filter((change) => change.type === 'attribute').slice(0, 2)).toMatchObject([
      { to: 'open' },
      { to: 'closed' },
    ]);
    reborn.set('test/door', 'contact', 'open');
    await until(home, isOpen);
  });

  test('mirrors a hub whose history begins anew', async () => {
    for (let round = 0; round < 20; round += 1) hub.set('test/door', 'contact', round % 2 ? 'closed' : 'open');
    await linked(home);
    await host.close();
    await linked(home, 'unknown');
    const other = new MemoryHome({ instance: 'second' });
    other.describe({ id: 'test/new', attributes: ['motion'] });
    host = await broker.host(other, log);
    await linked(home);
    expect([...home.snapshot.devices.keys()]).toEqual(['test/new']);
    expect(home.snapshot.partitions.size).toBe(0);
    other.set('test/new', 'motion', true);
    await until(home, ({ snapshot }) => snapshot.devices.get('test/new')?.values.motion?.value === true);
  });

  describe('on a cable', () => {
    let cable: Cable;
    let far: RemoteHome;

    beforeEach(async () => {
      cable = await Cable.to(broker.port);
      far = await openRemoteHome({
        broker: `mqtt://127.0.0.1:${cable.port}`,
        home: 'home',
        client: 'phone',
        password: new SecretText('phone'),
        log,
      });
      await linked(far);
    });

    afterEach(async () => {
      await far.close();
      await cable.close();
    });

    test('delivers on return what was missed, in order, without gap or repeat', async () => {
      const changes = record(far);
      const from = hub.lastNumber;
      cable.pull();
      await linked(far, 'unknown');
      const alarms = [{ hazard: 'fire', status: 'alarm', zones: ['z'], since: 1 }] as const;
      hub.show(house({ state: 'triggered', mode: 'away', alarms }));
      hub.tell({ type: 'hazard', partition: 'house', hazard: 'fire', to: 'alarm', at: 1 });
      hub.show(house());
      hub.set('test/door', 'contact', 'open');
      cable.plugIn();
      await until(far, isOpen);
      hub.set('test/door', 'contact', 'closed');
      await until(far, (now) => !isOpen(now));
      const told = changes.filter((change: HomeChange) => change.type !== 'link');
      expect(told).toEqual((hub.changesAfter(from) ?? []).map(({ change }) => change));
      expect(changes.map(({ type }) => type).slice(0, 3)).toEqual(['link', 'link', 'partition']);
    });

    test('learns the state by what differs when the history is no longer kept', async () => {
      const changes = record(far);
      cable.pull();
      await linked(far, 'unknown');
      hub.set('test/door', 'contact', 'open');
      hub.show(house({ state: 'armed', mode: 'night' }));
      hub.keptFrom = hub.lastNumber + 1;
      cable.plugIn();
      await linked(far);
      expect(isOpen(far)).toBe(true);
      expect(changes).toMatchObject([
        { type: 'link', to: 'unknown' },
        { type: 'attribute', to: 'open', cause: 'resync' },
        { type: 'partition', to: { state: 'armed', mode: 'night' } },
        { type: 'link', to: 'online' },
      ]);
    });

    test('asks again after a loss, and the command has run once', async () => {
      const slow = Promise.withResolvers<void>();
      hub.delay = slow.promise;
      const answer = far.execute({ type: 'arm', mode: 'away' });
      while (hub.executed.length === 0) await new Promise((resolve) => void setImmediate(resolve));
      cable.pull();
      await linked(far, 'unknown');
      slow.resolve();
      cable.plugIn();
      expect(await answer).toEqual({ ok: true });
      expect(hub.executed).toHaveLength(1);
    });

    test('tells who closes it that its commands are lost', async () => {
      hub.delay = new Promise(() => undefined);
      const answer = far.execute({ type: 'arm', mode: 'away' });
      await far.close();
      expect(await answer).toEqual({ ok: false, reason: 'unavailable' });
    });
  });

  test('starts unknown without a hub, and comes online when there is one', async () => {
    await host.close();
    const early = await broker.join('phone', log);
    expect(early.snapshot.link).toBe('unknown');
    host = await broker.host(new MemoryHome({ instance: 'late' }).furnish(), log);
    await linked(early);
    await early.close();
  });

  test('stays unknown with a wrong password, and says so without it', async () => {
    const wrong = new RecordingLog();
    const intruder = await broker.join('phone', wrong, { password: 'guess-canary' });
    await wrong.said('warn', /refused the user "phone"/);
    expect(intruder.snapshot.link).toBe('unknown');
    expect(JSON.stringify([wrong.lines, log.lines])).not.toContain('guess-canary');
    await intruder.close();
  });
});

test('refuses an address that carries a password, without repeating it', async () => {
  const options = { home: 'home', client: 'panel', log: new RecordingLog() };
  const opening = openRemoteHome({ ...options, broker: 'mqtt://panel:canary@127.0.0.1' });
  await expect(opening).rejects.toThrow(/Move them to username and password/);
  await expect(opening).rejects.not.toThrow(/canary/);
  await expect(openRemoteHome({ ...options, broker: 'http://127.0.0.1' })).rejects.toThrow(/no address of a broker/);
  await expect(openRemoteHome({ ...options, broker: 'mqtt://127.0.0.1', client: 'a/b' })).rejects.toThrow(/client/);
});
