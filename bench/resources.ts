import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { startMosquitto } from '../test/mosquitto.ts';
import { processorMs, residentMb, startChild } from './child.ts';
import type { BenchTable } from './table.ts';
import { Sample } from './table.ts';
import { publishHouse } from './zigbee-house.ts';

const RUNS = 5;
const best = (values: readonly number[]): number => new Sample(values).quantile(0);
const IDLE_MS = 10_000;
const HOUSE = { contact: 100, motion: 40, smoke: 20, co: 5, leak: 20, lock: 5, temperature: 8, siren: 2 };

const row = (name: string, values: readonly number[], limit: number, budget: string) => ({
  cells: [name, best(values), new Sample(values).p50],
  budget,
  isKept: best(values) <= limit,
});

/** Measures what an idle hub with 200 devices costs, beside a process that imports the same libraries. */
export async function resourcesBench(): Promise<BenchTable> {
  const broker = await startMosquitto();
  const mqtt = await connectAsync(broker.url);
  await publishHouse(mqtt, HOUSE);
  await mqtt.endAsync();
  const memory: number[] = [];
  const processor: number[] = [];
  const ready: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
    const config = {
      home: { id: 'bench', name: 'Bench' },
      sources: [{ type: 'zigbee2mqtt', broker: broker.url }],
      partitions: [{ id: 'house', name: 'House' }],
    };
    const [bare, hub] = [
      await startChild('hub-process.ts'),
      await startChild('hub-process.ts', JSON.stringify(config), folder, '200'),
    ];
    const isArmed = once(hub.process, 'message');
    hub.process.send({ type: 'silence', partition: 'house' });
    await isArmed;
    await wait(IDLE_MS / 2);
    const pid = hub.process.pid ?? 0;
    const before = processorMs(pid);
    await wait(IDLE_MS);
    processor.push(((processorMs(pid) - before) / IDLE_MS) * 100);
    memory.push(residentMb(pid) - residentMb(bare.process.pid ?? 0));
    ready.push(hub.readyMs);
    await Promise.all([bare.stop(), hub.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
  await broker.stop();
  return {
    id: 'resources',
    title: 'An idle hub with 200 devices',
    method: `A hub in a process of its own, reading ${Object.values(HOUSE).reduce((sum, count) => sum + count)} devices from a real Mosquitto, both with \`--max-semi-space-size=4\`, as the command line starts a hub. Memory is over a process that imports the same libraries, processor time over ${IDLE_MS / 1000} s of rest, ready from the spawn of the process until every device is known and available. Best and median of ${RUNS} runs.`,
    columns: ['what', 'best', 'median'],
    rows: [
      row('memory over the same imports, MB', memory, 40, '≤ 40 MB'),
      row('processor, % of a core', processor, 1, '≤ 1 %'),
      row('ready, ms', ready, 1500, '≤ 1,500 ms'),
    ],
  };
}
