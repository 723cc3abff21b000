import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Behavior, Endpoint } from '@matter/main';
import { Environment, Logger, LogLevel, Seconds, ServerNode } from '@matter/main';
import { BridgedDeviceBasicInformationClient } from '@matter/main/behaviors/bridged-device-basic-information';
import type { ClientNode } from '@matter/main/node';
import { ChangeNotificationService, ControllerBehavior } from '@matter/main/node';

export interface Paired {
  readonly port: number;
  readonly passcode: number;
  readonly discriminator: number;
}

/** A real Matter controller over UDP, as an app's hub is one. */
export class MatterController {
  readonly node: ServerNode;
  readonly #folder: string;
  #peer: ClientNode | undefined;

  private constructor(node: ServerNode, folder: string) {
    this.node = node;
    this.#folder = folder;
  }

  static async open(): Promise<MatterController> {
    Logger.level = LogLevel.FATAL;
    const folder = mkdtempSync(join(tmpdir(), 'nightlatch-matter-'));
    Environment.default.vars.set('storage.path', folder);
    Environment.default.vars.set('runtime.signals', false);
    const node = await ServerNode.create(ServerNode.RootEndpoint.with(ControllerBehavior), {
      id: `controller-${process.pid}-${Math.random().toString(36).slice(2)}`,
      network: { port: 0, ble: false },
      commissioning: { enabled: false },
      controller: { adminFabricLabel: 'Test app' },
    });
    await node.start();
    return new MatterController(node, folder);
  }

  get peer(): ClientNode {
    if (!this.#peer) throw new Error('The controller has not paired yet.');
    return this.#peer;
  }

  /** Pairs with a bridge of which it knows the address already. */
  async pairByAddress({ passcode, port }: Pick<Paired, 'passcode' | 'port'>): Promise<void> {
    const addresses = [{ type: 'udp' as const, ip: '127.0.0.1', port }];
    const peer = await this.node.peers.forDescriptor({ deviceIdentifier: `bridge-${port}`, addresses });
    await peer.commission({ passcode });
    this.#peer = peer;
  }

  /** Finds a bridge by mDNS and pairs with it. */
  async pairByDiscovery({ passcode, discriminator }: Pick<Paired, 'passcode' | 'discriminator'>): Promise<void> {
    this.#peer = await this.node.peers.commission({ passcode, discriminator, timeout: Seconds(30) });
  }

  /** The endpoint that an app shows under this name. */
  find(name: string): Endpoint | undefined {
    return [...this.peer.endpoints].find(
      (endpoint) =>
        endpoint.lifecycle.isReady &&
        endpoint.behaviors.has(BridgedDeviceBasicInformationClient) &&
        endpoint.stateOf(BridgedDeviceBasicInformationClient).nodeLabel === name,
    );
  }

  at(name: string): Endpoint {
    const found = this.find(name);
    if (!found) throw new Error(`The controller sees no ${name}.`);
    return found;
  }

  /** Resolves when an attribute is as it should be, told by report, never by asking again. */
  async until(name: string, cluster: Behavior.Type, attribute: string, value: unknown): Promise<void> {
    const endpoint = this.at(name);
    const now = (): unknown => (endpoint.stateOf(cluster) as unknown as Record<string, unknown>)[attribute];
    const events = endpoint.eventsOf(cluster) as unknown as Record<
      string,
      { on(l: () => void): void; off(l: () => void): void }
    >;
    const changed = events[`${attribute}$Changed`];
    const emitter = new EventEmitter();
    const look = (): void => void (JSON.stringify(now()) === JSON.stringify(value) && emitter.emit('so'));
    const so = once(emitter, 'so', { signal: AbortSignal.timeout(15_000) });
    changed?.on(look);
    look();
    await so
      .catch(() => {
        throw new Error(`${name}: ${attribute} is ${JSON.stringify(now())}, and not ${JSON.stringify(value)}.`);
      })
      .finally(() => changed?.off(look));
  }

  /** Resolves when the app shows an endpoint of this name. */
  async untilShown(name: string): Promise<void> {
    await this.#untilParts(name, () => this.find(name) !== undefined);
  }

  /** Resolves when the app shows no endpoint of this name any more. */
  async untilGone(name: string): Promise<void> {
    await this.#untilParts(name, () => this.find(name) === undefined);
  }

  async #untilParts(name: string, isSo: () => boolean): Promise<void> {
    const changes = this.node.env.get(ChangeNotificationService).change;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = (): void => void (isSo() && resolve());
    // What goes is told of before it is gone.
    const lookSoon = (): void => void setImmediate(look);
    const timer = setTimeout(() => reject(new Error(`${name} neither came nor went as it should.`)), 30_000);
    changes.on(lookSoon);
    look();
    await promise.finally(() => {
      clearTimeout(timer);
      changes.off(lookSoon);
    });
  }

  /** Lets the bridge go, as when someone removes it from their app. */
  async unpair(): Promise<void> {
    await this.peer.decommission();
  }

  async close(): Promise<void> {
    await this.node.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
