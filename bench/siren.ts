import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { startMosquitto } from '../test/mosquitto.ts';
import type { Child } from './child.ts';
import { startChild } from './child.ts';
import type { BenchTable } from './table.ts';
import { Sample, figures } from './table.ts';
import type { Kind } from './zigbee-house.ts';
import { SAYS, publishHouse } from './zigbee-house.ts';

const TRIPS = 400;
const NOISE_PER_SECOND = 1000;
const NOISE_EVERY_MS = 10;
const SIREN = 'zigbee2mqtt/siren 1/set';
const HOUSE: Partial<Record<Kind, number>> = { contact: 240, motion: 200, temperature: 59, siren: 1 };
const NOISY: readonly Kind[] = ['motion', 'temperature'];

/** Measures a window's message until the siren's command, in a busy house, beside a process that only relays. */
export async function sirenBench(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  const broker = await startMosquitto();
  const mqtt = await connectAsync(broker.url, { clientId: 'bench' });
  const crowd = await connectAsync(broker.url, { clientId: 'crowd' });
  const house = await publishHouse(mqtt, HOUSE);
  const relay = await startChild('floor-relay.ts', broker.url);
  const hub = await startChild('hub-process.ts', JSON.stringify(config(broker.url)), folder, '500');
  await mqtt.subscribeAsync([SIREN, 'floor/siren/set']);
  const noise = makeNoise(
    crowd,
    house.devices.filter(({ kind }) => NOISY.includes(kind)),
  );
  try {
    const ours: number[] = [];
    const floor: number[] = [];
    for (let trip = 0; trip < TRIPS; trip += 1) {
      floor.push(await timed(mqtt, 'floor/siren/set', 'zigbee2mqtt/floor', { trip }));
      await ask(hub, { type: 'arm', mode: 'away' });
      ours.push(await timed(mqtt, SIREN, 'zigbee2mqtt/contact 1', SAYS.contact.trip));
      const isQuiet = next(mqtt, SIREN);
      await mqtt.publishAsync('zigbee2mqtt/contact 1', JSON.stringify(SAYS.contact.rest), { qos: 1 });
      await ask(hub, { type: 'silence' });
      await ask(hub, { type: 'disarm' });
      await isQuiet;
    }
    return report(new Sample(ours), new Sample(floor), noise.sent());
  } finally {
    noise.stop();
    await Promise.all([hub.stop(), relay.stop()]);
    await Promise.all([mqtt.endAsync(), crowd.endAsync()]);
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const config = (broker: string): object => ({
  home: { id: 'bench', name: 'Bench' },
  sources: [{ type: 'zigbee2mqtt', broker }],
  partitions: [
    {
      id: 'house',
      name: 'House',
      modes: { away: { exitDelay: 0, entryDelay: 30 } },
      zones: Array.from({ length: 240 }, (_, index) => ({ device: `contact ${index + 1}`, type: 'perimeter' })),
    },
  ],
  policy: { withoutCode: { panel: ['arm', 'disarm', 'silence'] } },
});

async function timed(mqtt: MqttClient, answer: string, topic: string, body: object): Promise<number> {
  const heard = next(mqtt, answer);
  const sentAt = performance.now();
  mqtt.publish(topic, JSON.stringify(body));
  return (await heard) - sentAt;
}

/** Waits for the next message on a topic. @returns When it came. */
function next(mqtt: MqttClient, topic: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Nothing on ${topic} within 10 s.`)), 10_000);
    const listen = (heard: string): void => {
      if (heard !== topic) return;
      clearTimeout(timer);
      mqtt.off('message', listen);
      resolve(performance.now());
    };
    mqtt.on('message', listen);
  });
}

async function ask(hub: Child, command: object): Promise<void> {
  const answered = once(hub.process, 'message');
  hub.process.send(command);
  const [result] = (await answered) as [{ ok: boolean; reason?: string; zones?: unknown }];
  if (!result.ok && result.reason !== 'already')
    throw new Error(`${JSON.stringify(command)} was refused: ${JSON.stringify(result)}`);
}

/** Sensors that nobody waits for, reporting by the thousand a second. */
function makeNoise(mqtt: MqttClient, devices: readonly { readonly name: string; readonly kind: Kind }[]) {
  let sent = 0;
  const timer = setInterval(() => {
    for (let burst = 0; burst < (NOISE_PER_SECOND * NOISE_EVERY_MS) / 1000; burst += 1) {
      const device = devices[sent % devices.length];
      sent += 1;
      if (!device) continue;
      const isOdd = Math.floor(sent / devices.length) % 2 === 1;
      const body =
        device.kind === 'temperature'
          ? { temperature: 20 + (sent % 100) / 10 }
          : SAYS[device.kind][isOdd ? 'trip' : 'rest'];
      mqtt.publish(`zigbee2mqtt/${device.name}`, JSON.stringify(body));
    }
  }, NOISE_EVERY_MS);
  return { sent: () => sent, stop: () => clearInterval(timer) };
}

function report(ours: Sample, floor: Sample, noise: number): BenchTable {
  return {
    id: 'siren',
    title: 'Perimeter trip to siren command',
    method: `A window's message on a real Mosquitto until the siren's command on it, in a house of 500 devices with ${NOISE_PER_SECOND.toLocaleString('en')} other messages a second (${noise.toLocaleString('en')} in this run), in turns with a bare process that subscribes and publishes under the same load. Every one of the ${TRIPS} trips sounded the siren.`,
    columns: ['what', 'n', 'p50 ms', 'p99 ms', 'p50 / floor', 'p99 / floor'],
    rows: [
      { cells: ['floor: bare relay', floor.sorted.length, floor.p50, floor.p99, '1 ×', '1 ×'] },
      {
        cells: [
          'trip → siren',
          ours.sorted.length,
          ours.p50,
          ours.p99,
          `${figures(ours.p50 / floor.p50)} ×`,
          `${figures(ours.p99 / floor.p99)} ×`,
        ],
        budget: 'p50 ≤ 2 ×, p99 ≤ 4 ×',
        isKept: ours.p50 <= 2 * floor.p50 && ours.p99 <= 4 * floor.p99,
      },
    ],
  };
}
