import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LinkHost } from '@nightlatch/link/host';
import type { TestBroker } from './brokers.ts';
import { embedded, mosquitto } from './brokers.ts';
import { MemoryHome, RIGHT_CODE, house } from './memory-home.ts';
import { PlainClient } from './plain-client.ts';
import { RecordingLog } from './recording-log.ts';

const ROOT = 'nightlatch/home';

describe.each([
  ['the embedded broker', embedded],
  ['Mosquitto', mosquitto],
])('a plain MQTT client on %s', (name, start) => {
  let log: RecordingLog;
  let broker: TestBroker;
  let hub: MemoryHome;
  let host: LinkHost;
  let phone: PlainClient;

  beforeEach(async () => {
    log = new RecordingLog();
    broker = await start();
    hub = new MemoryHome().furnish();
    host = await broker.host(hub, log);
    phone = await PlainClient.connect(broker.port, 'phone');
    await phone.subscribe(`${ROOT}/status`, `${ROOT}/event`, `${ROOT}/device/#`, `${ROOT}/result/phone`);
    await phone.subscribe(`${ROOT}/partition/+`, `${ROOT}/partition/+/state`, `${ROOT}/partition/+/hazard/+`);
    await phone.next(({ topic }) => topic === `${ROOT}/status`);
  });

  afterEach(async () => {
    await phone.end();
    await host.close();
    await broker.stop();
  });

  test('finds the newest anchor of the journal retained, also one who comes later', async () => {
    await phone.subscribe(`${ROOT}/journal`);
    expect(await phone.json('/journal')).toEqual({ v: 1, at: 1_772_402_400_000, anchor: 'first' });
    hub.keepAnchor('second');
    await phone.json('/journal', 'second');
    const later = await PlainClient.connect(broker.port, 'panel');
    await later.subscribe(`${ROOT}/journal`);
    const message = await later.next(({ topic }) => topic === `${ROOT}/journal`);
    expect(message).toMatchObject({ retain: true, text: expect.stringContaining('second') });
    await later.end();
  });

  test('reads the whole home from what is retained', async () => {
    hub.describe({ id: 'test/bell', name: 'Bell', attributes: ['motion', 'contact@left'], events: ['ring'] });
    hub.describe({ id: 'test/nothing', name: 'Repeater' });
    expect(await phone.json('/status')).toMatchObject({ v: 1, status: 'online', instance: 'first' });
    expect(await phone.json('/device/test/bell')).toMatchObject({
      v: 1,
      id: 'test/bell',
      name: 'Bell',
      available: 'unknown',
      attributes: { motion: { value: 'unknown' }, 'contact@left': { value: 'unknown' } },
      events: ['ring'],
    });
    const door = await phone.json('/device/test/door');
    expect(door).toMatchObject({
      available: true,
      attributes: { contact: { value: 'closed', at: expect.any(Number) } },
    });
    const partition = await phone.json('/partition/house');
    expect(partition).toMatchObject({ v: 1, id: 'house', name: 'House', state: 'disarmed', ready: { away: [] } });
    expect(partition).toMatchObject({
      bypassed: [],
      alarms: [],
      modes: ['away', 'home', 'night', 'vacation', 'party'],
    });
    expect(await phone.json('/hazard/burglary')).toMatchObject({ v: 1, state: 'clear', zones: [] });
    expect((await phone.next(({ topic }) => topic.endsWith('house/state'))).text).toBe('disarmed');
    expect(phone.messages.some(({ topic }) => topic.includes('nothing'))).toBe(false);
  });

  test('follows numbered events, whose numbers rise by one', async () => {
    for (const value of ['open', 'closed', 'open'] as const) hub.set('test/door', 'contact', value);
    hub.show(
      house({
        state: 'triggered',
        mode: 'party',
        alarms: [{ hazard: 'fire', status: 'alarm', zones: ['z'], since: 5 }],
      }),
    );
    expect(await phone.json('/hazard/fire')).toMatchObject({ state: 'alarm', zones: ['z'], since: 5 });
    hub.show(house({ state: 'armed', mode: 'party' }));
    await phone.next(({ text }) => text === 'armed_custom_bypass');
    await phone.next(({ topic, text }) => topic.endsWith('/hazard/fire') && text.includes('clear'));
    const events = phone.messages
      .filter(({ topic }) => topic.endsWith('/event'))
      .map(({ text }) => JSON.parse(text) as object);
    expect(events).toMatchObject([
      { v: 1, type: 'attribute', device: 'test/door', attribute: 'contact', from: 'closed', to: 'open', cause: 'live' },
      { from: 'open', to: 'closed' },
      { from: 'closed', to: 'open' },
      { type: 'partition', partition: 'house', from: 'disarmed', to: 'triggered', mode: 'party' },
      { type: 'partition', from: 'triggered', to: 'armed' },
    ]);
    expect(events.map((event) => (event as { n: number }).n)).toEqual(
      [1, 2, 3, 4, 5].map((step) => step + hub.lastNumber - 5),
    );
  });

  test('gets the first answer again for a known id, even while the first is being found', async () => {
    const slow = Promise.withResolvers<void>();
    hub.delay = slow.promise;
    const command = { v: 1, id: 'same', type: 'arm', mode: 'away', at: Date.now() };
    await phone.publish(`${ROOT}/command/phone`, command);
    await phone.publish(`${ROOT}/command/phone`, command);
    slow.resolve();
    await phone.json('result/phone', 'same');
    await phone.publish(`${ROOT}/command/phone`, { ...command, type: 'disarm', at: 0 });
    await phone.ask('phone', { id: 'last', type: 'disarm' });
    const first = { v: 1, id: 'same', ok: true };
    const answers = phone.messages.filter(({ text }) => text.includes('"same"'));
    expect(answers.map(({ text }) => JSON.parse(text) as object)).toEqual([first, first, first]);
    expect(hub.executed.map(({ id }) => id)).toEqual(['same', 'last']);
  });

  test('is told that a command is stale, or which field is wrong', async () => {
    const arm = { type: 'arm', mode: 'away' };
    expect(await phone.ask('phone', { ...arm, id: 'old', at: Date.now() - 10_500 })).toMatchObject({ reason: 'stale' });
    expect(await phone.ask('phone', { ...arm, id: 'ahead', at: Date.now() + 60_000 })).toMatchObject({
      reason: 'stale',
    });
    expect(await phone.ask('phone', { ...arm, id: 'iso', at: new Date().toISOString() })).toMatchObject({ ok: true });
    const wrong = [
      [{ ...arm, at: 'soon' }, /^at: /],
      [{ ...arm, v: 2 }, /^v: /],
      [{ type: 'explode' }, /^type: /],
      [{ type: 'arm' }, /^mode: is missing/],
      [{ ...arm, force: 'yes' }, /^force: /],
      [{ ...arm, Force: true }, /^Force: /],
      [{ type: 'disarm', code: 4711 }, /^code: /],
    ] as const;
    for (const [index, [command, message]] of wrong.entries()) {
      const answer = await phone.ask('phone', { id: `wrong-${index}`, ...command });
      expect(answer).toMatchObject({ ok: false, reason: 'invalid', message: expect.stringMatching(message) });
    }
    expect(hub.executed).toHaveLength(1);
  });

  test('is ignored with one warning for whatever is no command at all', async () => {
    const nonsense = [
      '',
      '{',
      '[]',
      'null',
      '{"type":"arm"}',
      '{"id":7}',
      `{"id":"${'x'.repeat(200)}"}`,
      'x'.repeat(20_000),
    ];
    for (const text of nonsense) await phone.publish(`${ROOT}/command/phone`, text);
    await phone.publish(`${ROOT}/command/phone`, '{"__proto__":{"id":"p"},"constructor":1}');
    expect(await phone.ask('phone', { id: 'after', type: 'disarm' })).toMatchObject({ reason: 'code-required' });
    expect(log.at('warn')).toEqual([expect.stringMatching(/^A command of "phone" is no JSON object/)]);
    expect(hub.executed).toHaveLength(1);
  });

  test('cannot leave a command behind as a retained message', async () => {
    const command = { v: 1, id: 'left', type: 'arm', mode: 'away', at: Date.now() };
    await phone.publish(`${ROOT}/command/phone`, command, { retain: true });
    expect(await phone.ask('phone', { id: 'now', type: 'disarm' })).toMatchObject({ ok: false });
    await host.close();
    host = await broker.host(hub, log);
    await phone.end();
    phone = await PlainClient.connect(broker.port, 'phone');
    await phone.subscribe(`${ROOT}/result/phone`);
    expect(await phone.ask('phone', { id: 'later', type: 'disarm' })).toMatchObject({ ok: false });
    expect(hub.executed.map(({ id }) => id)).toEqual(['now', 'later']);
  });

  test('can write and read under its own name only', async () => {
    const spy = await PlainClient.connect(broker.port, 'panel');
    await spy.subscribe('#');
    await spy.subscribe(`${ROOT}/#`);
    await spy.subscribe(`${ROOT}/command/+`, `${ROOT}/result/phone`, `${ROOT}/partition/+/set`);
    await phone.publish(`${ROOT}/command/panel`, { v: 1, id: 'forged', type: 'arm', mode: 'away', at: Date.now() });
    await phone.publish(`${ROOT}/status`, { v: 1, status: 'offline', instance: 'first' }, { retain: true });
    await phone.publish(`${ROOT}/event`, { v: 1, n: 999, type: 'forged' });
    await phone.publish(`${ROOT}/device/test/door`, 'forged', { retain: true });
    await phone.ask('phone', { id: 'own', type: 'disarm', code: RIGHT_CODE });
    hub.set('test/door', 'contact', 'open');
    await spy.next(({ topic, text }) => topic.endsWith('device/test/door') && text.includes('open'));
    expect(hub.executed.map(({ id, actor }) => [id, actor.client])).toEqual([['own', 'phone']]);
    expect(
      spy.messages.filter(
        ({ topic, text }) => /command|result|\/set$/.test(topic) || /forged|offline|48151623/.test(text),
      ),
    ).toEqual([]);
    await spy.end();
  });

  test('sees a device that is gone disappear', async () => {
    await phone.json('/device/test/door');
    hub.remove('test/door');
    await phone.next(({ topic, text }) => topic.endsWith('test/door') && text === '');
    const late = await PlainClient.connect(broker.port, 'panel');
    await late.subscribe(`${ROOT}/device/#`);
    await late.subscribe(`${ROOT}/partition/#`);
    await late.next(({ topic }) => topic.endsWith('partition/house'));
    expect(late.messages.filter(({ topic }) => topic.includes('device'))).toEqual([]);
    await late.end();
  });

  test('keeps its place when a device’s id is no topic', async () => {
    hub.describe({ id: 'test/a+b#c', attributes: ['motion'] });
    expect(await phone.json('/device/test/a%2Bb%23c')).toMatchObject({ id: 'test/a+b#c' });
  });

  test('arms and disarms in simple words', async () => {
    const wall = name === 'Mosquitto' ? await PlainClient.connect(broker.port, 'wall-switch') : phone;
    await wall.publish(`${ROOT}/partition/house/set`, 'ARM_NIGHT');
    await phone.next(({ topic, text }) => topic.endsWith('house/state') && text === 'armed_night');
    await wall.publish(`${ROOT}/partition/house/set`, { action: 'DISARM', code: RIGHT_CODE });
    await phone.next(({ topic, text }) => topic.endsWith('house/state') && text === 'disarmed');
    await wall.publish(`${ROOT}/partition/house/set`, 'ARM_CUSTOM_BYPASS');
    await phone.next(({ topic, text }) => topic.endsWith('house/state') && text === 'armed_custom_bypass');
    const actor = name === 'Mosquitto' ? { origin: 'link' } : { origin: 'link', client: 'phone' };
    expect(hub.executed.map((executed) => executed.actor)).toEqual([actor, actor, actor]);
    if (wall !== phone) await wall.end();
  });

  test('learns that the hub is gone from its last will or farewell', async () => {
    await host.close();
    expect(await phone.json('/status', 'offline')).toMatchObject({ v: 1, status: 'offline', instance: 'first' });
  });
});

test('an external broker’s client that the owner did not configure is refused', async () => {
  const log = new RecordingLog();
  const broker = await mosquitto();
  const hub = new MemoryHome().furnish();
  const host = await broker.host(hub, log);
  const stranger = await PlainClient.connect(broker.port, 'stranger');
  await stranger.subscribe(`${ROOT}/result/stranger`);
  expect(await stranger.ask('stranger', { id: '1', type: 'arm', mode: 'away' })).toMatchObject({
    reason: 'not-permitted',
  });
  expect(hub.executed).toEqual([]);
  await stranger.end();
  await host.close();
  await broker.stop();
});
