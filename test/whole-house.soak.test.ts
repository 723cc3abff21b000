import { EventEmitter, once } from 'node:events';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Behavior } from '@matter/main';
import { BooleanStateClient } from '@matter/main/behaviors/boolean-state';
import { DoorLockClient } from '@matter/main/behaviors/door-lock';
import { OnOffClient } from '@matter/main/behaviors/on-off';
import { SmokeCoAlarmClient } from '@matter/main/behaviors/smoke-co-alarm';
import { SmokeCoAlarm } from '@matter/main/clusters/smoke-co-alarm';
import type { RemoteHome } from '@nightlatch/link/client';
import { openRemoteHome } from '@nightlatch/link/client';
import { Random } from './bad-input/random.ts';
import { HapController } from './hap-controller.ts';
import { startHomebridge } from './homebridge.ts';
import { MatterController } from './matter/matter-controller.ts';
import { PIN, WholeHouse } from './matter/whole-house.ts';
import { FlowWitness } from './node-red/flow-witness.ts';
import { aqaraContact, zoneStatus } from './zigbee2mqtt/house.ts';

/*
 * The whole house at once: what a Zigbee radio hears goes through a real Zigbee2MQTT and a hub in a process of its own to a
 * HomeKit controller (by a real Homebridge), to a Matter controller and to a flow in a real Node-RED. Whoever does what, all
 * of them show what MQTT says.
 */

const IS_SOAK = process.env['NIGHTLATCH_SOAK'] !== undefined;
const STEPS = IS_SOAK ? 1000 : 150;
const SEED = 20_260_817;
const MODES = ['home', 'away', 'night', 'disarmed'] as const;
const PATIENCE_MS = 15_000;
const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** What someone sees of the house. */
interface Seen {
  readonly mode: string;
  readonly isTriggered: boolean;
  readonly door: boolean;
  readonly window: boolean;
  readonly smoke: boolean;
}

const closing: (() => unknown)[] = [];
const moved = new EventEmitter();
let house: WholeHouse;
let remote: RemoteHome;
let hap: HapController;
let matter: MatterController;
let flow: FlowWitness;
const hapValues = new Map<string, unknown>();

beforeAll(async () => {
  house = await WholeHouse.open();
  closing.push(() => house.close());
  const homebridge = await startHomebridge({
    platformConfig: {
      platform: 'Nightlatch',
      name: 'Nightlatch',
      home: { id: 'home', name: 'Home' },
      link: { role: 'join', broker: house.broker, client: 'homebridge' },
    },
  });
  closing.push(async () => {
    await homebridge.stop();
    await rm(homebridge.storage, { recursive: true, force: true });
  });
  await homebridge.printed(/is online for home "home"/);
  remote = await openRemoteHome({ broker: house.broker, home: 'home', client: 'observer', log: SILENT });
  closing.push(() => remote.close());
  remote.changes.subscribe(() => void moved.emit('moved'));
  matter = await MatterController.open();
  closing.push(() => matter.close());
  await matter.pairByAddress(house);
  for (const [name, cluster, attribute] of MATTER_ATTRIBUTES()) {
    const events = matter.at(name).eventsOf(cluster) as unknown as Record<string, { on(listener: () => void): void }>;
    events[`${attribute}$Changed`]?.on(() => void moved.emit('moved'));
  }
  await speakOnce();
  flow = await FlowWitness.open(house.broker, {
    door: [deviceId('Front door'), 'contact'],
    window: [deviceId('Kitchen window'), 'contact'],
    smoke: [deviceId('Kitchen smoke'), 'smoke'],
  });
  closing.push(() => flow.close());
  flow.listen(() => void moved.emit('moved'));
  hap = await HapController.pair(homebridge);
  closing.push(() => hap.close());
  hap.listen(({ id, value }) => {
    hapValues.set(id, value);
    moved.emit('moved');
  });
  await hap.subscribe(...Object.values(hapIds()));
  for (const id of Object.values(hapIds())) hapValues.set(id, await hap.get(id));
  await agreement();
}, 240_000);
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
}, 60_000);

const hapIds = () => ({
  current: hap.find('SecuritySystem', 'SecuritySystemCurrentState', 'House'),
  target: hap.find('SecuritySystem', 'SecuritySystemTargetState', 'House'),
  door: hap.find('ContactSensor', 'ContactSensorState', 'Front door'),
  window: hap.find('ContactSensor', 'ContactSensorState', 'Kitchen window'),
  smoke: hap.find('SmokeSensor', 'SmokeDetected', 'Kitchen smoke'),
});

function deviceId(name: string): string {
  return [...remote.snapshot.devices.values()].find((device) => device.name === name)?.id ?? name;
}

/** The endpoint of a device, which is called after what it senses where it senses several things. */
function named(name: string, label: string): string {
  return matter.find(name) ? name : `${name} ${label}`;
}

function MATTER_ATTRIBUTES(): readonly (readonly [name: string, cluster: Behavior.Type, attribute: string])[] {
  return [
    ['Alarm home', OnOffClient, 'onOff'],
    ['Alarm away', OnOffClient, 'onOff'],
    ['Alarm night', OnOffClient, 'onOff'],
    ['Alarm triggered', BooleanStateClient, 'stateValue'],
    [named('Front door', 'contact'), BooleanStateClient, 'stateValue'],
    [named('Kitchen window', 'contact'), BooleanStateClient, 'stateValue'],
    [named('Kitchen smoke', 'alarm'), SmokeCoAlarmClient, 'smokeState'],
  ];
}

function truth(): Seen {
  const view = remote.snapshot.partitions.get('house');
  const value = (name: string, key: 'contact' | 'smoke') =>
    [...remote.snapshot.devices.values()].find((it) => it.name === name)?.values[key]?.value;
  return {
    mode: view?.mode ?? 'disarmed',
    isTriggered: view?.state === 'triggered' || Boolean(view?.alarms.some(({ status }) => status === 'alarm')),
    door: value('Front door', 'contact') === 'open',
    window: value('Kitchen window', 'contact') === 'open',
    smoke: value('Kitchen smoke', 'smoke') === true,
  };
}

function inHomeKit(): Seen {
  const ids = hapIds();
  const value = (name: keyof typeof ids): number => Number(hapValues.get(ids[name]));
  return {
    mode: MODES[value('target')] ?? 'unknown',
    isTriggered: value('current') === 4,
    door: value('door') === 1,
    window: value('window') === 1,
    smoke: value('smoke') === 1,
  };
}

function inMatter(): Seen {
  const isOn = (name: string): boolean => matter.at(name).stateOf(OnOffClient).onOff;
  const isOpen = (name: string): boolean => !matter.at(name).stateOf(BooleanStateClient).stateValue;
  const on = (['home', 'away', 'night'] as const).filter((mode) => isOn(`Alarm ${mode}`));
  return {
    mode: on.length > 1 ? 'several' : (on[0] ?? 'disarmed'),
    isTriggered: isOpen('Alarm triggered'),
    door: isOpen(named('Front door', 'contact')),
    window: isOpen(named('Kitchen window', 'contact')),
    smoke:
      matter.at(named('Kitchen smoke', 'alarm')).stateOf(SmokeCoAlarmClient).smokeState ===
      SmokeCoAlarm.AlarmState.Critical,
  };
}

function inNodeRed(): Seen {
  const is = (name: string): boolean => flow.value(name) === true;
  return { ...flow.alarm, door: is('door'), window: is('window'), smoke: is('smoke') };
}

/** Waits, by events alone, until something is so. */
async function until(isSo: () => boolean, what: () => string): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  while (!isSo()) {
    await once(moved, 'moved', { signal }).catch(() => {
      throw new Error(what());
    });
  }
}

function seen(): readonly string[] {
  return [truth(), inHomeKit(), inMatter(), inNodeRed()].map((it) => JSON.stringify(it));
}

/** Waits until everyone sees the same, and it is what MQTT says. */
async function agreement(): Promise<void> {
  await until(
    () => new Set(seen()).size === 1,
    () => `MQTT, HomeKit, Matter and Node-RED differ:\n${seen().join('\n')}`,
  );
}

/** Tells whether each of the three sensors has said something. */
function haveAllReported(): boolean {
  return ['Front door', 'Kitchen window', 'Kitchen smoke'].every((name) =>
    [...remote.snapshot.devices.values()].some(
      (it) => it.name === name && (it.values.contact ?? it.values.smoke)?.value !== 'unknown',
    ),
  );
}

async function speakOnce(): Promise<void> {
  await zoneStatus(house.zigbee, 'Front door', { alarm: false });
  await aqaraContact(house.zigbee, 'Kitchen window', false);
  await zoneStatus(house.zigbee, 'Kitchen smoke', { alarm: false });
  await until(haveAllReported, () => 'The sensors have not been heard of.');
}

/** Resolves when MQTT has told all that came before: the hub answers in the order of its inbox. */
async function barrier(): Promise<void> {
  const answer = await remote.execute({ type: 'unbypass', partition: 'house', zone: 'none' });
  expect(answer).toMatchObject({ ok: false });
}

/** Whoever does something, and what: each resolves when the hub has it. A refusal is an answer too. */
const STEPS_OF: Readonly<Record<string, (random: Random) => Promise<unknown>>> = {
  'front door': async (random) => {
    const alarm = random.next() < 0.3;
    await zoneStatus(house.zigbee, 'Front door', { alarm });
    await until(
      () => truth().door === alarm,
      () => 'MQTT has not heard of the front door.',
    );
  },
  'kitchen window': async (random) => {
    const isOpen = random.next() < 0.25;
    await aqaraContact(house.zigbee, 'Kitchen window', isOpen);
    await until(
      () => truth().window === isOpen,
      () => 'MQTT has not heard of the window.',
    );
  },
  'kitchen smoke': async (random) => {
    const alarm = random.next() < 0.2;
    await zoneStatus(house.zigbee, 'Kitchen smoke', { alarm });
    await until(
      () => truth().smoke === alarm,
      () => 'MQTT has not heard of the smoke.',
    );
  },
  'HomeKit arms': async (random) => await hap.set(hapIds().target, random.int(0, 2)),
  'HomeKit disarms': async () => await hap.set(hapIds().target, 3),
  'Matter arms': async (random) => {
    const name = `Alarm ${random.pick(['home', 'away', 'night'])}`;
    await accepted(matter.at(name).commandsOf(OnOffClient).on());
  },
  'Matter disarms': async () => {
    const pinCode = new TextEncoder().encode(PIN);
    await accepted(matter.at('Alarm lock').commandsOf(DoorLockClient).unlockDoor({ pinCode }));
  },
  'Node-RED arms': async (random) => await askFlow(random.pick(['home', 'away', 'night'])),
  'Node-RED disarms': async () => await askFlow({ mode: 'off', code: PIN }),
  'Matter silences': async () => await accepted(matter.at('Alarm silence').commandsOf(OnOffClient).on()),
};

async function askFlow(payload: unknown): Promise<void> {
  const before = flow.answered;
  await flow.ask(payload);
  await until(
    () => flow.answered > before,
    () => 'The flow got no answer.',
  );
}

async function accepted(command: Promise<unknown>): Promise<boolean> {
  return await command.then(
    () => true,
    () => false,
  );
}

test(
  `HomeKit, Matter, Node-RED and MQTT agree after each of ${STEPS} random commands and trips from all sides`,
  async () => {
    const random = new Random(SEED);
    const took: number[] = [];
    const done: string[] = [];
    const modes = new Set<string>();
    for (let step = 0; step < STEPS; step += 1) {
      const name = random.pick(Object.keys(STEPS_OF));
      done.push(name);
      const before = JSON.stringify(truth());
      await STEPS_OF[name]?.(random);
      await barrier();
      const startedAt = performance.now();
      await agreement().catch((error: Error) => {
        throw new Error(`After ${done.slice(-5).join(', ')} (step ${step + 1}): ${error.message}`);
      });
      // Where nothing moved, agreement took no time.
      if (JSON.stringify(truth()) !== before) took.push(performance.now() - startedAt);
      modes.add(truth().mode);
    }
    took.sort((a, b) => a - b);
    const at = (share: number): string => (took[Math.floor(share * (took.length - 1))] ?? 0).toFixed(0);
    process.stdout.write(
      `Agreed after ${at(0.5)} ms (median), ${at(0.99)} ms (p99) where ${took.length} of ${STEPS} steps changed something.\n`,
    );
    // Not a walk in which nothing happened.
    expect(took.length).toBeGreaterThan(STEPS / 10);
    expect([...modes].toSorted()).toEqual(MODES.toSorted());
  },
  IS_SOAK ? 900_000 : 120_000,
);
