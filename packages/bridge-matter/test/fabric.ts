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
import {
  AdministratorCommissioningClient,
  AdministratorCommissioningServer,
} from '@matter/main/behaviors/administrator-commissioning';
import { BasicInformationClient } from '@matter/main/behaviors/basic-information';
import { AggregatorEndpoint } from '@matter/main/endpoints/aggregator';
import type { ClientNode } from '@matter/main/node';
import { ControllerBehavior } from '@matter/main/node';
import { FabricId } from '@matter/main/types';
import type { CameraModule, LockUsers, MatterViewConfig } from '@nightlatch/bridge-matter';
import { AggregatorHost, MatterBridge } from '@nightlatch/bridge-matter';
import { loadCameras, matterJs } from '@nightlatch/bridge-matter/server';
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

/** A bridge that a further ecosystem can pair with the same code, once the first lets it. */
const LetsOthersIn = ServerNode.RootEndpoint.with(AdministratorCommissioningServer.with('Basic'));

const SECRET = { passcode: 34_567_891, discriminator: 2_345 };

/** A real commissioned fabric in this process, without sockets, files or mDNS: a bridge's node and a controller's. */
export class Fabric {
  readonly log = new Notes();
  readonly node: ServerNode;
  readonly aggregator: Endpoint;
  readonly controller: ServerNode;
  readonly peer: ClientNode;
  host: AggregatorHost;
  readonly #simulator: NetworkSimulator;
  readonly #cameras: CameraModule | undefined;
  #bridge: MatterBridge | undefined;
  #mark = 0;
  readonly #marks = new EventEmitter();

  private constructor(parts: {
    node: ServerNode;
    aggregator: Endpoint;
    controller: ServerNode;
    peer: ClientNode;
    simulator: NetworkSimulator;
    module?: CameraModule;
  }) {
    this.#simulator = parts.simulator;
    this.#cameras = parts.module;
    this.node = parts.node;
    this.aggregator = parts.aggregator;
    this.controller = parts.controller;
    this.peer = parts.peer;
    this.host = this.#newHost('home');
    this.peer.eventsOf(BasicInformationClient).nodeLabel$Changed.on((label) => void this.#marks.emit(label));
  }

  /** @param options.cameras Both ends speak TCP as well, and the bridge may show cameras. */
  static async commission({ cameras = false }: { readonly cameras?: boolean } = {}): Promise<Fabric> {
    Logger.level = LogLevel.FATAL;
    const simulator = new NetworkSimulator();
    const network = { tcp: cameras };
    const environment = environmentOf(simulator, 'bridge', 1);
    const node = await ServerNode.create(LetsOthersIn, {
      id: 'bridge',
      environment,
      network,
      commissioning: SECRET,
      // A node without it advertises nothing until it has devices.
      productDescription: { name: 'Bridge', deviceType: AggregatorEndpoint.deviceType },
    });
    const aggregator = new Endpoint(AggregatorEndpoint, { id: 'aggregator', number: 1 });
    await node.add(aggregator);
    await node.start();
    const controller = await controllerOf(environmentOf(simulator, 'controller', 2), 1, cameras);
    const peer = await controller.peers.commission({ ...SECRET, timeout: Seconds(30) });
    const module = cameras ? await loadCameras() : undefined;
    return new Fabric({ node, aggregator, controller, peer, simulator, ...(module ? { module } : {}) });
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
      ...(this.#cameras && home.media ? { media: home.media } : {}),
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

  /** Another ecosystem pairs the bridge as well, let in by the first. */
  async join(): Promise<{ readonly controller: ServerNode; readonly peer: ClientNode }> {
    await this.peer.commandsOf(AdministratorCommissioningClient).openBasicCommissioningWindow({
      commissioningTimeout: 180,
    });
    const controller = await controllerOf(environmentOf(this.#simulator, 'other', 3), 2, this.#cameras !== undefined);
    const peer = await controller.peers.commission({ ...SECRET, timeout: Seconds(30) });
    return { controller, peer };
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
      matter: this.#cameras ? { ...matterJs, cameras: this.#cameras } : matterJs,
      homeId,
      log: this.log,
      ...(lockUsers ? { lockUsers } : {}),
      aggregators: { aggregatorFor: async () => this.aggregator, nameGiven: () => 'same', forget: () => undefined },
    });
  }
}

async function controllerOf(environment: Environment, fabric: number, tcp: boolean): Promise<ServerNode> {
  const controller = await ServerNode.create(ServerNode.RootEndpoint.with(ControllerBehavior), {
    id: environment.name,
    environment,
    network: { tcp },
    commissioning: { enabled: false },
    controller: { adminFabricId: FabricId(fabric) },
  });
  await controller.start();
  return controller;
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
