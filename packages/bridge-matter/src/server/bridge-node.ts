import { Endpoint, ServerNode } from '@matter/main';
import type { Environment } from '@matter/main';
import { AggregatorEndpoint } from '@matter/main/endpoints/aggregator';
import { keepSubscriptions } from '../endpoint/kept-subscriptions.ts';
import type { PairingCodes } from './pairing-codes.ts';
import { PRODUCT, TEST_VENDOR, pairingCodes } from './pairing-codes.ts';
import type { PairingSecret } from './pairing-secrets.ts';

export interface BridgeNodeParts {
  readonly environment: Environment;
  /** From 0. */
  readonly index: number;
  readonly name: string;
  readonly port: number;
  /** Descriptions of sessions and pictures are larger than what UDP carries: they ask for TCP. */
  readonly hasCameras?: boolean;
  readonly secret: PairingSecret;
}

/** How a bridge is paired. */
export interface MatterPairing extends PairingCodes {
  readonly name: string;
  readonly port: number;
  /** The ecosystems that it is paired with, as they call themselves. Empty: it waits to be paired. */
  readonly fabrics: readonly string[];
}

/** One Matter bridge: a node with an aggregator as its first endpoint, as Alexa demands. */
export class BridgeNode {
  readonly aggregator: Endpoint;
  readonly #node: ServerNode;
  readonly #parts: BridgeNodeParts;

  #wasLetGo = false;

  private constructor(node: ServerNode, aggregator: Endpoint, parts: BridgeNodeParts) {
    this.#node = node;
    this.aggregator = aggregator;
    this.#parts = parts;
    node.lifecycle.decommissioned.on(() => void (this.#wasLetGo = true));
  }

  /** Makes the node, which nobody hears of before `start`. */
  static async create(parts: BridgeNodeParts): Promise<BridgeNode> {
    const { environment, index, port, secret, hasCameras = false } = parts;
    const name = Array.from(parts.name).slice(0, 32).join('');
    const node = await ServerNode.create({
      id: `bridge-${index + 1}`,
      environment,
      network: { port, ble: false, tcp: hasCameras },
      commissioning: { passcode: secret.passcode, discriminator: secret.discriminator },
      productDescription: { name, deviceType: AggregatorEndpoint.deviceType },
      basicInformation: {
        vendorId: TEST_VENDOR,
        vendorName: 'Nightlatch',
        productId: PRODUCT,
        productName: 'Nightlatch bridge',
        nodeLabel: name,
        serialNumber: secret.serial,
        uniqueId: secret.uniqueId,
        hardwareVersion: 1,
        softwareVersion: 1,
      },
    });
    await keepSubscriptions(node);
    const aggregator = new Endpoint(AggregatorEndpoint, { id: 'aggregator', number: 1 });
    await node.add(aggregator);
    return new BridgeNode(node, aggregator, parts);
  }

  /** Whether its last app has let it go since it was made. */
  get wasLetGo(): boolean {
    return this.#wasLetGo;
  }

  get isOnline(): boolean {
    return this.#node.lifecycle.isOnline;
  }

  async start(): Promise<void> {
    await this.#node.start();
  }

  /** Calls back whenever the node begins anew, as after the last app has let it go: all is as it was when it was made. */
  onBeginAnew(listener: () => void): void {
    this.#node.lifecycle.online.on(listener);
  }

  pairing(): MatterPairing {
    const { name, port, secret } = this.#parts;
    const fabrics = Object.values(this.#node.state.commissioning.fabrics).map(({ label }) => label);
    return { name, port, ...pairingCodes(secret), fabrics };
  }

  async close(): Promise<void> {
    await this.#node.close();
  }
}
