import type { Categories } from '@homebridge/hap-nodejs';
import type { HapAccessory } from './hap.ts';

/**
 * Where accessories are shown: a Homebridge platform, or a bare HAP bridge.
 *
 * The host keeps what it shows across restarts, as far as it can, and hands it back through `existing`.
 */
export interface AccessoryHost {
  /** The accessories that were shown before this start. Read once. */
  existing(): readonly HapAccessory[];
  /** Makes an accessory that nobody sees yet. */
  create(name: string, uuid: string, category: Categories): HapAccessory;
  /** Shows an accessory. @throws Error when the bridge is full. */
  add(accessory: HapAccessory): void;
  /** Takes an accessory away for good. */
  remove(accessory: HapAccessory): void;
  /** Keeps an accessory's new name or context. */
  update(accessory: HapAccessory): void;
  rename(accessory: HapAccessory, name: string): void;
}
