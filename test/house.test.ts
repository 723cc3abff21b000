import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import type { HapEvent } from './hap-controller.ts';
import { ALARM, HapController, STATUS } from './hap-controller.ts';
import type { Homebridge } from './homebridge.ts';
import { startHomebridge } from './homebridge.ts';
import type { Mosquitto } from './mosquitto.ts';
import { startMosquitto } from './mosquitto.ts';
import { packAndInstall } from './pack.ts';
import { HOUSE, aqaraContact, zoneStatus } from './zigbee2mqtt/house.ts';
import type { Zigbee2Mqtt } from './zigbee2mqtt/zigbee2mqtt.ts';
import { startZigbee2Mqtt } from './zigbee2mqtt/zigbee2mqtt.ts';

/** How long a real device, or its absence, may take to be noticed. */
const PATIENCE_MS = 15_000;
const EXIT_SECONDS = 2;
const ENTRY_SECONDS = 2;
/** How the house's siren is told to sound: this model knows one sound only. */
const SOUNDS = /"mode":"emergency"/;
const STOPS = /"mode":"stop"/;
const LOCK_SECURED = 1;
const LOCK_JAMMED = 2;

/**
 * The main job on real input: what a Zigbee radio hears goes through the real Zigbee2MQTT, a real Mosquitto and the plugin as
 * installed from its package, in a real Homebridge, to a real HomeKit controller; and that controller arms the house.
 */
describe('a house of Zigbee devices in Apple Home', () => {
  let folder: string;
  let broker: Mosquitto;
  let zigbee: Zigbee2Mqtt;
  let homebridge: Homebridge;
  let controller: HapController;
  let mqtt: MqttClient;
  let heard: { topic: string; body: string }[] = [];
  const onHeard: (() => void)[] = [];

  const platformConfig = (): Record<string, unknown> => ({
    platform: 'Nightlatch',
    name: 'Nightlatch',
    home: { id: 'home', name: 'Home' },
    sources: [{ type: 'zigbee2mqtt', broker: broker.url, baseTopic: 'zigbee2mqtt' }],
    partitions: [
      {
        id: 'house',
        name: 'House',
        modes: {
          away: { exitDelay: EXIT_SECONDS, entryDelay: ENTRY_SECONDS },
          home: { exitDelay: 0, entryDelay: ENTRY_SECONDS },
        },
        zones: [
          { device: 'Front door', type: 'entry' },
          { device: 'Kitchen window', type: 'perimeter' },
          { device: 'Hall motion', type: 'interior' },
          { device: 'Kitchen smoke', type: 'fire' },
        ],
      },
    ],
  });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nightlatch-house-'));
    broker = await startMosquitto();
    const [installed, started] = await Promise.all([
      packAndInstall(folder, 'homebridge-nightlatch'),
      startZigbee2Mqtt({ brokerUrl: broker.url, devices: HOUSE }),
    ]);
    zigbee = started;
    mqtt = await connectAsync(broker.url);
    mqtt.on('message', (topic, payload) => {
      heard.push({ topic, body: payload.toString() });
      for (const look of onHeard.splice(0)) look();
    });
    await mqtt.subscribeAsync(['zigbee2mqtt/Siren/set', 'zigbee2mqtt/Front lock']);
    homebridge = await startHomebridge({ plugins: installed, platformConfig: platformConfig() });
    await homebridge.printed(/Home is open/, PATIENCE_MS);
    controller = await HapController.pair(homebridge);
    await allAtRest();
  }, 180_000);

  afterAll(async () => {
    await controller?.close();
    await homebridge?.stop();
    await mqtt?.endAsync();
    await zigbee?.stop();
    await broker?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const door = (isOpen: boolean): Promise<number> => zoneStatus(zigbee, 'Front door', { alarm: isOpen });
  const window = (isOpen: boolean): Promise<number> => aqaraContact(zigbee, 'Kitchen window', isOpen);
  const current = (): string => controller.find('SecuritySystem', 'SecuritySystemCurrentState', 'House');
  const target = (): string => controller.find('SecuritySystem', 'SecuritySystemTargetState', 'House');
  const contact = (name: string): string => controller.find('ContactSensor', 'ContactSensorState', name);

  const entryDelay = (): string => controller.find('OccupancySensor', 'OccupancyDetected', 'House entry delay');

  /** Lets every sensor speak once, and waits until Apple Home shows the last of them at rest. */
  async function allAtRest(): Promise<void> {
    const smoke = controller.find('SmokeSensor', 'StatusActive', 'Kitchen smoke');
    await controller.subscribe(current(), target(), contact('Front door'), entryDelay(), smoke);
    const isHeard = controller.next(smoke, 1, PATIENCE_MS);
    await door(false);
    await window(false);
    await zoneStatus(zigbee, 'Hall motion', { alarm: false });
    await zoneStatus(zigbee, 'Kitchen smoke', { alarm: false });
    await isHeard;
  }

  const shown = (id: string, value: unknown): Promise<HapEvent> => controller.next(id, value, PATIENCE_MS);

  /** Waits for a message on MQTT. */
  async function published(topic: string, pattern: RegExp): Promise<string> {
    for (;;) {
      const found = heard.find((message) => message.topic === topic && pattern.test(message.body));
      if (found) return found.body;
      await new Promise<void>((resolve) => onHeard.push(resolve));
    }
  }

  async function arm(mode: number): Promise<void> {
    expect(await controller.set(target(), mode)).toBe(STATUS.ok);
  }

  test('shows a door that opens and closes', async () => {
    const opened = shown(contact('Front door'), 1);
    await door(true);
    await opened;
    const closed = shown(contact('Front door'), 0);
    await door(false);
    await closed;
  });

  test('arms away through its exit delay, alarms when nobody answers the entry delay, sounds the siren, and disarms', async () => {
    const armed = shown(current(), ALARM.away);
    await arm(ALARM.away);
    expect(await controller.get(current())).toBe(ALARM.disarmed);
    expect(await controller.get(target())).toBe(ALARM.away);
    await armed;

    const entry = shown(entryDelay(), 1);
    const triggered = shown(current(), ALARM.triggered);
    const enteredAt = performance.now();
    await door(true);
    await entry;
    expect(await controller.get(current())).toBe(ALARM.away);
    const { at } = await triggered;
    expect(at - enteredAt).toBeGreaterThan(ENTRY_SECONDS * 1000 - 100);
    await published('zigbee2mqtt/Siren/set', SOUNDS);

    const disarmed = shown(current(), ALARM.disarmed);
    await arm(ALARM.disarmed);
    await disarmed;
    await published('zigbee2mqtt/Siren/set', STOPS);
    expect((await zigbee.sent('Siren')).map((frame) => frame.command)).toContain('startWarning');
    await door(false);
  });

  test('refuses to arm while a window is open, shows the old target again and names the window', async () => {
    const refused = contact('House arming refused');
    await controller.subscribe(refused, contact('Kitchen window'));
    const opened = shown(contact('Kitchen window'), 1);
    await window(true);
    await opened;
    const pulse = shown(refused, 1);
    expect(await controller.set(target(), ALARM.away)).toBe(STATUS.notAllowed);
    await pulse;
    expect(await controller.get(target())).toBe(ALARM.disarmed);
    expect(await controller.get(current())).toBe(ALARM.disarmed);
    await homebridge.printed(/Kitchen window/, PATIENCE_MS);
    const closed = shown(contact('Kitchen window'), 0);
    await window(false);
    await closed;
  });

  test('alarms on smoke while disarmed, until it is silenced and gone', async () => {
    heard = [];
    const smoke = controller.find('SmokeSensor', 'SmokeDetected', 'Kitchen smoke');
    const silence = controller.find('Switch', 'On', 'House silence');
    await controller.subscribe(smoke);
    const [detected, triggered] = [shown(smoke, 1), shown(current(), ALARM.triggered)];
    await zoneStatus(zigbee, 'Kitchen smoke', { alarm: true });
    await Promise.all([detected, triggered]);
    await published('zigbee2mqtt/Siren/set', SOUNDS);
    const quiet = shown(current(), ALARM.disarmed);
    expect(await controller.set(silence, 1)).toBe(STATUS.ok);
    await quiet;
    await published('zigbee2mqtt/Siren/set', STOPS);
    const gone = shown(smoke, 0);
    await zoneStatus(zigbee, 'Kitchen smoke', { alarm: false });
    await gone;
  });

  test('shows a lock that jams as jammed, and never as locked', async () => {
    const state = controller.find('LockMechanism', 'LockCurrentState', 'Front lock');
    const wanted = controller.find('LockMechanism', 'LockTargetState', 'Front lock');
    const seen: unknown[] = [];
    const forget = controller.listen((event) => event.id === state && seen.push(event.value));
    await controller.subscribe(state);
    await zigbee.define('Front lock', { jam: true });
    const jammed = shown(state, LOCK_JAMMED);
    await controller.set(wanted, 1);
    await jammed;
    forget();
    expect(seen).not.toContain(LOCK_SECURED);
  });
});
