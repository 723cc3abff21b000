import { HttpClient } from 'hap-controller';

/** A characteristic as a controller names it: `<accessory id>.<instance id>`. */
export type CharacteristicId = string;

/** Services and characteristics by name, with their HAP numbers, as far as our tests use them. */
export const SERVICE = {
  AccessoryInformation: '3E',
  Battery: '96',
  CarbonMonoxideSensor: '7F',
  ContactSensor: '80',
  LeakSensor: '83',
  LockManagement: '44',
  LockMechanism: '45',
  MotionSensor: '85',
  OccupancySensor: '86',
  SecuritySystem: '7E',
  SmokeSensor: '87',
  StatelessProgrammableSwitch: '89',
  Switch: '49',
  TemperatureSensor: '8A',
} as const;
export type ServiceName = keyof typeof SERVICE;

export const CHARACTERISTIC = {
  BatteryLevel: '68',
  CarbonMonoxideDetected: '69',
  ConfiguredName: 'E3',
  ContactSensorState: '6A',
  CurrentTemperature: '11',
  LeakDetected: '70',
  LockCurrentState: '1D',
  LockTargetState: '1E',
  MotionDetected: '22',
  Name: '23',
  OccupancyDetected: '71',
  On: '25',
  ProgrammableSwitchEvent: '73',
  SecuritySystemAlarmType: '8E',
  SecuritySystemCurrentState: '66',
  SecuritySystemTargetState: '67',
  SerialNumber: '30',
  SmokeDetected: '76',
  StatusActive: '75',
  StatusFault: '77',
  StatusLowBattery: '79',
  StatusTampered: '7A',
} as const;
export type CharacteristicName = keyof typeof CHARACTERISTIC;

/** `SecuritySystemCurrentState` and, but for `triggered`, `SecuritySystemTargetState`. */
export const ALARM = { stay: 0, away: 1, night: 2, disarmed: 3, triggered: 4 } as const;
/** HAP status codes in answers. */
export const STATUS = { ok: 0, communicationFailure: -70402, invalidValue: -70410, notAllowed: -70412 } as const;

export interface HapEvent {
  readonly id: CharacteristicId;
  readonly value: unknown;
  /** `performance.now()` when it was received. */
  readonly at: number;
}

/** What a characteristic answered: its value, or a status that is not 0. */
export interface HapAnswer {
  readonly value?: unknown;
  readonly status: number;
}

interface EventMessage {
  readonly characteristics: readonly { readonly aid: number; readonly iid: number; readonly value: unknown }[];
}

interface Accessories {
  readonly accessories: readonly {
    readonly aid: number;
    readonly services: readonly {
      readonly type: string;
      readonly characteristics: readonly {
        readonly iid: number;
        readonly type: string;
        readonly value?: unknown;
        readonly 'valid-values'?: readonly number[];
      }[];
    }[];
  }[];
}

/**
 * A real HomeKit controller: pairs, reads, writes and listens over encrypted HAP.
 *
 * Each subscription has a connection of its own: on one that also carries answers, the library loses events that are
 * glued to an answer, and spins for ever on an event that follows an answer without a body.
 */
export class HapController {
  #client: HttpClient;
  readonly #connect: () => HttpClient;
  #subscriptions: HttpClient[] = [];
  readonly #listeners = new Set<(event: HapEvent) => void>();
  #subscribed: CharacteristicId[] = [];
  #database: Accessories = { accessories: [] };

  private constructor(client: HttpClient, connect: () => HttpClient) {
    this.#client = client;
    this.#connect = connect;
  }

  /** Pairs with an accessory server on this machine and reads what it has. `username` is its id, as `0E:…`. */
  static async pair(server: { port: number; username: string; pin: string }): Promise<HapController> {
    const options = { usePersistentConnections: true };
    const client = new HttpClient(server.username, '127.0.0.1', server.port, undefined, options);
    await client.pairSetup(server.pin);
    const keys = client.getLongTermData() ?? undefined;
    const connect = (): HttpClient => new HttpClient(server.username, '127.0.0.1', server.port, keys, options);
    const controller = new HapController(client, connect);
    await controller.reload();
    return controller;
  }

  /** Reads the accessory database anew. */
  async reload(): Promise<void> {
    this.#database = (await this.#client.getAccessories()) as unknown as Accessories;
  }

  /** Connects anew with the same keys, after the accessory server was restarted; subscriptions and all. */
  async reconnect(): Promise<void> {
    await this.#hangUp();
    this.#client = this.#connect();
    const ids = this.#subscribed;
    this.#subscribed = [];
    await this.reload();
    await this.subscribe(...ids);
  }

  /** The names of all accessories, in order of their ids. */
  names(): readonly string[] {
    return this.#database.accessories.map((accessory) => nameOf(accessory));
  }

  /** The name and id of the accessory with this serial number, which ours without one of its maker have their device's id for. */
  bySerial(serial: string): { readonly name: string; readonly aid: number } | undefined {
    const found = this.#database.accessories.find((it) => textOf(it, 'SerialNumber') === serial);
    return found && { name: nameOf(found), aid: found.aid };
  }

  /**
   * Finds a characteristic, of the named accessory or of any, in the service called `serviceName` or in any.
   *
   * @throws Error when there is none, naming the accessories there are.
   */
  find(
    service: ServiceName,
    characteristic: CharacteristicName,
    accessory?: string,
    serviceName?: string,
  ): CharacteristicId {
    const found = this.search(service, characteristic, accessory, serviceName);
    if (found !== undefined) return found;
    const where = accessory === undefined ? '' : ` in “${accessory}”`;
    throw new Error(`No ${service}.${characteristic}${where}; accessories: ${this.names().join(', ')}.`);
  }

  /** As `find`, but undefined when there is none. */
  search(
    service: ServiceName,
    characteristic: CharacteristicName,
    accessory?: string,
    serviceName?: string,
  ): CharacteristicId | undefined {
    for (const it of this.#database.accessories) {
      if (accessory !== undefined && nameOf(it) !== accessory) continue;
      for (const { type, characteristics } of it.services) {
        if (short(type) !== SERVICE[service]) continue;
        const name = characteristics.find((one) => short(one.type) === CHARACTERISTIC.Name)?.value;
        if (serviceName !== undefined && name !== serviceName) continue;
        const found = characteristics.find((one) => short(one.type) === CHARACTERISTIC[characteristic]);
        if (found) return `${it.aid}.${found.iid}`;
      }
    }
    return undefined;
  }

  /** What the database offers as legal values of a characteristic. */
  validValues(id: CharacteristicId): readonly number[] | undefined {
    for (const { aid, services } of this.#database.accessories) {
      for (const { characteristics } of services) {
        const found = characteristics.find(({ iid }) => `${aid}.${iid}` === id);
        if (found) return found['valid-values'];
      }
    }
    return undefined;
  }

  /** Subscribes to the events of these characteristics, beside those already subscribed to. */
  async subscribe(...ids: readonly CharacteristicId[]): Promise<void> {
    const fresh = ids.filter((id) => !this.#subscribed.includes(id));
    if (!fresh.length) return;
    const client = this.#connect();
    this.#subscriptions.push(client);
    client.on('event', (message: EventMessage) => this.#tell(message));
    await client.subscribeCharacteristics([...fresh]);
    this.#subscribed = [...this.#subscribed, ...fresh];
  }

  /** Calls back at every event until the answer is called. */
  listen(listener: (event: HapEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits for the next event of a characteristic, of this value if one is given. Subscribe to it before. */
  next(id: CharacteristicId, value?: unknown, timeoutMs = 5000): Promise<HapEvent> {
    const { promise, resolve, reject } = Promise.withResolvers<HapEvent>();
    const seen: unknown[] = [];
    const forget = this.listen((event) => {
      if (event.id !== id) return;
      seen.push(event.value);
      if (value === undefined || event.value === onTheWire(value)) resolve(event);
    });
    const wanted = value === undefined ? 'event' : `event ${JSON.stringify(value)}`;
    const timer = setTimeout(
      () => reject(new Error(`No ${wanted} of ${id} within ${timeoutMs} ms; seen: ${JSON.stringify(seen)}.`)),
      timeoutMs,
    );
    return promise.finally(() => {
      clearTimeout(timer);
      forget();
    });
  }

  /** Reads a value; booleans as 0 and 1. @throws Error when the answer is an error, such as "No Response". */
  async get(id: CharacteristicId): Promise<unknown> {
    const { status, value } = await this.read(id);
    if (status !== STATUS.ok) throw new Error(`Reading ${id} answered status ${status}.`);
    return value;
  }

  /** Reads a value or the status that stands in for it. */
  async read(id: CharacteristicId): Promise<HapAnswer> {
    const answer = (await this.#client.getCharacteristics([id])) as { characteristics: readonly Partial<HapAnswer>[] };
    return { status: STATUS.ok, ...answer.characteristics[0] };
  }

  /** Writes a value. @returns The HAP status: 0 when it was accepted. */
  async set(id: CharacteristicId, value: unknown): Promise<number> {
    const answer = (await this.#client.setCharacteristics({ [id]: value })) as
      | { characteristics?: readonly { status?: number }[] }
      | undefined;
    return answer?.characteristics?.[0]?.status ?? STATUS.ok;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#hangUp();
  }

  async #hangUp(): Promise<void> {
    const clients = [...this.#subscriptions, this.#client];
    this.#subscriptions = [];
    await Promise.all(clients.map((client) => client.close()));
  }

  /** A message holds its newest event first. */
  #tell({ characteristics }: EventMessage): void {
    const at = performance.now();
    for (const { aid, iid, value } of characteristics.toReversed()) {
      for (const listener of this.#listeners) listener({ id: `${aid}.${iid}`, value, at });
    }
  }
}

type Accessory = Accessories['accessories'][number];

function nameOf(accessory: Accessory): string {
  return textOf(accessory, 'Name');
}

function textOf(accessory: Accessory, name: CharacteristicName): string {
  const information = accessory.services.find(({ type }) => short(type) === SERVICE.AccessoryInformation);
  const found = information?.characteristics.find(({ type }) => short(type) === CHARACTERISTIC[name]);
  return typeof found?.value === 'string' ? found.value : '';
}

/** HAP answers booleans as 0 and 1. */
function onTheWire(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** The short form of a HAP type: `7E` for `0000007E-0000-1000-8000-0026BB765291`. */
function short(type: string): string {
  return type
    .replace(/-0000-1000-8000-0026BB765291$/i, '')
    .replace(/^0+/, '')
    .toUpperCase();
}
