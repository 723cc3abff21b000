import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Log } from '@nightlatch/model';
import { openRemoteHome } from '@nightlatch/link/client';
import { openLinkHost } from '@nightlatch/link/host';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { MemoryHome } from '../packages/link/test/memory-home.ts';
import { linked } from '../packages/link/test/wait-until.ts';
import { MOSQUITTO, startMosquitto } from '../test/mosquitto.ts';
import type { BenchRow, BenchTable } from './table.ts';
import { Sample } from './table.ts';

const ROUNDS = 5;
const HOPS = 200;

/** Sends one message and resolves when it has arrived. */
type Hop = (round: number) => Promise<void>;
interface Way {
  readonly name: string;
  readonly hop: Hop;
  close(): Promise<void>;
}

const QUIET: Log = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/**
 * Measures the way of one change from the hub to a client, beside a bare message from one mqtt.js client to another on
 * the same kind of broker: both over loopback sockets, both in this process, in turn.
 */
export async function linkBench(): Promise<BenchTable> {
  const rows: BenchRow[] = [];
  rows.push(...(await compare('embedded broker', await bareEmbedded(0), await bareEmbedded(1), await linkEmbedded())));
  if (MOSQUITTO !== undefined) {
    const broker = await startMosquitto();
    const ways = [
      await bareWay(broker.port, 0),
      await bareWay(broker.port, 1),
      await linkMosquitto(broker.url),
    ] as const;
    rows.push(...(await compare('Mosquitto', ...ways)));
    await broker.stop();
  }
  return {
    id: 'link',
    title: 'The link: a change at the hub → the same change at a remote home',
    method: `One at a time over loopback, both ends in one process, interleaved; ${ROUNDS} rounds of ${HOPS}, the best of five. The floor is a bare MQTT hop (mqtt.js to mqtt.js, QoS 0) on the same kind of broker.`,
    columns: ['way', 'p50 ms', 'p99 ms', 'p50 × floor'],
    rows,
  };
}

async function compare(broker: string, floor: Way, acknowledged: Way, link: Way): Promise<BenchRow[]> {
  const ways = [floor, acknowledged, link];
  const best = new Map<Way, Sample>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const way of ways) {
      const sample = await measure(way.hop, round * HOPS);
      const known = best.get(way);
      /* The first round only warms up. */
      if (round > 0 && (!known || sample.p50 < known.p50)) best.set(way, sample);
    }
  }
  for (const way of ways) await way.close();
  const floorP50 = best.get(floor)?.p50 ?? Number.NaN;
  return ways.map((way) => {
    const { p50, p99 } = best.get(way) ?? { p50: Number.NaN, p99: Number.NaN };
    return { cells: [`${broker}: ${way.name}`, p50, p99, p50 / floorP50] };
  });
}

async function measure(hop: Hop, from: number): Promise<Sample> {
  const took: number[] = [];
  for (let index = 0; index < HOPS; index += 1) {
    const startedAt = performance.now();
    await hop(from + index);
    took.push(performance.now() - startedAt);
  }
  return new Sample(took);
}

async function bareEmbedded(qos: 0 | 1): Promise<Way> {
  const aedes = await Aedes.createBroker();
  const server = createServer({ noDelay: true }, (socket) => void aedes.handle(socket));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const way = await bareWay((server.address() as AddressInfo).port, qos);
  return {
    ...way,
    close: async () => {
      await way.close();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

async function bareWay(port: number, qos: 0 | 1): Promise<Way> {
  const [from, to] = [await bareClient(port), await bareClient(port)];
  await to.subscribeAsync(`bench/${qos}`, { qos });
  let arrived: (() => void) | undefined;
  to.on('message', () => arrived?.());
  return {
    name: `bare hop, QoS ${qos}`,
    hop: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      arrived = resolve;
      from.publish(`bench/${qos}`, '{"v":1,"device":"test/door","attribute":"contact","from":"closed","to":"open"}', {
        qos,
      });
      await promise;
    },
    close: async () => {
      await from.endAsync();
      await to.endAsync();
    },
  };
}

async function bareClient(port: number): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`);
  (client.stream as unknown as Socket).setNoDelay(true);
  return client;
}

async function linkEmbedded(): Promise<Way> {
  const hub = new MemoryHome().furnish();
  const host = await openLinkHost({ home: hub, broker: 'embedded', port: 0, log: QUIET });
  return await linkWay(hub, host, `mqtt://127.0.0.1:${host.port}`);
}

async function linkMosquitto(url: string): Promise<Way> {
  const hub = new MemoryHome().furnish();
  return await linkWay(hub, await openLinkHost({ home: hub, broker: url, log: QUIET }), url);
}

async function linkWay(hub: MemoryHome, host: { close(): Promise<void> }, broker: string): Promise<Way> {
  const home = await openRemoteHome({ broker, home: 'home', client: 'bench', log: QUIET });
  await linked(home);
  let arrived: (() => void) | undefined;
  home.changes.subscribe(() => arrived?.());
  return {
    name: 'hub to remote home',
    hop: async (round) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      arrived = resolve;
      hub.set('test/door', 'contact', round % 2 === 0 ? 'open' : 'closed');
      await promise;
    },
    close: async () => {
      await home.close();
      await host.close();
    },
  };
}
