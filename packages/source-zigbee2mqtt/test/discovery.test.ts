import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { attributeName } from '@nightlatch/model';
import { connectAsync } from 'mqtt';
import type { Mosquitto } from '../../../test/mosquitto.ts';
import { startMosquitto } from '../../../test/mosquitto.ts';
import { listDefinitions } from '../../../test/zigbee2mqtt/definitions.ts';
import type { HouseDevice, Zigbee2Mqtt } from '../../../test/zigbee2mqtt/zigbee2mqtt.ts';
import { startZigbee2Mqtt } from '../../../test/zigbee2mqtt/zigbee2mqtt.ts';
import { mapDevice } from '../src/mapping/device-mapping.ts';
import { readExposes } from '../src/mapping/expose.ts';
import type { ListedDevice } from '../src/session/device-list.ts';
import { readDeviceList } from '../src/session/device-list.ts';

/** What Zigbee2MQTT tells Home Assistant of one property of one device. */
interface Discovered {
  readonly component: string;
  readonly deviceClass: string | undefined;
  readonly on: unknown;
  readonly off: unknown;
}

/** The classes that mean the same as an attribute; a property without a class says nothing against it. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  contact: ['door', 'garage_door', 'window', 'opening'],
  motion: ['motion', 'occupancy'],
  occupancy: ['occupancy', 'presence'],
  vibration: ['vibration', 'moving'],
  smoke: ['smoke'],
  carbonMonoxide: ['carbon_monoxide'],
  gas: ['gas'],
  waterLeak: ['moisture'],
  tamper: ['tamper'],
  batteryLow: ['battery'],
  lock: ['lock'],
};

/** Where we contradict the discovery, and are right: what an opened or closed contact is, its description says itself. */
const WE_KNOW_BETTER: Readonly<Record<string, string>> = {
  'TERNCY-DC01 contact': 'its description: closed is true',
  'POK003 contact': 'its description: closed is ON',
  'POK010 contact': 'its description: closed is ON',
  'CS-T2C contact_alarm_1': 'its converter: an alarm is false',
  'CS-T2C contact_alarm_2': 'its converter: an alarm is false',
  'HS2VTD contact_alarm_1': 'its converter: an alarm is false',
  'HS2VTD contact_alarm_2': 'its converter: an alarm is false',
  'SDC-4-1-00 dry_contact': 'the words themselves',
};

let broker: Mosquitto;
let bridge: Zigbee2Mqtt;
let devices: readonly ListedDevice[] = [];
const discovered = new Map<string, Discovered>();

/**
 * One device of every definition that has a sensor or lock. Those with a climate are left out: their exposes are computed
 * from the device at hand, and one without them keeps Zigbee2MQTT's discovery from starting at all.
 */
async function house(): Promise<readonly HouseDevice[]> {
  return (await listDefinitions()).flatMap(({ model, exposes }, index) => {
    const list = readExposes(exposes);
    const mapping = mapDevice(list, model);
    const isSensor =
      mapping && (mapping.bindings.some(({ key }) => CLASSES[attributeName(key)]) || mapping.locks.length > 0);
    return isSensor && !list.some(({ type }) => type === 'climate') ? [{ model, name: `device ${index}` }] : [];
  });
}

beforeAll(async () => {
  broker = await startMosquitto({ lines: ['max_queued_messages 0'] });
  const client = await connectAsync(broker.url);
  const models = await house();
  const last = models.at(-1)?.name;
  const allDiscovered = new Promise<void>((resolve) => {
    client.on('message', (topic, message) => {
      if (topic !== 'zigbee2mqtt/bridge/devices') {
        if (take(topic, message) === last) resolve();
        return;
      }
      devices = readDeviceList(JSON.parse(message.toString()), 'zigbee2mqtt')?.devices ?? devices;
    });
  });
  await client.subscribeAsync(['zigbee2mqtt/bridge/devices', 'homeassistant/+/+/+/config']);
  bridge = await startZigbee2Mqtt({ brokerUrl: broker.url, devices: models, homeAssistant: true });
  await allDiscovered;
  await client.endAsync();
}, 120_000);

afterAll(async () => {
  await bridge?.stop();
  await broker?.stop();
}, 30_000);

/** Keeps what `homeassistant/<component>/<ieee>/<object>/config` says. @returns The device's name. */
function take(topic: string, message: Buffer): string | undefined {
  const [, component = '', ieee = ''] = topic.split('/');
  const config = JSON.parse(message.toString()) as Record<string, unknown>;
  const template = config['value_template'];
  const found = /value_json(?:\["([^"]+)"\]|\.(\w+))/.exec(typeof template === 'string' ? template : '');
  const property = found?.[1] ?? found?.[2];
  if (property === undefined) return undefined;
  discovered.set(`${ieee} ${property}`, {
    component,
    deviceClass: config['device_class'] as string | undefined,
    on: config['payload_on'] ?? config['state_unlocked'],
    off: config['payload_off'] ?? config['state_locked'],
  });
  return (config['device'] as { name?: string } | undefined)?.name;
}

const ACTIVE: Readonly<Record<string, unknown>> = { contact: 'open', lock: 'unlocked' };

test('means by every property what Zigbee2MQTT tells Home Assistant, but where the definition contradicts itself', () => {
  const disagreements: string[] = [];
  let compared = 0;
  for (const { ieee, mapping, description } of devices) {
    for (const { key, property, read } of mapping.bindings) {
      const found = discovered.get(`${ieee} ${property}`);
      if (!found || (found.component !== 'binary_sensor' && found.component !== 'switch')) continue;
      compared++;
      const name = attributeName(key);
      const active = ACTIVE[name] ?? true;
      const classFits =
        found.deviceClass === undefined || (CLASSES[name] ?? [found.deviceClass]).includes(found.deviceClass);
      const isOpposite = read(found.on) !== active || read(found.off) === active;
      if (!classFits || isOpposite) disagreements.push(`${description.model ?? ''} ${property}`);
    }
  }
  expect(compared).toBeGreaterThan(1300);
  expect(disagreements.sort()).toEqual(Object.keys(WE_KNOW_BETTER).sort());
});

test('reads every lock in the words that Home Assistant is told', () => {
  const locks = devices.flatMap(({ ieee, mapping }) =>
    mapping.locks.map((lock) => ({ lock, found: discovered.get(`${ieee} ${lock.property}`) })),
  );
  expect(locks.length).toBeGreaterThanOrEqual(45);
  for (const { lock, found } of locks) {
    expect(found?.component).toBe('lock');
    expect(lock.read({ [lock.property]: found?.on })).toBe('unlocked');
    expect(lock.read({ [lock.property]: found?.off })).toBe('locked');
  }
});
