import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import type { FlowNode, NodeRed } from '../test/node-red/node-red.ts';
import { startNodeRed } from '../test/node-red/node-red.ts';
import { freePort, startMosquitto } from '../test/mosquitto.ts';
import { startChild } from './child.ts';
import type { BenchRow, BenchTable } from './table.ts';
import { Sample, figures } from './table.ts';
import { SAYS, publishHouse } from './zigbee-house.ts';

const MESSAGES = 500;
/** A hub runs for months: what is measured is code that its engine has compiled. */
const WARM_UP = 1000;
/** What a message leaves to be done, its commit above all, is over before the next, as in a house. */
const GAP_MS = 20;
/** Where the flow says when a message was there. */
const HEARD = 'bench/heard';

/** One way from a sensor's message to a message in a flow. */
interface Way {
  readonly name: string;
  /** First part of its topics: no other way hears them, so that none works while another is measured. */
  readonly base: string;
  readonly isBudgeted?: boolean;
}

const FLOOR: Way = { name: 'floor: Node-RED’s own mqtt in', base: 'floor' };
const JOINED: Way = { name: 'hub with its own broker', base: 'joined', isBudgeted: true };
const SHARED: Way = { name: 'hub with its link on Mosquitto', base: 'shared' };
const HOSTED: Way = { name: 'hub in Node-RED', base: 'hosted', isBudgeted: true };
const WAYS = [FLOOR, JOINED, SHARED, HOSTED] as const;
/** What was measured before a message decides how warm the machine is for it: each way has each neighbour before it. */
const BACKWARDS = WAYS.toReversed();

/** Measures a Zigbee message on MQTT until it is a message in a flow, beside Node-RED's own MQTT node in the same run. */
export async function nodeRedBench(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  const broker = await startMosquitto();
  const mqtt = await connectAsync(broker.url, { clientId: 'bench' });
  for (const { base } of WAYS) await publishHouse(mqtt, { contact: 1 }, base);
  const port = await freePort();
  const hub = (way: Way, link: object) =>
    startChild('hub-process.ts', JSON.stringify(configuration(way, broker.url, link)), join(folder, way.base), '1');
  const hubs = [
    await hub(JOINED, { role: 'host', port, anonymousLocal: true }),
    await hub(SHARED, { role: 'host', broker: broker.url }),
  ];
  const red = await startNodeRed({ isBuilt: true });
  try {
    await red.deploy(flow(broker.url, `mqtt://127.0.0.1:${port}`));
    const clock = await watchFlow(mqtt);
    await settled(red, mqtt, clock);
    red.comms.close();
    return report(await measure(mqtt, clock));
  } finally {
    await red.stop();
    for (const child of hubs) await child.stop();
    await mqtt.endAsync();
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function configuration({ base }: Way, broker: string, link?: object): object {
  return {
    home: { id: base, name: 'Bench' },
    ...(link ? { link } : {}),
    sources: [{ type: 'zigbee2mqtt', broker, baseTopic: base }],
    partitions: [{ id: 'house', name: 'House' }],
  };
}

/** Every way ends in the same function node, which notes the machine's own monotonic clock before it says so. */
function flow(broker: string, hub: string): readonly FlowNode[] {
  const place = { z: 'tab', x: 1, y: 1 };
  const home = (way: Way, fields: object): FlowNode[] => [
    { id: `${way.base}-home`, type: 'nightlatch-home', version: 1, home: way.base, client: 'node-red', ...fields },
    {
      id: way.base,
      type: 'nightlatch-sensor',
      version: 1,
      home: `${way.base}-home`,
      initial: true,
      own: true,
      ...place,
      device: DEVICE,
      attribute: 'contact',
      wires: [[`${way.base}-stamp`]],
    },
  ];
  const stamp = ({ base }: Way): FlowNode => ({
    id: `${base}-stamp`,
    type: 'function',
    ...place,
    outputs: 1,
    wires: [['heard']],
    libs: [{ var: 'process', module: 'process' }],
    func: `return { payload: '${base} ' + process.hrtime.bigint() };`,
  });
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    { id: 'broker', type: 'mqtt-broker', broker: '127.0.0.1', port: new URL(broker).port, autoConnect: true },
    {
      id: 'floor',
      type: 'mqtt in',
      ...place,
      topic: 'floor/contact 1',
      qos: '0',
      datatype: 'json',
      broker: 'broker',
      wires: [['floor-stamp']],
    },
    ...home(JOINED, { role: 'join', broker: hub }),
    ...home(SHARED, { role: 'join', broker }),
    ...home(HOSTED, { role: 'host', configuration: JSON.stringify(configuration(HOSTED, broker)) }),
    ...WAYS.map(stamp),
    { id: 'heard', type: 'mqtt out', ...place, topic: HEARD, qos: '0', broker: 'broker', wires: [] },
  ];
}

/** The one contact of each house, as `publishHouse` numbers it. */
const DEVICE = `zigbee2mqtt/0x00158d${'1'.padStart(10, '0')}`;

interface FlowClock {
  /** Says that a contact has moved, and waits until the flow knows. @returns Milliseconds until it did. */
  time(mqtt: MqttClient, way: Way, isOpen: boolean): Promise<number>;
}

async function watchFlow(mqtt: MqttClient): Promise<FlowClock> {
  const waiting = new Map<string, (at: bigint) => void>();
  await mqtt.subscribeAsync(HEARD);
  mqtt.on('message', (_, payload) => {
    const [base = '', at = '0'] = payload.toString().split(' ');
    waiting.get(base)?.(BigInt(at));
  });
  return {
    async time(client, { base }, isOpen) {
      const { promise, resolve } = Promise.withResolvers<bigint>();
      waiting.set(base, resolve);
      const sentAt = process.hrtime.bigint();
      client.publish(`${base}/contact 1`, JSON.stringify(isOpen ? SAYS.contact.trip : SAYS.contact.rest));
      const at = await promise;
      waiting.delete(base);
      return Number(at - sentAt) / 1e6;
    },
  };
}

async function measure(mqtt: MqttClient, clock: FlowClock): Promise<ReadonlyMap<Way, Sample>> {
  const times = new Map<Way, number[]>(WAYS.map((way) => [way, []]));
  for (let message = 0; message < MESSAGES; message += 1) {
    for (const way of message % 4 < 2 ? WAYS : BACKWARDS) {
      times.get(way)?.push(await clock.time(mqtt, way, message % 2 === 0));
      await wait(GAP_MS);
    }
  }
  return new Map([...times].map(([way, values]) => [way, new Sample(values)]));
}

/** Waits until each home is there, and lets each way go before it counts, without pauses. */
async function settled(red: NodeRed, mqtt: MqttClient, clock: FlowClock): Promise<void> {
  for (const { base } of [JOINED, SHARED, HOSTED]) await red.comms.badged(base, 'nightlatch.status.closed');
  for (let round = 0; round < WARM_UP; round += 1) {
    for (const way of WAYS) await clock.time(mqtt, way, round % 2 === 0);
  }
}

function report(samples: ReadonlyMap<Way, Sample>): BenchTable {
  const floor = samples.get(FLOOR)?.p50 ?? Number.NaN;
  return {
    id: 'node-red',
    title: 'Sensor message to a message in a flow',
    method: `A message on a real Mosquitto, as Zigbee2MQTT publishes it, until a function node of a real Node-RED has it, one at a time in turns whose order changes, ${MESSAGES} each after ${figures(WARM_UP)} to warm up. The floor is Node-RED’s own \`mqtt in\` on the same broker; ours goes by way of the alarm: a hub in a process of its own and its link, or a hub in Node-RED itself. No editor is open.`,
    columns: ['what', 'p50 ms', 'p99 ms', 'p50 / floor'],
    rows: [...samples].map(([{ name, isBudgeted }, sample]): BenchRow => {
      const ratio = sample.p50 / floor;
      const cells = [name, sample.p50, sample.p99, `${figures(ratio)} ×`];
      return isBudgeted ? { cells, budget: 'p50 ≤ 2 ×', isKept: ratio <= 2 } : { cells };
    }),
  };
}
