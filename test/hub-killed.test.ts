import { setTimeout as pause } from 'node:timers/promises';
import { verifyJournal } from '@nightlatch/hub';
import type { RemoteHome } from '@nightlatch/link/client';
import { openRemoteHome } from '@nightlatch/link/client';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { SAYS, publishHouse } from '../bench/zigbee-house.ts';
import { Random } from './bad-input/random.ts';
import type { NumberedEvent } from './bad-input/witness.ts';
import { Witness, moveOf } from './bad-input/witness.ts';
import type { HapAnswer } from './hap-controller.ts';
import { ALARM, HapController, STATUS } from './hap-controller.ts';
import { startHomebridge } from './homebridge.ts';
import { Commander } from './hub-killed/commander.ts';
import { StandAloneHub } from './hub-killed/stand-alone-hub.ts';
import { startMosquitto } from './mosquitto.ts';

const KILLS = 25;
const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

const closing: (() => unknown)[] = [];
let broker: string;
let zigbee: MqttClient;
let hub: StandAloneHub;
let home: RemoteHome;
let witness: Witness;

beforeEach(async () => {
  const mosquitto = await startMosquitto({ lines: ['max_queued_messages 0'] });
  closing.push(() => mosquitto.stop());
  broker = mosquitto.url;
  zigbee = await connectAsync(broker);
  closing.push(() => zigbee.endAsync(true));
  await publishHouse(zigbee, { contact: 2, temperature: 1 });
  hub = new StandAloneHub(broker);
  closing.push(() => hub.clear());
  home = await openRemoteHome({ broker, home: 'home', client: 'observer', log: SILENT });
  closing.push(() => home.close());
  const reader = await connectAsync(broker);
  closing.push(() => reader.endAsync(true));
  witness = await Witness.open(reader, home, []);
  await hub.start();
  await witness.until('both doors are known to be closed', () => {
    const doors = [...home.snapshot.devices.values()].filter(({ name }) => name.startsWith('contact'));
    return doors.length === 2 && doors.every(({ values }) => values.contact?.value === 'closed');
  });
}, 30_000);

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function commander(name: string): Promise<Commander> {
  const client = await Commander.connect(broker, name);
  closing.push(() => client.close());
  return client;
}

const shownState = (): string | undefined => home.snapshot.partitions.get('house')?.state;

/** What came before is in the history still, as it was, and the history has no gap. */
function isKept(history: readonly NumberedEvent[], before: readonly NumberedEvent[]): void {
  const first = history[0]?.n ?? Number.NaN;
  expect(history.map(({ n }) => n)).toEqual(history.map((_, index) => first + index));
  const kept = new Map(history.map((event) => [event.n, event]));
  expect(before.map(({ n }) => kept.get(n))).toEqual(before);
}

test('a hub that is killed while armed is armed when it is back, and Apple Home never reads "disarmed"', async () => {
  const homebridge = await startHomebridge({
    platformConfig: {
      platform: 'Nightlatch',
      name: 'Nightlatch',
      home: { id: 'home', name: 'Home' },
      link: { role: 'join', broker, client: 'homebridge' },
    },
  });
  closing.push(() => homebridge.stop());
  await homebridge.printed(/is online for home "home"/);
  const controller = await HapController.pair(homebridge);
  closing.push(() => controller.close());
  const current = controller.find('SecuritySystem', 'SecuritySystemCurrentState', 'House');
  const target = controller.find('SecuritySystem', 'SecuritySystemTargetState', 'House');
  const door = controller.find('ContactSensor', 'ContactSensorState', 'contact 1');
  await controller.subscribe(current, target, door);
  const isAway = controller.next(current, ALARM.away);
  expect(await controller.set(target, ALARM.away)).toBe(STATUS.ok);
  await isAway;
  const client = await commander('historian');
  const before = [...witness.events];
  const followed = witness.changes.length;

  const read: HapAnswer[] = [];
  const told: unknown[] = [];
  const forget = controller.listen(({ id, value }) => void (id === door || told.push(value)));
  const back = new AbortController();
  const reading = (async () => {
    while (!back.signal.aborted) read.push(await controller.read(current), await controller.read(target));
  })();
  const lost = witness.until('the home is lost', () => home.snapshot.link === 'unknown');
  await hub.kill();
  await lost;
  await zigbee.publishAsync('zigbee2mqtt/contact 1', JSON.stringify(SAYS.contact.trip), { qos: 1, retain: true });
  expect(await controller.read(current)).toMatchObject({ status: STATUS.communicationFailure });
  const isOpen = controller.next(door, 1, 15_000);
  const isTriggered = controller.next(current, ALARM.triggered, 15_000);
  await hub.start();
  await Promise.all([isOpen, isTriggered]);
  back.abort();
  await reading;
  forget();

  expect(read.filter(({ status }) => status !== STATUS.ok).length).toBeGreaterThan(0);
  expect(read.filter(({ status, value }) => status === STATUS.ok && value === ALARM.disarmed)).toEqual([]);
  expect(told).not.toContain(ALARM.disarmed);
  const history = await client.history((before[0]?.n ?? Number.NaN) - 1);
  isKept(history, before);
  expect(history.flatMap((event) => moveOf(event) ?? [])).toEqual(['armed', 'contact open', 'pending', 'triggered']);
  expect(history.find(({ to }) => to === 'pending')).toMatchObject({ mode: 'away', cause: { timer: 'blind' } });
  const states = witness.changes
    .slice(followed)
    .flatMap((change) => (change.type === 'partition' ? change.to.state : []));
  expect(states).not.toContain('disarmed');

  const isDisarmed = controller.next(current, ALARM.disarmed);
  expect(await controller.set(target, ALARM.disarmed)).toBe(STATUS.ok);
  await isDisarmed;
}, 60_000);

test(
  `a hub that is killed at ${KILLS} moments forgets nothing that it has answered or told`,
  async () => {
    const [armer, disarmer, historian] = [
      await commander('armer'),
      await commander('disarmer'),
      await commander('historian'),
    ];
    const random = new Random(7);
    const acknowledged: string[] = [];
    await zigbee.publishAsync('zigbee2mqtt/temperature 1', JSON.stringify({ temperature: -1 }));
    await witness.until('an event was told', () => witness.events.length > 0);
    const history: NumberedEvent[] = [...(await historian.history((witness.events[0]?.n ?? Number.NaN) - 1))];
    const over = new AbortController();
    const busy = (async () => {
      for (let turn = 0; !over.signal.aborted || turn % 2 === 1; turn += 1) {
        zigbee.publish('zigbee2mqtt/temperature 1', JSON.stringify({ temperature: turn % 50 }));
        const answer = await (turn % 2 === 0
          ? armer.ask({ type: 'arm', mode: 'away' })
          : disarmer.ask({ type: 'disarm' }));
        expect(answer).toMatchObject({ ok: true });
        acknowledged.push(turn % 2 === 0 ? 'armed' : 'disarmed');
      }
    })();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const told = witness.events.length;
      await witness.until('the hub is at work', () => witness.events.length > told + 5);
      await pause(random.int(0, 250));
      const seen = acknowledged.length;
      await hub.kill();
      const before = witness.events.slice(told);
      expect(verifyJournal(hub.dataDir).findings).toEqual([]);
      await hub.start();
      history.push(...(await historian.history(history.at(-1)?.n ?? 0)));
      isKept(history, before);
      expect(acknowledged.length).toBeGreaterThanOrEqual(seen);
    }
    over.abort();
    await busy;
    history.push(...(await historian.history(history.at(-1)?.n ?? 0)));
    const moves = history.flatMap((event) => (event.type === 'partition' ? (moveOf(event) ?? []) : []));
    expect(moves).toEqual(acknowledged);
    await witness.until('the home is as acknowledged', () => shownState() === 'disarmed');
  },
  30_000 + KILLS * 8000,
);
