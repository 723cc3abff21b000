import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeviceReport, DeviceSource, Log } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import type { Mosquitto } from '../../../test/mosquitto.ts';
import { startMosquitto } from '../../../test/mosquitto.ts';
import type { Definition } from '../../../test/zigbee2mqtt/definitions.ts';
import { listDefinitions } from '../../../test/zigbee2mqtt/definitions.ts';
import { ListeningSink } from '../../../test/zigbee2mqtt/listening-sink.ts';
import { createZigbee2MqttSource } from '../src/index.ts';
import type { ScriptedDevice } from './scripted-bridge.ts';
import { ScriptedBridge } from './scripted-bridge.ts';

const ieee = (n: number): string => `0x00158d00000000${n.toString(16).padStart(2, '0')}`;
const id = (n: number): string => `zigbee2mqtt/${ieee(n)}`;
const DOOR: ScriptedDevice = { ieee: ieee(1), name: 'hall/door', model: 'SDM01ZB' };
const MOTION: ScriptedDevice = { ieee: ieee(2), name: 'motion', model: 'SNZB-03' };
const LOCK: ScriptedDevice = { ieee: ieee(3), name: 'lock', model: 'YRD426NRSC' };
const SIREN: ScriptedDevice = { ieee: ieee(4), name: 'siren', model: 'HS2WD-E' };
const KEYPAD: ScriptedDevice = { ieee: ieee(5), name: 'keypad', model: '3400-D' };
const BUTTON: ScriptedDevice = { ieee: ieee(6), name: 'button', model: 'SNZB-01' };
const SOS: ScriptedDevice = { ieee: ieee(7), name: 'sos', model: 'SEB01ZB' };
const COORDINATED = { ieee_address: ieee(1), type: 'EndDevice', interview_state: 'SUCCESSFUL' };
const HOUSE = [DOOR, MOTION, LOCK, SIREN, KEYPAD, BUTTON, SOS];

let definitions: ReadonlyMap<string, Definition>;
let broker: Mosquitto;
let bridge: ScriptedBridge;
let source: DeviceSource;
let sink: ListeningSink;
let clock: TestClock;
let warned: string[] = [];
const log: Log = {
  error: (text) => void warned.push(text),
  warn: (text) => void warned.push(text),
  info: () => undefined,
  debug: () => undefined,
};

beforeAll(async () => {
  definitions = new Map((await listDefinitions()).map((definition) => [definition.model, definition]));
}, 60_000);

beforeEach(async () => {
  warned = [];
  clock = new TestClock();
  sink = new ListeningSink();
  broker = await startMosquitto({ lines: ['max_queued_messages 0'] });
  bridge = await ScriptedBridge.open(broker.url, definitions);
  source = createZigbee2MqttSource({ id: 'zigbee2mqtt', broker: broker.url, baseTopic: 'zigbee2mqtt', log, clock });
});

afterEach(async () => {
  await source.stop();
  await bridge.close();
  await broker.stop();
  expect(clock.pending).toBe(0);
});

/** A running bridge with these devices, all of them described. */
async function begin(devices: readonly ScriptedDevice[] = HOUSE): Promise<void> {
  await bridge.state('online');
  await bridge.devices(devices);
  await source.start(sink);
  await sink.reported(({ type }) => type === 'described', 'a device described');
  await isListening();
}

/** Devices are heard only some time after they are described: says something until it is. */
async function isListening(): Promise<void> {
  for (;;) {
    await bridge.say('motion', { occupancy: false });
    if (sink.reports.some((report) => report.type === 'attributes' && report.device === id(2))) return;
  }
}

/** Everything said so far has been taken: the source has reported what was said last. */
async function settled(): Promise<void> {
  const before = sink.reports.length;
  for (let battery = 10; ; battery = battery === 10 ? 11 : 10) {
    await bridge.say('motion', { battery });
    const isTaken = sink.reports
      .slice(before)
      .some((report) => report.type === 'attributes' && report.device === id(2) && report.values.battery === battery);
    if (isTaken) return;
  }
}

const of = (device: string, type: DeviceReport['type']): readonly DeviceReport[] =>
  sink.reports.filter((report) => report.type === type && 'device' in report && report.device === device);

describe('what a message means', () => {
  test('a retained message tells what was so already, and never that somebody did something', async () => {
    await bridge.state('online');
    await bridge.devices(HOUSE);
    await bridge.say('hall/door', { contact: false, battery: 80 }, { retain: true });
    await bridge.say('button', { action: 'single', battery: 70 }, { retain: true });
    await bridge.say('keypad', { action: 'disarm', action_code: '1234', battery: 60 }, { retain: true });
    await source.start(sink);
    const door = await sink.attribute(id(1), 'contact', 'open');
    expect(door.cause).toBe('retained');
    await sink.attribute(id(5), 'battery', 60);
    await sink.attribute(id(6), 'battery', 70);
    expect(sink.attempts).toEqual([]);
    expect(of(id(6), 'event')).toEqual([]);
  });

  test('a field that rides along unchanged is not reported again', async () => {
    await begin();
    await bridge.say('hall/door', { contact: true, tamper: false, battery_low: false });
    await bridge.say('hall/door', { contact: false, tamper: false, battery_low: false });
    await sink.attribute(id(1), 'contact', 'open');
    expect(of(id(1), 'attributes')).toEqual([
      {
        type: 'attributes',
        device: id(1),
        values: { contact: 'closed', tamper: false, batteryLow: false },
        cause: 'live',
      },
      { type: 'attributes', device: id(1), values: { contact: 'open' }, cause: 'live' },
    ]);
  });

  test('the cache that a starting bridge publishes is no news of now, and the message after it is', async () => {
    await begin();
    await bridge.say('hall/door', { contact: true });
    await sink.attribute(id(1), 'contact', 'closed');
    await bridge.state('offline');
    await bridge.state('online');
    sink.forget();
    await bridge.say('hall/door', { contact: false });
    expect((await sink.attribute(id(1), 'contact', 'open')).cause).toBe('resync');
    await bridge.say('hall/door', { contact: true });
    expect((await sink.attribute(id(1), 'contact', 'closed')).cause).toBe('live');
  });

  test('the same action twice is two presses, and an empty action is none', async () => {
    await begin();
    for (const action of ['single', '', 'single', null]) await bridge.say('button', { action, linkquality: 9 });
    await settled();
    expect(of(id(6), 'event')).toEqual([
      { type: 'event', device: id(6), event: 'button', key: 'single' },
      { type: 'event', device: id(6), event: 'button', key: 'single' },
    ]);
  });

  test('an SOS button is a panic when it turns on, once until it turns off', async () => {
    await begin();
    for (const sos of [true, true, false, true]) await bridge.say('sos', { sos });
    await settled();
    expect(of(id(7), 'event').length).toBe(2);
  });

  test('an empty code is no code, and a code with zeros in front keeps them', async () => {
    await begin();
    await bridge.say('keypad', { action: 'arm_day_zones', action_code: '', action_transaction: 7 });
    await bridge.say('keypad', { action: 'disarm', action_code: '0042', action_transaction: 8 });
    await bridge.say('keypad', { action: 'arm_all_zones', action_code: null });
    expect(await sink.attempt(1)).toEqual({ device: id(5), verb: 'arm', mode: 'home', transaction: 7 });
    const second = await sink.attempt(2);
    expect(second.code?.reveal()).toBe('0042');
    expect(await sink.attempt(3)).toEqual({ device: id(5), verb: 'arm', mode: 'away' });
    expect(JSON.stringify([warned, sink.reports])).not.toContain('0042');
  });

  test('a lock that is worked at the door is asked for its state, since the message has the old one', async () => {
    await begin();
    await bridge.say('lock', { state: 'LOCK', lock_state: 'locked', action: 'manual_unlock' });
    await sink.attribute(id(3), 'lock', 'locked');
    expect(await bridge.told('lock/get')).toEqual({ state: '' });
    expect(of(id(3), 'event')).toEqual([]);
  });

  test('a lock tells who opened it, and a keypad with a reader which tag it read', async () => {
    await begin();
    await bridge.say('lock', { state: 'LOCK', action: 'unlock', action_source_name: 'rfid', action_user: 3 });
    await bridge.say('keypad', { action: 'disarm', action_code: '+C0FFEE77', action_transaction: 9 });
    const { tag, ...attempt } = await sink.attempt(1);
    expect(attempt).toEqual({ device: id(5), verb: 'disarm', transaction: 9 });
    expect(tag?.reveal()).toBe('+C0FFEE77');
    expect(sink.reports.filter(({ type }) => type === 'operated')).toEqual([
      { type: 'operated', device: id(3), attribute: 'lock', to: 'unlocked', by: 'tag', slot: '3' },
    ]);
    expect(JSON.stringify([warned, sink.reports])).not.toContain('C0FFEE77');
  });
});

describe('devices that come and go', () => {
  test('a renamed device keeps its id and is heard under its new name', async () => {
    await begin();
    await bridge.devices([{ ...DOOR, name: 'Back door' }, ...HOUSE.slice(1)]);
    await sink.reported(
      (report) => report.type === 'described' && report.device.id === id(1) && report.device.name === 'Back door',
      'the new name',
    );
    await bridge.say('Back door', { contact: false });
    await sink.attribute(id(1), 'contact', 'open');
  });

  test('a device that is gone from the list is removed; an empty or headless list removes nothing', async () => {
    await begin();
    await bridge.devices([], []);
    await bridge.devices([]);
    await bridge.devices([MOTION], []);
    await bridge.say('bridge/devices', '{"not":"a list"}');
    await bridge.devices([MOTION]);
    await sink.reported((report) => report.type === 'removed' && report.device === id(1), 'the door removed');
    expect(warned.some((text) => text.includes('No device was removed'))).toBe(true);
    expect(sink.reports.filter(({ type }) => type === 'removed').length).toBe(HOUSE.length - 1);
  });

  test('a list from before the bridge went away removes nothing', async () => {
    await begin();
    await bridge.state('offline');
    await sink.reported((report) => report.type === 'trouble' && report.on, 'the trouble');
    await bridge.devices([MOTION]);
    await bridge.devices(HOUSE);
    await bridge.state('online');
    await sink.reported((report) => report.type === 'trouble' && !report.on, 'the end of the trouble');
    expect(sink.reports.filter(({ type }) => type === 'removed')).toEqual([]);
  });

  test('a device whose interview is not over is left as it was known', async () => {
    await begin();
    await bridge.devices([
      { ...DOOR, further: { interview_state: 'IN_PROGRESS', definition: null } },
      ...HOUSE.slice(1),
    ]);
    await settled();
    expect(of(id(1), 'removed')).toEqual([]);
  });

  test('a disabled device is unavailable', async () => {
    await begin([{ ...DOOR, further: { disabled: true } }, ...HOUSE.slice(1)]);
    expect(of(id(1), 'availability').at(-1)).toMatchObject({ available: false });
  });
});

describe('who can be reached', () => {
  test('a device is available once it speaks, and unknown while the bridge is offline', async () => {
    await begin();
    expect(of(id(1), 'availability')).toEqual([{ type: 'availability', device: id(1), available: 'unknown' }]);
    await bridge.say('hall/door', { contact: true });
    await sink.attribute(id(1), 'contact', 'closed');
    await bridge.state('offline');
    await sink.reported((report) => report.type === 'trouble' && report.on, 'the trouble');
    expect(of(id(1), 'availability').map((report) => 'available' in report && report.available)).toEqual([
      'unknown',
      true,
      'unknown',
    ]);
  });

  test('the availability topic goes before everything else, in JSON and bare', async () => {
    await begin();
    await bridge.say('hall/door/availability', { state: 'offline' }, { retain: true });
    await sink.reported(
      (report) => report.type === 'availability' && report.device === id(1) && report.available === false,
      'offline',
    );
    await bridge.say('hall/door/availability', 'online', { retain: true });
    await sink.reported(
      (report) => report.type === 'availability' && report.device === id(1) && report.available === true,
      'online',
    );
  });

  test('after the broker was away a device stays unknown until it is heard again, and then tells all it knows', async () => {
    await begin();
    await bridge.say('hall/door', { contact: true });
    await sink.attribute(id(1), 'contact', 'closed');
    const { port } = broker;
    await bridge.close();
    await broker.stop('SIGKILL');
    await sink.reported(
      (report) => report.type === 'trouble' && report.kind === 'unavailable' && report.on,
      'the trouble',
    );
    expect(of(id(1), 'availability').at(-1)).toMatchObject({ available: 'unknown' });
    expect(await source.order({ type: 'siren', device: id(4), on: true })).toEqual({
      ok: false,
      problem: 'the broker is not connected',
    });
    broker = await startMosquitto({ port, lines: ['max_queued_messages 0'] });
    bridge = await ScriptedBridge.open(broker.url, definitions);
    await bridge.state('online');
    await bridge.devices(HOUSE);
    sink.forget();
    await sink.reported((report) => report.type === 'trouble' && !report.on, 'the end of the trouble');
    await isListening();
    expect(of(id(1), 'availability')).toEqual([]);
    await bridge.say('hall/door', { contact: true });
    await sink.attribute(id(1), 'contact', 'closed');
    expect(of(id(1), 'availability')).toEqual([{ type: 'availability', device: id(1), available: true }]);
  });

  test('mains-powered devices and locks are asked for what they will not tell by themselves', async () => {
    await begin();
    clock.advance(5000);
    expect(await bridge.told('lock/get')).toEqual({ state: '' });
    await bridge.say('lock', { state: 'LOCK', lock_state: 'locked' });
    expect((await sink.attribute(id(3), 'lock', 'locked')).cause).toBe('resync');
  });
});

describe('orders', () => {
  test('a lock that never confirms is trouble, and its state is what it said itself', async () => {
    await begin();
    await bridge.say('lock', { state: 'UNLOCK', lock_state: 'unlocked' });
    await sink.attribute(id(3), 'lock', 'unlocked');
    const order = source.order({ type: 'lock', device: id(3), attribute: 'lock', locked: true });
    expect(await bridge.told('lock/set')).toEqual({ state: 'LOCK' });
    await sink.attribute(id(3), 'lock', 'locking');
    sink.forget();
    await bridge.say('lock', { state: 'UNLOCK', lock_state: 'unlocked', battery: 50 });
    await sink.attribute(id(3), 'battery', 50);
    expect(of(id(3), 'attributes')).toHaveLength(1);
    clock.advance(10_000);
    expect(await order).toEqual({ ok: false, problem: 'it did not confirm within 10 s' });
    await sink.attribute(id(3), 'lock', 'unlocked');
    await sink.reported(
      (report) => report.type === 'trouble' && report.kind === 'unconfirmed' && report.on,
      'the trouble',
    );
  });

  test('a bolt that jams under an order is known to be jammed, not unknown', async () => {
    await begin();
    await bridge.say('lock', { state: 'UNLOCK', lock_state: 'unlocked' });
    await sink.attribute(id(3), 'lock', 'unlocked');
    const order = source.order({ type: 'lock', device: id(3), attribute: 'lock', locked: true });
    await bridge.told('lock/set');
    await sink.attribute(id(3), 'lock', 'locking');
    sink.forget();
    await bridge.say('lock', { state: 'UNLOCK', lock_state: 'not_fully_locked' });
    expect(await order).toEqual({ ok: false, problem: 'it has jammed' });
    await sink.attribute(id(3), 'lock', 'jammed');
    await settled();
    expect(JSON.stringify(of(id(3), 'attributes'))).not.toContain('unknown');
  });

  test('a complaint that the bridge does not repeat still counts for the next order', async () => {
    await begin();
    const complaint = {
      level: 'error',
      message: "z2m: Publish 'set' 'warning' to 'siren' failed: 'Error: no ack'",
      namespace: 'z2m',
    };
    const first = source.order({ type: 'siren', device: id(4), on: true });
    await bridge.told('siren/set');
    await bridge.say('bridge/logging', complaint);
    expect(await first).toMatchObject({ ok: false });
    const second = source.order({ type: 'siren', device: id(4), on: true });
    await bridge.told('siren/set');
    await settled();
    clock.advance(12_000);
    expect(await second).toMatchObject({ ok: false });
    await bridge.say('bridge/logging', { level: 'info', message: 'something else' });
    const third = source.order({ type: 'siren', device: id(4), on: true });
    await bridge.told('siren/set');
    await settled();
    clock.advance(12_000);
    expect(await third).toEqual({ ok: true });
    await sink.reported(
      (report) => report.type === 'trouble' && report.kind === 'unconfirmed' && !report.on,
      'the end of the trouble',
    );
  });

  test('a siren without an end is renewed before it stops by itself, until it is stopped', async () => {
    await begin();
    void source.order({ type: 'siren', device: id(4), on: true, pattern: 'fire' });
    expect(await bridge.told('siren/set')).toMatchObject({ warning: { mode: 'emergency', duration: 240 } });
    clock.advance(200_000);
    expect(await bridge.told('siren/set')).toMatchObject({ warning: { mode: 'emergency' } });
    void source.order({ type: 'siren', device: id(4), on: false });
    expect(await bridge.told('siren/set')).toMatchObject({ warning: { mode: 'stop' } });
    clock.advance(400_000);
    await settled();
    expect(bridge.heard.filter(({ topic }) => topic === 'zigbee2mqtt/siren/set')).toEqual([]);
  });

  test("another client's failed order is not ours, and its text goes nowhere", async () => {
    await begin();
    await bridge.say('bridge/logging', {
      level: 'error',
      message: `z2m: Publish 'set' 'pin_code' to 'lock' failed: 'Error: {"pincodevalue":"9876"}'`,
    });
    await settled();
    expect(sink.reports.filter(({ type }) => type === 'trouble')).toEqual([]);
    expect(JSON.stringify([warned, sink.reports])).not.toContain('9876');
  });

  test('an order for a device that is not there, or cannot, says so', async () => {
    await begin();
    expect(await source.order({ type: 'siren', device: id(66), on: true })).toMatchObject({ ok: false });
    expect(await source.order({ type: 'siren', device: id(1), on: true })).toEqual({
      ok: false,
      problem: 'it has no siren',
    });
    await bridge.state('offline');
    await sink.reported((report) => report.type === 'trouble' && report.on, 'the trouble');
    expect(await source.order({ type: 'siren', device: id(4), on: true })).toEqual({
      ok: false,
      problem: 'Zigbee2MQTT is offline',
    });
  });
});

describe('bad input', () => {
  const BAD: readonly (readonly [string, string | Buffer])[] = [
    ['cut off', '{"contact":fal'],
    ['no object', '[1,2,3]'],
    ['a bare word', 'null'],
    ['not text at all', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['huge', `{"contact":false,"x":"${'x'.repeat(300_000)}"}`],
    ['wrong types', '{"contact":{"a":1},"tamper":"maybe","battery":"full"}'],
    ['out of range', '{"battery":250}'],
    ['names of JavaScript', '{"__proto__":{"contact":false},"constructor":{"prototype":{"contact":false}}}'],
  ];

  test.each(BAD)('%s is ignored, and the next message is not lost', async (_, message) => {
    await begin();
    await bridge.say('hall/door', message);
    await bridge.say('hall/door', { contact: false });
    await sink.attribute(id(1), 'contact', 'open');
    expect(of(id(1), 'attributes')).toEqual([
      { type: 'attributes', device: id(1), values: { contact: 'open' }, cause: 'live' },
    ]);
  });

  test('an object that cannot become text, or a list of one value, is no value', async () => {
    await begin();
    const deep = `{"contact":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    for (const body of [{ contact: { toString: 1, valueOf: 1 } }, { contact: [false] }, deep])
      await bridge.say('hall/door', body);
    await bridge.say('hall/door', { contact: true });
    expect((await sink.attribute(id(1), 'contact', 'closed')).cause).toBe('live');
    expect(of(id(1), 'attributes')).toHaveLength(1);
    expect(warned.filter((text) => text.includes('contact'))).toHaveLength(1);
  });

  test('an entry with a code that cannot be one is no entry without a code', async () => {
    await begin();
    for (const code of ['9'.repeat(65), true, ['1234'], { length: 4 }])
      await bridge.say('keypad', { action: 'arm_all_zones', action_code: code });
    await settled();
    expect(sink.attempts).toEqual([]);
    expect(warned).toContain('keypad sent an entry whose code cannot be one. It was ignored.');
  });

  test('a list with entries that cannot be read removes nothing', async () => {
    await begin();
    const unreadable = [
      7,
      { ieee_address: ieee(1) },
      { ...COORDINATED, friendly_name: 'hall/door', definition: 'none' },
    ];
    for (const entry of unreadable) await bridge.say('bridge/devices', [{ type: 'Coordinator' }, entry]);
    await settled();
    expect(sink.reports.filter(({ type }) => type === 'removed')).toEqual([]);
    expect(warned.filter((text) => text.startsWith('In the list of devices'))).toHaveLength(1);
  });

  test('unreadable words of the bridge about itself are told, each once', async () => {
    await begin();
    for (const topic of ['bridge/info', 'bridge/logging', 'bridge/info']) await bridge.say(topic, '{"level":');
    await settled();
    const told = warned.filter((text) => text.startsWith('What Zigbee2MQTT published on'));
    expect(told).toEqual([
      'What Zigbee2MQTT published on bridge/info was ignored: it is not valid JSON.',
      'What Zigbee2MQTT published on bridge/logging was ignored: it is not valid JSON.',
    ]);
  });

  test('strange topics, states and lists stop nothing, and are warned of once', async () => {
    await begin();
    for (const topic of [
      '',
      'bridge',
      'bridge/',
      '/',
      'hall/door/availability/x',
      'constructor',
      '__proto__/availability',
    ])
      await bridge.say(`x${topic}`, '{}');
    for (const message of ['{"state":"maybe"}', '{"state":{}}', '{']) await bridge.say('bridge/state', message);
    await bridge.say(
      'bridge/devices',
      '[{"type":"Coordinator"},null,7,{"ieee_address":"0xZZ"},{"ieee_address":"0x0000000000000001","friendly_name":"#"}]',
      {},
    );
    await bridge.devices(HOUSE);
    await bridge.say('bridge/info', '{"config":null}');
    await bridge.say('bridge/logging', '{"level":"error"}');
    await bridge.say('hall/door/availability', '{}');
    for (let n = 0; n < 5; n++) await bridge.say('hall/door', 'no JSON');
    await settled();
    expect(warned.filter((text) => text.includes('hall/door sent a message'))).toHaveLength(0);
    expect(warned.filter((text) => text.includes('hall/door')).length).toBe(1);
    await bridge.say('hall/door', { contact: false });
    await sink.attribute(id(1), 'contact', 'open');
  });

  test('a bridge that publishes single attributes is trouble that says what to set', async () => {
    await begin();
    await bridge.say('bridge/info', { config: { advanced: { output: 'attribute' } } });
    const trouble = await sink.reported((report) => report.type === 'trouble' && report.on, 'the trouble');
    expect(trouble).toMatchObject({ kind: 'unavailable', detail: expect.stringContaining('advanced.output') });
  });
});
