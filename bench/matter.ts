import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BooleanStateClient } from '@matter/main/behaviors/boolean-state';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { MatterController } from '../test/matter/matter-controller.ts';
import { freePort, startMosquitto } from '../test/mosquitto.ts';
import type { Child } from './child.ts';
import { residentMb, startChild } from './child.ts';
import type { BenchRow, BenchTable } from './table.ts';
import { Sample } from './table.ts';
import { publishHouse } from './zigbee-house.ts';

const ROUNDS = 100;
const RUNS = 3;
/** matter.js gathers reports for 50 ms; a change that comes right after one would wait for nothing. */
const GAP_MS = 70;
const FLOOR_PASSCODE = 23_456_789;
/** Endpoints of the four modes; the companions are off, so that both have as many endpoints. */
const MODES = 4;
const SIZES = [11, 111, 261] as const;
const QUIET = { alarm: false, ready: false, delays: false, silence: false, trouble: false, tamper: 'none' };

/** Where both are started: the same broker, the same devices. */
interface Ground {
  readonly broker: string;
  readonly folder: string;
  readonly endpoints: number;
}

/** Measures the Matter bridge beside bare matter.js with as many endpoints, in the same run. */
export async function matterBench(): Promise<BenchTable> {
  const broker = await startMosquitto();
  const mqtt = await connectAsync(broker.url, { clientId: 'bench' });
  try {
    const rows = [...(await reportRows(mqtt, broker.url))];
    for (const endpoints of SIZES) rows.push(...(await sizeRows(mqtt, broker.url, endpoints)));
    return {
      id: 'matter',
      title: 'Matter: sensor message to report, memory, start',
      method: `A message on a real Mosquitto, as Zigbee2MQTT publishes it, through a hub with its Matter bridge to a real Matter controller, all on loopback; ${ROUNDS} rounds in turns with bare matter.js 0.17.9 that is fed by the same broker. matter.js gathers reports for 50 ms by itself. Memory and start are of whole processes with as many endpoints, ours with its engine, journal and links; started a second time, so that all devices are known; best of ${RUNS}, in turns.`,
      columns: ['what', 'ours', 'bare matter.js', 'ratio'],
      rows,
    };
  } finally {
    await mqtt.endAsync(true);
    await broker.stop();
  }
}

async function reportRows(mqtt: MqttClient, broker: string): Promise<readonly BenchRow[]> {
  const ground = { broker, folder: mkdtempSync(join(tmpdir(), 'nightlatch-bench-')), endpoints: 11 };
  const house = await publishHouse(mqtt, { contact: 7 });
  const [ours, floor] = [await startOurs(ground), await startFloor(ground)];
  const [ourApp, floorApp] = [await MatterController.open(), await MatterController.open()];
  try {
    await ourApp.pairByAddress({ port: ours.port, passcode: ours.passcode });
    await floorApp.pairByAddress({ port: floor.port, passcode: floor.passcode });
    const took: Record<'ours' | 'floor', number[]> = { ours: [], floor: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const contact = round % 2 === 1;
      took.ours.push(await report(ourApp, contact, () => say(mqtt, house.topic('contact 1'), contact)));
      took.floor.push(await report(floorApp, contact, () => say(mqtt, 'floor/contact', contact)));
      await wait(GAP_MS);
    }
    const restart = await silenceAfterRestart(mqtt, house.topic('contact 1'), { ground, ours, app: ourApp });
    const [us, it] = [new Sample(took.ours), new Sample(took.floor)];
    return [
      row('report after the message, p50, ms', us.p50, it.p50, 1.3, 'p50 ≤ 1.3 ×'),
      { cells: ['report after the message, p99, ms', us.p99, it.p99, `${(us.p99 / it.p99).toFixed(2)} ×`] },
      {
        cells: ['first report after a kill and a start, ms', restart, '', ''],
        budget: '≤ 1,000 ms',
        isKept: restart <= 1000,
      },
    ];
  } finally {
    await ourApp.close();
    await floorApp.close();
    await floor.child.stop();
    await ours.child.stop();
    rmSync(ground.folder, { recursive: true, force: true });
  }
}

interface Started {
  child: Child;
  readonly port: number;
  readonly passcode: number;
}

/** Kills the hub, starts it again, and measures from when it is ready until an app hears of a change. */
async function silenceAfterRestart(
  mqtt: MqttClient,
  topic: string,
  { ground, ours, app }: { ground: Ground; ours: Started; app: MatterController },
): Promise<number> {
  ours.child.process.kill('SIGKILL');
  ours.child = await startHub(ground, ours.port);
  return await report(app, false, () => say(mqtt, topic, false));
}

async function sizeRows(mqtt: MqttClient, broker: string, endpoints: number): Promise<readonly BenchRow[]> {
  const ground = { broker, folder: mkdtempSync(join(tmpdir(), 'nightlatch-bench-')), endpoints };
  await publishHouse(mqtt, { contact: endpoints - MODES });
  const memory: Record<'ours' | 'floor', number[]> = { ours: [], floor: [] };
  const ready: Record<'ours' | 'floor', number[]> = { ours: [], floor: [] };
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [name, start] of [
      ['ours', startOurs],
      ['floor', startFloor],
    ] as const) {
      const { child } = await start(ground);
      await wait(2000);
      if (run > 0) {
        memory[name].push(residentMb(child.process.pid ?? 0));
        ready[name].push(child.readyMs);
      }
      await child.stop();
    }
  }
  rmSync(ground.folder, { recursive: true, force: true });
  return [
    plain(`${endpoints} endpoints: memory, MB`, best(memory.ours), best(memory.floor)),
    plain(`${endpoints} endpoints: start to online, ms`, best(ready.ours), best(ready.floor)),
  ];
}

const best = (values: readonly number[]): number => new Sample(values).quantile(0);
const row = (name: string, ours: number, floor: number, limit: number, budget: string): BenchRow => ({
  ...plain(name, ours, floor),
  budget,
  isKept: ours / floor <= limit,
});
const plain = (name: string, ours: number, floor: number): BenchRow => ({
  cells: [name, ours, floor, `${(ours / floor).toFixed(2)} ×`],
});

async function startOurs(ground: Ground): Promise<Started> {
  const port = await freePort();
  const child = await startHub(ground, port);
  const file = join(ground.folder, 'ours', 'matter', 'pairing.json');
  const [secret] = JSON.parse(readFileSync(file, 'utf8')) as { passcode: number }[];
  return { child, port, passcode: secret?.passcode ?? 0 };
}

async function startHub({ broker, folder, endpoints }: Ground, port: number): Promise<Child> {
  const config = {
    home: { id: 'bench', name: 'Bench' },
    sources: [{ type: 'zigbee2mqtt', broker }],
    partitions: [{ id: 'house', name: 'House' }],
    bridges: { matter: { port, endpointsPerBridge: 500, companions: QUIET } },
  };
  return await startChild('hub-process.ts', JSON.stringify(config), join(folder, 'ours'), String(endpoints - MODES));
}

async function startFloor({ broker, folder, endpoints }: Ground): Promise<Started> {
  const port = await freePort();
  const passcode = FLOOR_PASSCODE;
  const settings = [broker, String(port), String(passcode), join(folder, 'floor'), String(endpoints)];
  return { child: await startChild('floor-matter.ts', ...settings), port, passcode };
}

async function say(mqtt: MqttClient, topic: string, contact: boolean): Promise<void> {
  await mqtt.publishAsync(topic, JSON.stringify({ contact }), { retain: topic !== 'floor/contact' });
}

/** Measures from before something is said until the app hears of it. */
async function report(app: MatterController, stateValue: boolean, speak: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const heard = app.until('contact 1', BooleanStateClient, 'stateValue', stateValue);
  await speak();
  await heard;
  return performance.now() - startedAt;
}
