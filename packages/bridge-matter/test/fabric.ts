import { once } from 'node:events';
import { MemoryStorageDriver, MockStorageService, Network, NetworkSimulator } from '@matter/general';
import type { Behavior } from '@matter/main';
import {
  Crypto,
  Endpoint,
  Entropy,
  Environment,
  Logger,
  LogLevel,
  Seconds,
  ServerNode,
  StorageService,
} from '@matter/main';
import { BasicInformationClient } from '@matter/main/behaviors/basic-information';
import { AggregatorEndpoint } from '@matter/main/endpoints/aggregator';
import type { ClientNode } from '@matter/main/node';
import { ControllerBehavior } from '@matter/main/node';
import { FabricId } from '@matter/main/types';
import type { LockUsers, MatterViewConfig } from '@nightlatch/bridge-matter';
import { AggregatorHost, MatterBridge } from '@nightlatch/bridge-matter';
import { matterJs } from '@nightlatch/bridge-matter/server';
import type { Clock, Home, Language, Log } from '@nightlatch/model';
import { EventEmitter } from 'node:events';

/** Warnings and errors of the bridge, for tests to look at. */
export class Notes implements Log {
  readonly lines: string[] = [];
  error = (line: string): void => void this.lines.push(`error ${line}`);
  warn = (line: string): void => void this.lines.push(`warn ${line}`);
  info = (line: string): void => void this.lines.push(`info ${line}`);
  debug = (line: string): void => void this.lines.push(`debug ${line}`);
}

export interface BridgeSettings {
  readonly options?: MatterViewConfig;
  readonly language?: Language;
  readonly clock?: Clock;
  readonly homeId?: string;
  readonly lockUsers?: LockUsers;
}

/** A real commissioned fabric in this process, without sockets, files or mDNS: a bridge's node and a controller's. */
export class Fabric {
  readonly log = new Notes();
  readonly node: ServerNode;
  readonly aggregator: Endpoint;
  readonly controller: ServerNode;
  readonly peer: ClientNode;
  host: AggregatorHost;
  #bridge: MatterBridge | undefined;
  #mark = 0;
  readonly #marks = new EventEmitter();

  private constructor(parts: { node: ServerNode; aggregator: Endpoint; controller: ServerNode; peer: ClientNode }) {
    this.node = parts.node;
    this.aggregator = parts.aggregator;
    this.controller = parts.controller;
    this.peer = parts.peer;
    this.host = this.#newHost('home');
    this.peer.eventsOf(BasicInformationClient).nodeLabel$Changed.on((label) => void this.#marks.emit(label));
  }

  static async commission(): Promise<Fabric> {
    Logger.level = LogLevel.FATAL;
    const network = new NetworkSimulator();
    const secret = { passcode: 34_567_891, discriminator: 2_345 };
    const environment = environmentOf(network, 'bridge', 1);
    const node = await ServerNode.create({
      id: 'bridge',
      environment,
      commissioning: secret,
      // A node without it advertises nothing until it has devices.
      productDescription: { name: 'Bridge', deviceType: AggregatorEndpoint.deviceType },
    });
    const aggregator = new Endpoint(AggregatorEndpoint, { id: 'aggregator', number: 1 });
    await node.add(aggregator);
    await node.start();
    const controller = await ServerNode.create(ServerNode.RootEndpoint.with(ControllerBehavior), {
      id: 'controller',
      environment: environmentOf(network, 'controller', 2),
      commissioning: { enabled: false },
      controller: { adminFabricId: FabricId(1) },
    });
    await controller.start();
    const peer = await controller.peers.commission({ ...secret, timeout: Seconds(30) });
    return new Fabric({ node, aggregator, controller, peer });
  }

  /** Shows a home, in place of the one that was shown before. */
  async show(
    home: Home,
    { options, language, clock, lockUsers, homeId = home.id }: BridgeSettings = {},
  ): Promise<void> {
    await this.clear();
    this.host = this.#newHost(homeId, lockUsers);
    this.#bridge = new MatterBridge({
      host: this.host,
      log: this.log,
      ...(options ? { options } : {}),
      ...(language ? { language } : {}),
      ...(clock ? { clock } : {}),
    });
    await this.#bridge.start(home);
    await this.settled();
  }

  async clear(): Promise<void> {
    await this.#bridge?.stop();
    this.#bridge = undefined;
    for (const endpoint of Array.from(this.aggregator.parts)) await endpoint.delete();
    this.log.lines.length = 0;
  }

  /** Resolves when the controller has heard of all that was told so far: a mark sent behind it has arrived. */
  async settled(): Promise<void> {
    await this.host.settled();
    await this.#pass();
    // What came in one report with the first mark may be read after it; a second one comes behind the whole report.
    await this.#pass();
  }

  async #pass(): Promise<void> {
    const label = `mark ${(this.#mark += 1)}`;
    const arrived = once(this.#marks, label, { signal: AbortSignal.timeout(10_000) });
    await this.node.set({ basicInformation: { nodeLabel: label } });
    await arrived;
  }

  /** What the controller has of a plan's endpoint. @throws Error while it has none such. */
  at(key: string): Endpoint {
    const found = this.find(key);
    if (!found) throw new Error(`The controller sees no ${key}.`);
    return found;
  }

  find(key: string): Endpoint | undefined {
    const number = this.host.endpoint(key)?.number;
    return number === undefined ? undefined : [...this.peer.endpoints].find((it) => it.number === number);
  }

  /** An endpoint's state of one cluster as the controller knows it. */
  state(key: string, cluster: Behavior.Type): Readonly<Record<string, unknown>> {
    return this.at(key).stateOf(cluster) as never;
  }

  async close(): Promise<void> {
    await this.#bridge?.stop();
    await this.controller.close();
    await this.node.close();
  }

  #newHost(homeId: string, lockUsers?: LockUsers): AggregatorHost {
    return new AggregatorHost({
      matter: matterJs,
      homeId,
      log: this.log,
      ...(lockUsers ? { lockUsers } : {}),
      aggregators: { aggregatorFor: async () => this.aggregator, nameGiven: () => 'same', forget: () => undefined },
    });
  }
}

/** Where a node lives: nothing of this process leaks in. */
function environmentOf(network: NetworkSimulator, id: string, host: number): Environment {
  const environment = new Environment(id);
  environment.set(Crypto, Environment.default.get(Crypto));
  environment.set(Entropy, Environment.default.get(Crypto));
  environment.set(Network, network.addHost(host));
  const store = {};
  environment.set(StorageService, new MockStorageService(environment, () => new MemoryStorageDriver(store)));
  return environment;
}
