import type { Log } from '@nightlatch/model';
import type { AccessoryHost } from './accessory-host.ts';
import type { HapAccessory, HapModule } from './hap.ts';
import { hapName } from './hap-name.ts';
import { countAbsence, forgetAbsence, markLost, unmarkLost } from './orphan.ts';
import type { Plan, Shown } from './shown.ts';

/** HAP allows 150 accessories on a bridge, and the bridge itself is one of them. */
export const MAX_ACCESSORIES = 149;

interface Live {
  readonly plan: Plan;
  readonly accessory: HapAccessory;
  readonly shown: Shown;
}

/**
 * Keeps the accessories of one bridge: which live, which wait for their device, and which found no room.
 *
 * An accessory keeps its identity through renames and restarts: it is made of the home's id and the plan's key.
 */
export class AccessoryCast {
  readonly #hap: HapModule;
  readonly #host: AccessoryHost;
  readonly #log: Log;
  readonly #homeId: string;
  readonly #live = new Map<string, Live>();
  /** From an earlier start, by UUID; their devices are not there yet. */
  readonly #waiting = new Map<string, HapAccessory>();
  readonly #leftOut = new Map<string, Plan>();

  constructor(parts: { hap: HapModule; host: AccessoryHost; log: Log; homeId: string }) {
    this.#hap = parts.hap;
    this.#host = parts.host;
    this.#log = parts.log;
    this.#homeId = parts.homeId;
    for (const accessory of parts.host.existing()) {
      markLost(this.#hap, accessory);
      this.#waiting.set(accessory.UUID, accessory);
    }
  }

  get(key: string): Shown | undefined {
    return this.#live.get(key)?.shown;
  }

  all(): Iterable<readonly [key: string, shown: Shown]> {
    return Array.from(this.#live, ([key, { shown }]) => [key, shown] as const);
  }

  /** Shows what a plan says, anew only where its services changed. */
  show(plan: Plan): void {
    const live = this.#live.get(plan.key);
    if (live?.plan.shape === plan.shape) return;
    const uuid = this.#hap.uuid.generate(`nightlatch:${this.#homeId}:${plan.key}`);
    const known = live?.accessory ?? this.#waiting.get(uuid);
    if (!known && !this.#makeRoom(plan)) return;
    live?.shown.stop?.();
    this.#waiting.delete(uuid);
    this.#leftOut.delete(plan.key);
    const accessory = known ?? this.#host.create(hapName(plan.name), uuid, plan.category);
    this.#revive(plan, accessory, known !== undefined);
  }

  /** Takes an accessory away because its device is gone for good. */
  remove(key: string): void {
    this.#leftOut.delete(key);
    const live = this.#live.get(key);
    if (!live) return;
    live.shown.stop?.();
    this.#live.delete(key);
    this.#host.remove(live.accessory);
    const [next] = [...this.#leftOut.values()].sort(byRank);
    if (next) this.show(next);
  }

  /** Removes what was without a device in three starts of the home, and counts this start for what still waits. */
  countStart(): void {
    for (const [uuid, accessory] of this.#waiting) {
      if (countAbsence(accessory)) {
        this.#log.info(`${accessory.displayName} has had no device for three starts: removed from HomeKit.`);
        this.#waiting.delete(uuid);
        this.#host.remove(accessory);
      } else this.#host.update(accessory);
    }
  }

  stop(): void {
    for (const { shown } of this.#live.values()) shown.stop?.();
    this.#live.clear();
  }

  #revive(plan: Plan, accessory: HapAccessory, isKnown: boolean): void {
    const name = hapName(plan.name);
    const isRenamed = accessory.displayName !== name;
    const wasAbsent = forgetAbsence(accessory);
    unmarkLost(accessory);
    if (isRenamed) this.#host.rename(accessory, name);
    this.#describe(plan, accessory, name);
    const shown = plan.build(accessory);
    this.#live.set(plan.key, { plan, accessory, shown });
    shown.refresh();
    if (!isKnown) this.#add(plan, accessory);
    else if (isRenamed || wasAbsent) this.#host.update(accessory);
  }

  #describe(plan: Plan, accessory: HapAccessory, name: string): void {
    const { AccessoryInformation } = this.#hap.Service;
    const { Name, Manufacturer, Model, SerialNumber, FirmwareRevision } = this.#hap.Characteristic;
    const information =
      accessory.services.find((it) => it.UUID === AccessoryInformation.UUID) ??
      accessory.addService(new AccessoryInformation());
    const { manufacturer, model, serial, firmware } = plan.information;
    information.updateCharacteristic(Name, name);
    information.updateCharacteristic(Manufacturer, manufacturer.slice(0, 64));
    information.updateCharacteristic(Model, model.slice(0, 64));
    information.updateCharacteristic(SerialNumber, serial.slice(-64));
    information.updateCharacteristic(FirmwareRevision, firmware);
  }

  #add(plan: Plan, accessory: HapAccessory): void {
    try {
      this.#host.add(accessory);
    } catch (error) {
      this.#log.error(`HomeKit does not take ${accessory.displayName}: ${String(error)}`);
      this.#live.get(plan.key)?.shown.stop?.();
      this.#live.delete(plan.key);
    }
  }

  /** Finds room for a new accessory, at the cost of a less important one if need be. */
  #makeRoom(plan: Plan): boolean {
    if (this.#live.size + this.#waiting.size < MAX_ACCESSORIES) return true;
    const [last] = Array.from(this.#live.values(), (live) => live.plan)
      .sort(byRank)
      .reverse();
    const loser = last && byRank(plan, last) < 0 ? last : plan;
    this.#log.warn(
      `A HomeKit bridge holds ${MAX_ACCESSORIES} accessories: ${loser.name} is left out. ` +
        'Hide devices that Home need not show, or split the house over two bridges.',
    );
    if (loser !== plan) {
      const live = this.#live.get(loser.key);
      live?.shown.stop?.();
      this.#live.delete(loser.key);
      if (live) this.#host.remove(live.accessory);
    }
    this.#leftOut.set(loser.key, loser);
    return loser !== plan;
  }
}

function byRank(a: Plan, b: Plan): number {
  return a.rank - b.rank || (a.key < b.key ? -1 : 1);
}
