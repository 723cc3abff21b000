import type { Accessory } from '@homebridge/hap-nodejs';
import type { AccessoryHost } from './accessory-host.ts';
import type { HapAccessory } from './hap.ts';

/** The class that a bare HAP bridge is made of. */
interface AccessoryType {
  new (displayName: string, uuid: string): Accessory;
}

/**
 * Shows accessories on a plain hap-nodejs bridge, without Homebridge.
 *
 * Nothing is kept here across restarts; hap-nodejs itself keeps the ids that controllers know accessories by.
 */
export function bareHost(hap: { readonly Accessory: AccessoryType }, bridge: Accessory): AccessoryHost {
  const accessories = new WeakMap<HapAccessory, Accessory>();
  const accessoryOf = (shown: HapAccessory): Accessory => {
    const accessory = accessories.get(shown);
    if (!accessory) throw new Error(`${shown.displayName} was not created by this host.`);
    return accessory;
  };
  return {
    existing: () => [],
    create: (name, uuid, category) => {
      const accessory = new hap.Accessory(name, uuid);
      accessory.category = category;
      const shown = Object.assign(accessory, { context: {} });
      accessories.set(shown, accessory);
      return shown;
    },
    add: (shown) => void bridge.addBridgedAccessory(accessoryOf(shown)),
    remove: (shown) => bridge.removeBridgedAccessory(accessoryOf(shown)),
    update: () => undefined,
    rename: (shown, name) => void (shown.displayName = name),
  };
}
