import type { Characteristic, CharacteristicValue, Service } from '@homebridge/hap-nodejs';
import type { CharacteristicType, HapAccessory, HapModule, ServiceType } from './hap.ts';
import { hapName } from './hap-name.ts';
import type { Lane } from './urgent-lane.ts';

/** The reading of something that nobody knows now. Home shows "No Response" rather than a comforting old value. */
export const LOST = Symbol('lost');

/** What a characteristic is now. Called at every change and at every read of a controller, so it must be cheap. */
export type Read = () => CharacteristicValue | typeof LOST;

interface Bound {
  readonly service: Service;
  readonly characteristic: Characteristic;
  readonly read: Read;
  /** What controllers know. */
  told: ReturnType<Read>;
}

/**
 * Ties characteristics of one accessory to what they show.
 *
 * `refresh` tells controllers what is new. A value that comes back after it was lost is told even when it is the old
 * one, for controllers took it as unknown meanwhile.
 */
export class Binder {
  readonly #hap: HapModule;
  readonly #lane: Lane;
  readonly #accessory: HapAccessory;
  readonly #bound: Bound[] = [];
  readonly #services = new Set<Service>();

  constructor(hap: HapModule, lane: Lane, accessory: HapAccessory) {
    this.#hap = hap;
    this.#lane = lane;
    this.#accessory = accessory;
  }

  /** Finds or adds a service. `subtype` keeps it apart from others of its kind, for ever: never derive it from a name. */
  service(type: ServiceType, name: string, subtype: string): Service {
    const known = this.#accessory.services.find((it) => it.UUID === type.UUID && it.subtype === subtype);
    const service = known ?? this.#accessory.addService(new type(hapName(name), subtype));
    this.#services.add(service);
    rename(this.#hap, service, hapName(name));
    return service;
  }

  /** Shows a reading in a characteristic from now on. */
  bind(service: Service, type: CharacteristicType, read: Read): Characteristic {
    const characteristic = service.getCharacteristic(type);
    if (!characteristic) throw new Error(`HAP knows no ${type.name} in ${service.displayName}.`);
    characteristic.onGet(() => {
      const value = read();
      if (value === LOST) throw new this.#hap.HapStatusError(this.#hap.HAPStatus.SERVICE_COMMUNICATION_FAILURE);
      return value;
    });
    this.#bound.push({ service, characteristic, read, told: LOST });
    return characteristic;
  }

  /** Tells controllers every value that is not as they know it. */
  refresh(): void {
    for (const bound of this.#bound) {
      const value = bound.read();
      if (value !== LOST && (bound.told !== value || this.#wasWritten(bound.characteristic, value))) {
        this.#lane(bound.service, bound.characteristic, value);
      }
      bound.told = value;
    }
  }

  /** Tells controllers a value again, as after a refused write, which hap-nodejs would answer with an error till then. */
  repeat(characteristic: Characteristic): void {
    const bound = this.#bound.find((it) => it.characteristic === characteristic);
    const value = bound?.read() ?? LOST;
    if (bound && value !== LOST) this.#lane(bound.service, characteristic, value);
  }

  /** Tells whether a controller wrote something else than what is. What only we write, hap-nodejs may have rounded. */
  #wasWritten({ props, value }: Characteristic, current: CharacteristicValue): boolean {
    return props.perms.includes(this.#hap.Perms.PAIRED_WRITE) && value !== current;
  }

  /** Removes the services that an earlier start had and this one does not. */
  removeOthers(): void {
    const information = this.#hap.Service.AccessoryInformation.UUID;
    for (const service of Array.from(this.#accessory.services)) {
      if (service.UUID !== information && !this.#services.has(service)) this.#accessory.removeService(service);
    }
  }
}

/** Gives a service our name, unless it has it already: the household may have renamed it in Home meanwhile. */
function rename(hap: HapModule, service: Service, name: string): void {
  const { ConfiguredName, Name } = hap.Characteristic;
  const isNew = !service.testCharacteristic(ConfiguredName);
  const isOurs = service.getCharacteristic(Name).value === name;
  if (isNew) service.addOptionalCharacteristic(ConfiguredName);
  if (isNew || !isOurs) service.getCharacteristic(ConfiguredName).updateValue(name);
  if (!isOurs) service.getCharacteristic(Name).updateValue(name);
}
