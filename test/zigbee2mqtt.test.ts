import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DeviceReport, DeviceSource, Log } from '@nightlatch/model';
import { createZigbee2MqttSource } from '@nightlatch/source-zigbee2mqtt';
import type { Mosquitto } from './mosquitto.ts';
import { startMosquitto } from './mosquitto.ts';
import {
  HOUSE,
  NEW_MOTION,
  aqaraContact,
  keypadEmergency,
  keypadEntry,
  press,
  zoneStatus,
} from './zigbee2mqtt/house.ts';
import { ListeningSink } from './zigbee2mqtt/listening-sink.ts';
import type { SentFrame, Zigbee2Mqtt } from './zigbee2mqtt/zigbee2mqtt.ts';
import { startZigbee2Mqtt } from './zigbee2mqtt/zigbee2mqtt.ts';

const CODE = '4711';
let broker: Mosquitto;
let bridge: Zigbee2Mqtt;
let source: DeviceSource;
let sink: ListeningSink;
const logged: string[] = [];
const log: Log = {
  error: (message) => void logged.push(message),
  warn: (message) => void logged.push(message),
  info: (message) => void logged.push(message),
  debug: (message) => void logged.push(message),
};
const id = (name: string): string => `zigbee2mqtt/${bridge.ieee(name)}`;

beforeAll(async () => {
  broker = await startMosquitto({ lines: ['max_queued_messages 0'] });
  bridge = await startZigbee2Mqtt({ brokerUrl: broker.url, devices: HOUSE });
  sink = new ListeningSink();
  source = createZigbee2MqttSource({ id: 'zigbee2mqtt', broker: broker.url, baseTopic: 'zigbee2mqtt', log });
  await source.start(sink);
  await sink.reported((report) => report.type === 'described' && report.device.name === 'Siren', 'the siren described');
}, 90_000);

afterAll(async () => {
  await source?.stop();
  await bridge?.stop();
  await broker?.stop();
}, 30_000);

describe('a source beside the real Zigbee2MQTT', () => {
  test('describes every device of the house by what it exposes', async () => {
    const described = sink.reports.flatMap((report) => (report.type === 'described' ? [report.device] : []));
    const summary = Object.fromEntries(
      described.map(({ name, attributes, events, abilities }) => [
        name,
        [...attributes, ...events, ...abilities].sort(),
      ]),
    );
    expect(summary).toEqual({
      'Front door': ['battery', 'batteryLow', 'contact', 'tamper'],
      'Kitchen window': ['battery', 'contact'],
      'Cellar door': ['battery', 'batteryLow', 'contact@alarm_1', 'contact@alarm_2', 'tamper'],
      'Hall motion': ['battery', 'batteryLow', 'motion'],
      'Bedroom window': expect.arrayContaining(['vibration']),
      'Kitchen smoke': expect.arrayContaining(['smoke', 'siren', 'temperature']),
      'Boiler CO': expect.arrayContaining(['carbonMonoxide']),
      'Bathroom leak': expect.arrayContaining(['waterLeak']),
      'Front lock': expect.arrayContaining(['lock']),
      Siren: ['battery', 'siren', 'siren'],
      'Hall keypad': expect.arrayContaining(['keypad', 'panic', 'temperature']),
      'Garage keypad': expect.arrayContaining(['keypad', 'panic', 'tamper']),
      'Bedside button': ['battery', 'button'],
    });
  });

  test('reports a contact, its cover and its battery as they change', async () => {
    await zoneStatus(bridge, 'Front door', { alarm: true });
    expect((await sink.attribute(id('Front door'), 'contact', 'open')).cause).toBe('live');
    await zoneStatus(bridge, 'Front door', { tamper: true, batteryLow: true });
    await sink.attribute(id('Front door'), 'contact', 'closed');
    await sink.attribute(id('Front door'), 'tamper', true);
    await sink.attribute(id('Front door'), 'batteryLow', true);
    await aqaraContact(bridge, 'Kitchen window', true);
    await sink.attribute(id('Kitchen window'), 'contact', 'open');
    // Its expose calls true "on"; the converter sends true for closed.
    await zoneStatus(bridge, 'Cellar door', { alarm: true });
    await sink.attribute(id('Cellar door'), 'contact@alarm_1', 'open');
    await sink.attribute(id('Cellar door'), 'contact@alarm_2', 'closed');
    expect(sink.reports).toContainEqual({ type: 'availability', device: id('Front door'), available: true });
  });

  test.each([
    ['Hall motion', 'motion'],
    ['Kitchen smoke', 'smoke'],
    ['Boiler CO', 'carbonMonoxide'],
    ['Bathroom leak', 'waterLeak'],
  ])('reports %s', async (name, attribute) => {
    await zoneStatus(bridge, name, { alarm: true });
    await sink.attribute(id(name), attribute, true);
  });

  test('reports each press of a button', async () => {
    sink.forget();
    await press(bridge, 'Bedside button');
    await press(bridge, 'Bedside button');
    const presses = (): readonly DeviceReport[] => sink.reports.filter(({ type }) => type === 'event');
    await sink.reported(() => presses().length === 2, 'two presses');
    expect(presses()[0]).toEqual({ type: 'event', device: id('Bedside button'), event: 'button', key: 'single' });
  });

  test('hands a keypad entry over and brings the answer and the countdown back to the keypad', async () => {
    const transaction = await keypadEntry(bridge, 'Hall keypad', 'away', CODE);
    const attempt = await sink.attempt(1);
    expect(attempt).toMatchObject({ device: id('Hall keypad'), verb: 'arm', mode: 'away', transaction });
    expect(attempt.code?.reveal()).toBe(CODE);
    await source.order({
      type: 'keypad',
      device: id('Hall keypad'),
      indication: { state: 'arming', mode: 'away', seconds: 45, answer: 'granted', transaction },
    });
    const frames = await framesSent('Hall keypad', 'ssIasAce', 2);
    expect(frames[0]).toMatchObject({ command: 'armRsp', payload: { armnotification: 3 } });
    expect(frames[1]).toMatchObject({ command: 'panelStatusChanged', payload: { secondsremain: 45 } });
  });

  test('tells a keypad that its code was wrong', async () => {
    const transaction = await keypadEntry(bridge, 'Garage keypad', 'disarm', '0000');
    const attempt = await sink.attempt(2);
    expect(attempt).toMatchObject({ verb: 'disarm', transaction });
    await source.order({
      type: 'keypad',
      device: id('Garage keypad'),
      indication: { state: 'armed', mode: 'home', answer: 'wrong-code', transaction },
    });
    expect(await framesSent('Garage keypad', 'ssIasAce', 2)).toMatchObject([
      { command: 'armRsp', payload: { armnotification: 4 } },
      { command: 'panelStatusChanged', payload: { panelstatus: 1 } },
    ]);
  });

  test("reports a keypad's emergency key as a panic", async () => {
    await keypadEmergency(bridge, 'Garage keypad');
    await sink.reported(
      (report) => report.type === 'event' && report.event === 'panic' && report.device === id('Garage keypad'),
      'the panic',
    );
  });

  test('calls a lock locked only once its bolt is out', async () => {
    sink.forget();
    expect(await source.order({ type: 'lock', device: id('Front lock'), attribute: 'lock', locked: true })).toEqual({
      ok: true,
    });
    const values = sink.reports.flatMap((report) =>
      report.type === 'attributes' && report.device === id('Front lock') ? [report.values.lock] : [],
    );
    expect(values).toEqual(['locking', 'locked']);
  });

  test('reports a lock that jams, and trouble', async () => {
    await bridge.define('Front lock', { jam: true });
    const result = await source.order({ type: 'lock', device: id('Front lock'), attribute: 'lock', locked: false });
    expect(result).toEqual({ ok: false, problem: 'it has jammed' });
    await sink.attribute(id('Front lock'), 'lock', 'jammed');
    await sink.reported(
      (report) => report.type === 'trouble' && report.device === id('Front lock') && report.on,
      'the trouble',
    );
    await bridge.define('Front lock', { jam: false });
    expect(await source.order({ type: 'lock', device: id('Front lock'), attribute: 'lock', locked: true })).toEqual({
      ok: true,
    });
    await sink.reported(
      (report) => report.type === 'trouble' && report.device === id('Front lock') && !report.on,
      'the end of the trouble',
    );
  });

  test('sounds a siren, and reports trouble when it cannot be reached', async () => {
    const sounding = source.order({ type: 'siren', device: id('Siren'), on: true, pattern: 'burglary', seconds: 60 });
    await framesSent('Siren', 'ssIasWd', 1);
    expect(await sounding).toEqual({ ok: true });
    await sink.attribute(id('Siren'), 'siren', true);
    await bridge.define('Siren', { dead: true });
    const result = await source.order({ type: 'siren', device: id('Siren'), on: false });
    expect(result).toEqual({ ok: false, problem: 'Zigbee2MQTT could not deliver the order' });
    await sink.reported(
      (report) =>
        report.type === 'trouble' && report.kind === 'unconfirmed' && report.device === id('Siren') && report.on,
      'the trouble',
    );
  });

  test('takes in a sensor that joins while it runs', async () => {
    await bridge.join(NEW_MOTION);
    await sink.reported(
      (report) => report.type === 'described' && report.device.serial === NEW_MOTION.ieee,
      'the new sensor',
    );
    await zoneStatus(bridge, NEW_MOTION.ieee, { alarm: true });
    await sink.attribute(`zigbee2mqtt/${NEW_MOTION.ieee}`, 'motion', true);
  });

  test('lets no code reach the log', () => {
    expect(logged.join('\n')).not.toContain(CODE);
    expect(JSON.stringify(sink.reports)).not.toContain(CODE);
  });
});

/** A frame leaves some time after the order: asks for a device's frames of a cluster until there are enough. */
async function framesSent(name: string, cluster: string, count: number): Promise<readonly SentFrame[]> {
  for (;;) {
    const frames = (await bridge.sent(name)).filter((frame) => frame.cluster === cluster);
    if (frames.length >= count) return frames.slice(-count);
  }
}
