import type { AccessoryHost } from '@nightlatch/bridge-homekit';
import { markLost } from '@nightlatch/bridge-homekit';
import type { Log } from '@nightlatch/model';
import type { API, PlatformAccessory } from 'homebridge';
import { PLATFORM_NAME, PLUGIN_NAME } from './names.ts';

/** Shows accessories through Homebridge, which keeps them across restarts. */
export class PlatformHost implements AccessoryHost {
  readonly #api: API;
  readonly #log: Log;
  readonly #accessories = new Map<string, PlatformAccessory>();
  readonly #fresh = new Set<PlatformAccessory>();

  constructor(api: API, log: Log) {
    this.#api = api;
    this.#log = log;
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

  /** Shows it together with all that come in the same turn: Homebridge writes its whole cache each time. */
  add(accessory: PlatformAccessory): void {
    this.#accessories.set(accessory.UUID, accessory);
    if (this.#fresh.size === 0) queueMicrotask(() => this.#register());
    this.#fresh.add(accessory);
  }

  remove(accessory: PlatformAccessory): void {
    this.#accessories.delete(accessory.UUID);
    if (this.#fresh.delete(accessory)) return;
    this.#api.unregisterPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, [accessory]);
  }

  #register(): void {
    const accessories = [...this.#fresh];
    this.#fresh.clear();
    if (!accessories.length) return;
    try {
      this.#api.registerPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, accessories);
    } catch (error) {
      this.#log.error(
        `Homebridge does not take every accessory, so run Nightlatch as a child bridge: ${String(error)}`,
      );
    }
  }

  update(accessory: PlatformAccessory): void {
    this.#api.updatePlatformAccessories([accessory]);
  }

  rename(accessory: PlatformAccessory, name: string): void {
    accessory.updateDisplayName(name);
  }
}
