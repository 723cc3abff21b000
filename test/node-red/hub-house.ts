import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenHome } from '@nightlatch/assembly';
import { openHome, readConfig } from '@nightlatch/assembly';
import type { DeviceOrder, DeviceSource, Home, HomeChange, Log } from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';
import type { Simulator } from '@nightlatch/source-simulator';
import { createSimulator } from '@nightlatch/source-simulator';

export const CODE = '2580';
export const LINK_PASSWORD = 'a-password-of-node-red';
/** The client by which Node-RED comes. */
export const CLIENT = 'node-red';

const QUIET: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

/** A hub with a simulated house and a broker of its own, in the test's process. */
export interface HubHouse {
  readonly broker: string;
  readonly house: Simulator;
  /** Waits until the house was told so many times to do something, from its beginning on. @returns Those orders. */
  ordered(isIt: (order: DeviceOrder) => boolean, times?: number): Promise<readonly DeviceOrder[]>;
  /** The home as someone at a panel has it. */
  readonly panel: Home;
  /** Waits for a change of the home; looks at each from now on. */
  changed(isIt: (change: HomeChange) => boolean): Promise<HomeChange>;
  /** Ends the hub; the house and its data stay for `restart`. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface HubHouseOptions {
  readonly port?: number;
  /** Whether Node-RED may bring devices in; so by default. */
  readonly devices?: boolean;
  /** Merged over the usual configuration. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Opens the house and its hub. Delays are short: the tests wait them out. */
export async function openHubHouse(options: HubHouseOptions = {}): Promise<HubHouse> {
  const orders: DeviceOrder[] = [];
  const waiting = new Set<() => void>();
  const dataDir = await mkdtemp(join(tmpdir(), 'nightlatch-hub-'));
  const open = async (port: number): Promise<{ opened: OpenHome; house: Simulator }> => {
    const env = { NIGHTLATCH_SECRET_DEMO: CODE, NIGHTLATCH_SECRET_NODE_RED: LINK_PASSWORD, ...options.env };
    const { config } = readConfig({ ...houseConfig(port, options.devices ?? true), ...options.config }, { env });
    const house = createSimulator({ script: 'none', clock: systemClock, log: QUIET });
    const source: DeviceSource = {
      ...house,
      order: (order) => {
        orders.push(order);
        for (const look of waiting) look();
        return house.order(order);
      },
    };
    return { opened: await openHome(config, { dataDir, log: QUIET, sources: [source] }), house };
  };
  let { opened, house } = await open(options.port ?? 0);
  const broker = opened.addresses[0]?.address ?? '';
  const panel = (): Home => opened.home({ origin: 'panel', client: 'test' });
  return {
    broker,
    get house() {
      return house;
    },
    get panel() {
      return panel();
    },
    async changed(isIt) {
      return await new Promise((resolve) => {
        const following = panel().changes.subscribe((change) => {
          if (!isIt(change)) return;
          following.unsubscribe();
          resolve(change);
        });
      });
    },
    async ordered(isIt, times = 1) {
      const { promise, resolve } = Promise.withResolvers<readonly DeviceOrder[]>();
      const look = (): void => {
        const found = orders.filter(isIt);
        if (found.length >= times) resolve(found);
      };
      waiting.add(look);
      look();
      return await promise.finally(() => waiting.delete(look));
    },
    stop: () => opened.close(),
    async restart() {
      ({ opened, house } = await open(Number(new URL(broker).port)));
    },
    async close() {
      await opened.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function houseConfig(port: number, devices: boolean): Record<string, unknown> {
  return {
    home: { id: 'home', name: 'Home' },
    link: {
      role: 'host',
      port,
      clients: [
        { name: 'homebridge', password: { secret: 'node-red' }, origin: 'homekit' },
        { name: CLIENT, password: { secret: 'node-red' }, origin: 'node-red', devices },
      ],
      anonymousLocal: true,
    },
    partitions: [
      { id: 'house', name: 'House', modes: { away: { exitDelay: 1, entryDelay: 1 }, night: { entryDelay: 1 } } },
    ],
    users: [
      {
        name: 'Visitor',
        code: { secret: 'demo' },
        can: ['arm', 'disarm', 'bypass', 'silence', 'acknowledge', 'unlock'],
      },
    ],
  };
}
