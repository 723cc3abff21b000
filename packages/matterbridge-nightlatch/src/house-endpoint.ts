import type { MatterModule } from '@nightlatch/bridge-matter';
import type { DeviceTypeDefinition, MatterbridgeEndpoint } from 'matterbridge';

type EndpointClass = MatterModule['Endpoint'];
type EndpointArguments = ConstructorParameters<EndpointClass>;

/** An endpoint of the house, as Matterbridge wants endpoints. */
export interface HouseEndpoint extends MatterbridgeEndpoint {
  /** What Matterbridge deletes next is only closed: its number in the apps stays for the one that takes its place. */
  keepsNumber: boolean;
}

/** What we take from Matterbridge to make endpoints. */
export interface EndpointParts {
  readonly MatterbridgeEndpoint: typeof MatterbridgeEndpoint;
  readonly bridgedNode: DeviceTypeDefinition;
  readonly powerSource: DeviceTypeDefinition;
}

type States = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/**
 * Makes the class that stands for matter.js' `Endpoint` inside Matterbridge: it is made of the same type and states, and
 * is an endpoint that Matterbridge takes, with every behavior ours and none of Matterbridge's.
 */
export function houseEndpointClass({
  MatterbridgeEndpoint: Base,
  bridgedNode,
  powerSource,
}: EndpointParts): EndpointClass {
  class HomeEndpoint extends Base implements HouseEndpoint {
    keepsNumber = false;

    constructor(type: EndpointArguments[0], options: { id: string } & Record<string, unknown>) {
      const { id, ...states } = options;
      const { behaviors, name, deviceType, deviceRevision, deviceClass } = type as unknown as BuiltType;
      const main: DeviceTypeDefinition = {
        name,
        code: deviceType,
        revision: deviceRevision,
        deviceClass: deviceClass ?? 'Simple',
        requiredServerClusters: [],
        optionalServerClusters: [],
        requiredClientClusters: [],
        optionalClientClusters: [],
      };
      super([main, bridgedNode, ...('powerSource' in behaviors ? [powerSource] : [])], { id });
      for (const behavior of Object.values(behaviors)) {
        // Matterbridge has made its own, which lists the device types.
        if (behavior.id !== 'descriptor') this.behaviors.require(behavior as never, states[behavior.id] as never);
      }
      const about = (states as States)['bridgedDeviceBasicInformation'] ?? {};
      this.deviceName = about['nodeLabel'];
      this.serialNumber = about['serialNumber'] || id;
      this.uniqueId = id;
      this.vendorId = 0xfff1;
      this.vendorName = about['vendorName'];
      this.productName = about['productName'];
    }

    override async delete(): Promise<void> {
      await (this.keepsNumber ? this.close() : super.delete());
    }
  }
  return HomeEndpoint as unknown as EndpointClass;
}

/** What is in an endpoint type of matter.js that has been built. */
interface BuiltType {
  readonly name: string;
  readonly deviceType: number;
  readonly deviceRevision: number;
  readonly deviceClass?: string;
  readonly behaviors: Readonly<Record<string, { readonly id: string }>>;
}
