import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import type * as Hap from '@homebridge/hap-nodejs';
import type { Log } from '@nightlatch/model';
import { MemoryHome, TestClock } from '@nightlatch/testing';
import { MAX_ACCESSORIES } from './accessory-cast.ts';
import type { AccessoryHost } from './accessory-host.ts';
import type { HapAccessory } from './hap.ts';
import { HomeKitBridge } from './homekit-bridge.ts';
import type { HomeKitConfig } from './options.ts';

const hap = createRequire(import.meta.url)('@homebridge/hap-nodejs') as typeof Hap;

/** Without the sensor of the home as a whole, which is no device's. */
const NO_TROUBLE: HomeKitConfig = { companions: { trouble: false } };

/** A host that keeps its accessories for the next start, as Homebridge does. */
class KeepingHost implements AccessoryHost {
  readonly shown = new Map<string, HapAccessory>();
  existing = (): readonly HapAccessory[] => [...this.shown.values()];
  create = (name: string, uuid: string): HapAccessory => Object.assign(new hap.Accessory(name, uuid), { context: {} });
  add = (accessory: HapAccessory): void => void this.shown.set(accessory.UUID, accessory);
  remove = (accessory: HapAccessory): void => void this.shown.delete(accessory.UUID);
  update = (): void => undefined;
  rename = (accessory: HapAccessory, name: string): void => void (accessory.displayName = name);
  names = (): readonly string[] => [...this.shown.values()].map((accessory) => accessory.displayName);
}

async function start(home: MemoryHome, host: KeepingHost, options: HomeKitConfig = NO_TROUBLE) {
  const lines: string[] = [];
  const note = (line: string): void => void lines.push(line);
  const log: Log = { error: note, warn: note, info: note, debug: note };
  const clock = new TestClock();
  const bridge = new HomeKitBridge({ hap, host, log, options, clock });
  await bridge.start(home);
  return { bridge, lines, clock };
}

const door = (home: MemoryHome, id: string, name = id): MemoryHome => home.device({ id, name }, { contact: 'closed' });

/** Reads as a controller does. */
async function read(host: KeepingHost, name: string, type: 'ContactSensorState'): Promise<unknown> {
  const accessory = [...host.shown.values()].find((it) => it.displayName === name);
  const characteristic = accessory?.services
    .flatMap((service) => service.characteristics)
    .find((it) => it.UUID === hap.Characteristic[type].UUID);
  return await characteristic?.handleGetRequest().catch((status: unknown) => status);
}

describe('accessories of an earlier start', () => {
  test('answer "No Response" until their device is there again, and are the same ones then', async () => {
    const host = new KeepingHost();
    const first = await start(door(new MemoryHome(), 'sim/a', 'Door'), host);
    await first.bridge.stop();
    const [kept] = host.shown.values();

    const home = new MemoryHome({ link: 'unknown' });
    await start(home, host);
    expect(await read(host, 'Door', 'ContactSensorState')).toBe(-70402);
    door(home.link('online'), 'sim/a', 'Door');
    expect(await read(host, 'Door', 'ContactSensorState')).toBe(0);
    expect([...host.shown.values()]).toEqual([kept]);
  });

  test('stay for three starts of the home without their device, and are removed in the fourth', async () => {
    const host = new KeepingHost();
    const first = await start(door(new MemoryHome(), 'sim/a', 'Door'), host);
    await first.bridge.stop();
    for (const expected of [['Door'], ['Door'], ['Door'], []]) {
      const { bridge } = await start(new MemoryHome(), host);
      expect(host.names()).toEqual(expected);
      await bridge.stop();
    }
  });

  test('are not counted while the hub is away, and counted from nothing once the device was there', async () => {
    const host = new KeepingHost();
    const visit = async (home: MemoryHome): Promise<void> => await (await start(home, host)).bridge.stop();
    await visit(door(new MemoryHome(), 'sim/a', 'Door'));
    for (let i = 0; i < 5; i += 1) await visit(new MemoryHome({ link: 'unknown' }));
    for (let i = 0; i < 3; i += 1) await visit(new MemoryHome());
    await visit(door(new MemoryHome(), 'sim/a', 'Door'));
    for (let i = 0; i < 3; i += 1) await visit(new MemoryHome());
    expect(host.names()).toEqual(['Door']);
  });
});

describe('a bridge that is full', () => {
  test('shows what matters most, and names what is left out', async () => {
    const host = new KeepingHost();
    const home = new MemoryHome();
    for (let i = 0; i < MAX_ACCESSORIES; i += 1) {
      home.device({ id: `sim/t${i}`, name: `Thermometer ${i}` }, { temperature: 20 });
    }
    const { lines } = await start(home, host);
    expect(host.shown.size).toBe(MAX_ACCESSORIES);
    home.device({ id: 'sim/smoke', name: 'Smoke' }, { smoke: false });
    expect(host.names()).toContain('Smoke');
    expect(host.shown.size).toBe(MAX_ACCESSORIES);
    home.device({ id: 'sim/t999', name: 'One thermometer more' }, { temperature: 20 });
    expect(host.names()).not.toContain('One thermometer more');
    expect(lines.join('\n')).toMatch(/Thermometer 99 is left out[\s\S]*One thermometer more is left out/);
  });

  test('fills the room of a device that is removed', async () => {
    const host = new KeepingHost();
    const home = new MemoryHome();
    for (let i = 0; i <= MAX_ACCESSORIES; i += 1) home.device({ id: `sim/t${i}`, name: `T${i}` }, { temperature: 20 });
    await start(home, host);
    const before = host.names();
    home.remove('sim/t5');
    expect(host.names()).not.toContain('T5');
    expect(host.names().filter((name) => !before.includes(name))).toHaveLength(1);
  });
});

describe('what is shown', () => {
  test('nothing of a device that HomeKit has no word for', async () => {
    const host = new KeepingHost();
    await start(new MemoryHome().device({ id: 'sim/x', name: 'Keypad', events: ['keypad'] }), host);
    expect(host.names()).toEqual([]);
  });

  test('only the companions that the owner wants', async () => {
    const host = new KeepingHost();
    const companions = { panic: false, silence: false };
    await start(new MemoryHome().partition('house', { name: 'House' }), host, { companions });
    expect(host.names()).toEqual(['House', 'House entry delay', 'House arming refused', 'Home trouble']);
  });

  test('the services of a device that has others now', async () => {
    const host = new KeepingHost();
    const home = door(new MemoryHome(), 'sim/a', 'Door');
    await start(home, host);
    home.device({ id: 'sim/a', name: 'Door' }, { motion: true });
    const [accessory] = host.shown.values();
    const types = accessory?.services.map((service) => service.UUID);
    expect(types).toContain(hap.Service.MotionSensor.UUID);
    expect(types).not.toContain(hap.Service.ContactSensor.UUID);
  });

  test('a contact that has never reported is not stored as closed', async () => {
    const host = new KeepingHost();
    await start(new MemoryHome().device({ id: 'sim/a', name: 'Door', attributes: ['contact'] }), host);
    const [accessory] = host.shown.values();
    const service = accessory?.services.find((it) => it.UUID === hap.Service.ContactSensor.UUID);
    expect(service?.getCharacteristic(hap.Characteristic.ContactSensorState).value).toBe(1);
  });

  test('a fault where a device has trouble, and on the alarm', async () => {
    const host = new KeepingHost();
    const home = door(new MemoryHome(), 'sim/a', 'Door').partition('house', { name: 'House' });
    await start(home, host, {
      companions: { entryDelay: false, refusal: false, silence: false, panic: false, trouble: false },
    });
    home.troubles([{ kind: 'jam', device: 'sim/a', since: 0 }]);
    const faults = [...host.shown.values()].map(
      (it) => it.services.at(-1)?.getCharacteristic(hap.Characteristic.StatusFault).value,
    );
    expect(faults).toEqual([1, 1]);
  });

  test.each([
    ['a walk test', { untested: [] }],
    ['a zone in test', { testing: ['sim/a#contact'] }],
  ])('a fault on the alarm during %s, which leaves zones unwatched', async (_, view) => {
    const host = new KeepingHost();
    const home = new MemoryHome().partition('house', { name: 'House' });
    await start(home, host);
    const fault = [...host.shown.values()][0]?.services.at(-1)?.getCharacteristic(hap.Characteristic.StatusFault);
    expect(fault?.value).toBe(0);
    home.partition('house', view);
    expect(fault?.value).toBe(1);
  });

  test('a memory that could not be acknowledged, as what sounds stays in it, after a second', async () => {
    const host = new KeepingHost();
    const home = new MemoryHome().partition('house', { name: 'House', memory: ['sim/a#contact'] });
    const { clock } = await start(home, host, { companions: { memory: true } });
    const on = [...host.shown.values()]
      .find(({ displayName }) => displayName === 'House alarm memory')
      ?.services.at(-1)
      ?.getCharacteristic(hap.Characteristic.On);
    home.answer = () => ({ ok: false, reason: 'already' });
    await on?.handleSetRequest(false);
    expect(on?.value).toBe(false);
    clock.advance(1000);
    expect(on?.value).toBe(true);
  });

  test('leaves no timer behind when it stops', async () => {
    const home = new MemoryHome().partition('house', { name: 'House' });
    const { bridge, clock } = await start(home, new KeepingHost());
    home.store.publish({ type: 'refused', partition: 'house', command: 'arm', reason: 'zones-open', at: 0 });
    expect(clock.pending).toBe(1);
    await bridge.stop();
    expect(clock.pending).toBe(0);
  });
});

test('tells a temperature once, although hap-nodejs keeps it rounded', async () => {
  const host = new KeepingHost();
  const home = new MemoryHome().device({ id: 'sim/t', name: 'Hall' }, { temperature: 21.337, motion: false });
  await start(home, host);
  const service = [...host.shown.values()][0]?.services.find((it) => it.UUID === hap.Service.TemperatureSensor.UUID);
  let told = 0;
  service?.getCharacteristic(hap.Characteristic.CurrentTemperature).on('change' as never, () => (told += 1));
  home.report('sim/t', { motion: true });
  expect(told).toBe(0);
  home.report('sim/t', { temperature: 22 });
  expect(told).toBe(1);
});
