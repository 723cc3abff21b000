import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { startMatterbridge } from '../test/matterbridge.ts';
import type { Mosquitto } from '../test/mosquitto.ts';
import { freePort, startMosquitto } from '../test/mosquitto.ts';
import { packAndInstall } from '../test/pack.ts';
import { residentMb, startChild } from './child.ts';
import type { BenchRow, BenchTable } from './table.ts';
import { Sample } from './table.ts';
import { publishHouse } from './zigbee-house.ts';

const SIZES = [11, 111, 261] as const;
/** The alarm's: a switch for each mode. */
const ALARM_ENDPOINTS = 4;
const RUNS = 2;
const REST_MS = 10_000;
const NONE = {
  alarm: false,
  ready: false,
  delays: false,
  hazards: false,
  silence: false,
  panic: false,
  trouble: false,
  tamper: 'none',
};

/** Measures what the same house costs on our own bridge and in Matterbridge, where our plugin shows it. */
export async function matterbridgeBench(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  await packAndInstall(folder, 'matterbridge-nightlatch');
  const rows: BenchRow[] = [];
  for (const size of SIZES) {
    const broker = await startMosquitto();
    const devices = size - ALARM_ENDPOINTS;
    const mqtt = await connectAsync(broker.url);
    await publishHouse(mqtt, { contact: devices });
    await mqtt.endAsync();
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      ours.push(await ownMemory(broker, join(folder, `ours-${size}-${run}`), devices));
      theirs.push(await hostMemory(broker, { folder, name: `theirs-${size}-${run}`, size }));
    }
    await broker.stop();
    const [own, host] = [new Sample(ours).quantile(0), new Sample(theirs).quantile(0)];
    rows.push({
      cells: [`${size} endpoints`, own, host, `${(own / host).toFixed(2)} ×`],
      budget: '< Matterbridge',
      isKept: own < host,
    });
  }
  rmSync(folder, { recursive: true, force: true });
  return {
    id: 'matterbridge',
    title: 'Memory of a house in Matter',
    method: `Resident memory of the whole process, hub included, ${REST_MS / 1000} s after it has shown every device of a house of Zigbee contacts on a real Mosquitto: our own bridge as the command line starts it, and Matterbridge 3.9.4 as its own command starts it, with our packed plugin, in turns. Neither is paired. The better of ${RUNS} runs each.`,
    columns: ['what', 'ours, MB', 'Matterbridge, MB', 'ratio'],
    rows,
  };
}

const house = (broker: Mosquitto, matter: object): Record<string, unknown> => ({
  home: { id: 'bench', name: 'Bench' },
  sources: [{ type: 'zigbee2mqtt', broker: broker.url }],
  partitions: [{ id: 'house', name: 'House' }],
  bridges: { matter: { companions: NONE, ...matter } },
});

async function ownMemory(broker: Mosquitto, dataDir: string, devices: number): Promise<number> {
  const config = house(broker, { port: await freePort() });
  const child = await startChild('hub-process.ts', JSON.stringify(config), dataDir, String(devices));
  await wait(REST_MS);
  const memory = residentMb(child.process.pid ?? 0);
  await child.stop();
  return memory;
}

async function hostMemory(
  broker: Mosquitto,
  { folder, name, size }: { folder: string; name: string; size: number },
): Promise<number> {
  const matterbridge = await startMatterbridge({
    installed: join(folder, 'installed'),
    home: join(folder, name),
    config: house(broker, {}),
  });
  await matterbridge.printed(new RegExp(`registered bridged endpoint \\(${size}\\)`), 120_000);
  await wait(REST_MS);
  const memory = residentMb(matterbridge.pid);
  await matterbridge.stop();
  return memory;
}
