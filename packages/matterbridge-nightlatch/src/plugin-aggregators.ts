import type { Aggregators } from '@nightlatch/bridge-matter';
import { NightlatchError } from '@nightlatch/model';
import type { MatterbridgeDynamicPlatform } from 'matterbridge';
import type { HouseEndpoint } from './house-endpoint.ts';
import { keepNodeSubscriptions } from './subscriptions.ts';

/** What we ask of the platform that Matterbridge runs. */
export type Registry = Pick<MatterbridgeDynamicPlatform, 'hasDeviceName' | 'registerDevice' | 'unregisterDevice'>;

/** Hangs endpoints into Matterbridge's bridge, by Matterbridge's own rules of registration. */
export function pluginAggregators(registry: Registry): Aggregators {
  let isFirst = true;
  return {
    aggregatorFor: async () => ({
      add: async (endpoint) => {
        const house = endpoint as HouseEndpoint;
        nameApart(registry, house);
        await registry.registerDevice(house);
        // What Matterbridge does not take it only logs.
        if (!house.lifecycle.isInstalled) {
          throw new NightlatchError('matterbridge-refused', 'Matterbridge does not take it: its log says why.');
        }
        if (isFirst) await keepNodeSubscriptions(endpoint);
        isFirst = false;
      },
    }),
    takeOut: async (endpoint, isForGood) => {
      const house = endpoint as HouseEndpoint;
      house.keepsNumber = !isForGood;
      await registry.unregisterDevice(house);
    },
    // Names are compared with what the last start showed, which is remembered endpoint by endpoint.
    nameGiven: () => 'same',
    forget: () => undefined,
  };
}

/** Matterbridge's own list wants every name once; apps do not, and go on showing the name as it is. */
function nameApart(registry: Registry, endpoint: HouseEndpoint): void {
  const { deviceName = '', id } = endpoint;
  if (registry.hasDeviceName(deviceName)) endpoint.deviceName = `${deviceName} ${id.slice(0, 6)}`;
}
