import type {
  Categories,
  ChangeReason,
  Characteristic,
  HAPStatus,
  HapStatusError,
  Perms,
  Service,
  ServiceEventTypes,
  uuid,
} from '@homebridge/hap-nodejs';

/** An enumeration's members as plain properties, as which a const enum is there when the program runs. */
type Members<Enumeration> = { readonly [Name in keyof Enumeration]: Enumeration[Name] };

/** What we use of a HAP module: Homebridge's `api.hap`, or `@homebridge/hap-nodejs` itself. */
export interface HapModule {
  readonly Service: typeof Service;
  readonly Characteristic: typeof Characteristic;
  readonly HapStatusError: typeof HapStatusError;
  readonly HAPStatus: Members<typeof HAPStatus>;
  readonly Categories: Members<typeof Categories>;
  readonly ChangeReason: Members<typeof ChangeReason>;
  readonly Perms: Members<typeof Perms>;
  readonly ServiceEventTypes: Members<typeof ServiceEventTypes>;
  readonly uuid: Pick<typeof uuid, 'generate'>;
}

/** An accessory of either host. `context` is kept with it across restarts where the host can. */
export interface HapAccessory {
  readonly UUID: string;
  displayName: string;
  readonly services: Service[];
  readonly context: Record<string, unknown>;
  addService(service: Service): Service;
  removeService(service: Service): void;
}

/** A service class of the HAP module, such as `hap.Service.ContactSensor`. */
export interface ServiceType {
  new (displayName?: string, subtype?: string): Service;
  readonly UUID: string;
}

/** A characteristic class of the HAP module, such as `hap.Characteristic.SmokeDetected`. */
export interface CharacteristicType {
  new (): Characteristic;
  readonly UUID: string;
}
