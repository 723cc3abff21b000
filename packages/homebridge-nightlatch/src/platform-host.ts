import type { AccessoryHost } from '@nightlatch/bridge-homekit';
import { markLost } from '@nightlatch/bridge-homekit';
import type { API, PlatformAccessory } from 'homebridge';
import { PLATFORM_NAME, PLUGIN_NAME } from './names.ts';

/** Shows accessories through Homebridge, which keeps them across restarts. */
export class PlatformHost implements AccessoryHost {
  readonly #api: API;
  readonly #accessories = new Map<string, PlatformAccessory>();

  constructor(api: API) {
    this.#api = api;
  }

  /** Takes an accessory that Homebridge kept. Until its home is open, it answers "No Response": it may have changed. */
  restore(accessory: PlatformAccessory): void {
    markLost(this.#api.hap, accessory);
    this.#accessories.set(accessory.UUID, accessory);
  }

  existing(): readonly PlatformAccessory[] {
    return [...this.#accessories.values()];
  }

  create(name: string, uuid: string, category: PlatformAccessory['category']): PlatformAccessory {
    return new this.#api.platformAccessory(name, uuid, category);
  }

  add(accessory: PlatformAccessory): void {
    this.#api.registerPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, [accessory]);
    this.#accessories.set(accessory.UUID, accessory);
  }

  remove(accessory: PlatformAccessory): void {
    this.#api.unregisterPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, [accessory]);
    this.#accessories.delete(accessory.UUID);
  }

  update(accessory: PlatformAccessory): void {
    this.#api.updatePlatformAccessories([accessory]);
  }

  rename(accessory: PlatformAccessory, name: string): void {
    accessory.updateDisplayName(name);
  }
}
