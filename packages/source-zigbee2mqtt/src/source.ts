import type { Clock, DeviceOrder, DeviceSource, Log, OrderResult, ReportCause, SourceSink } from '@nightlatch/model';
import { SecretText, systemClock } from '@nightlatch/model';
import type { LockDeed } from './mapping/lock-deed.ts';
import type { Deed } from './mapping/reading.ts';
import { readDeeds, readValues } from './mapping/reading.ts';
import { BridgeSession } from './session/bridge-session.ts';
import { BrokerLink, brokerName } from './session/broker-link.ts';
import { Complaints } from './session/complaints.ts';
import { DeviceBook } from './session/device-book.ts';
import { DeviceOrders } from './session/device-orders.ts';
import { OrderWatch } from './session/order-watch.ts';
import type { Json } from './session/payload.ts';
import { LARGEST_DEVICE_MESSAGE, readObject, readState } from './session/payload.ts';
import { QuestionQueue } from './session/question-queue.ts';
import { Reporter } from './session/reporter.ts';
import type { TrackedDevice } from './session/tracked-device.ts';

export interface Zigbee2MqttOptions {
  /** First part of the ids of its devices. */
  readonly id: string;
  /** `mqtt://host:port` or `mqtts://host:port`. */
  readonly broker: string;
  /** Zigbee2MQTT's `mqtt.base_topic`. */
  readonly baseTopic: string;
  readonly username?: string;
  readonly password?: SecretText;
  /** PEM of the authority that signed the broker's certificate, when it is the owner's own. */
  readonly ca?: string;
  readonly log: Log;
  readonly clock?: Clock;
}

/**
 * Brings in every security-relevant device of one Zigbee2MQTT.
 *
 * Devices are known by what they expose. A lost broker is retried for ever; while it or the bridge is away, every device's
 * availability is unknown and the source has trouble `unavailable`.
 */
export function createZigbee2MqttSource(options: Zigbee2MqttOptions): DeviceSource {
  return new Zigbee2MqttSource(options);
}

class Zigbee2MqttSource implements DeviceSource {
  readonly id: string;
  readonly #options: Zigbee2MqttOptions;
  readonly #clock: Clock;
  readonly #book = new DeviceBook();
  readonly #watch: OrderWatch;
  readonly #complaints: Complaints;
  readonly #link: BrokerLink;
  readonly #questions: QuestionQueue;
  #running:
    | {
        readonly sink: SourceSink;
        readonly reporter: Reporter;
        readonly bridge: BridgeSession;
        readonly orders: DeviceOrders;
      }
    | undefined;

  constructor(options: Zigbee2MqttOptions) {
    this.id = options.id;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#watch = new OrderWatch(this.#clock);
    this.#complaints = new Complaints(options.log, this.#clock);
    const name = brokerName(options.broker);
    this.#link = new BrokerLink({
      ...options,
      onUp: () => this.#running?.bridge.brokerUp(),
      onDown: (problem) => this.#running?.bridge.brokerDown(`The broker ${name} cannot be reached: ${problem}.`),
      onMessage: (topic, message, isRetained) => this.#onMessage(topic, message, isRetained),
    });
    this.#questions = new QuestionQueue(this.#clock, (device, property) =>
      this.#send(device, 'get', { [property]: '' }),
    );
  }

  start(sink: SourceSink): Promise<void> {
    const reporter = new Reporter(sink);
    const { log, baseTopic } = this.#options;
    const bridge = new BridgeSession({
      sourceId: this.id,
      baseTopic,
      book: this.#book,
      watch: this.#watch,
      reporter,
      complaints: this.#complaints,
      clock: this.#clock,
      log,
      subscribe: (topics) => this.#link.subscribe(topics),
      askAll: () => this.#askAll(),
    });
    const orders = new DeviceOrders({
      watch: this.#watch,
      clock: this.#clock,
      set: (device, payload) => this.#send(device, 'set', payload),
      report: (device, values) => reporter.values(device, values, 'live'),
      onOutcome: (device, result) => reporter.outcome(device, result),
    });
    this.#running = { sink, reporter, bridge, orders };
    this.#link.open();
    return Promise.resolve();
  }

  async order(order: DeviceOrder): Promise<OrderResult> {
    const device = this.#book.byId(order.device);
    if (!device || !this.#running) return { ok: false, problem: 'Zigbee2MQTT does not have this device' };
    if (!this.#link.isUp) return { ok: false, problem: 'the broker is not connected' };
    if (!this.#running.bridge.isThere) return { ok: false, problem: 'Zigbee2MQTT is offline' };
    try {
      return await this.#running.orders.run(device, order);
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  async stop(): Promise<void> {
    this.#running?.orders.close();
    this.#running?.bridge.close();
    this.#running = undefined;
    this.#questions.close();
    this.#watch.abandon('Nightlatch is stopping');
    await this.#link.close();
  }

  #onMessage(topic: string, message: Uint8Array, isRetained: boolean): void {
    const { baseTopic } = this.#options;
    if (!this.#running || !topic.startsWith(`${baseTopic}/`) || message.byteLength === 0) return;
    const rest = topic.slice(baseTopic.length + 1);
    if (rest.startsWith('bridge/')) return this.#running.bridge.take(rest.slice('bridge/'.length), message, isRetained);
    const device = this.#book.byName(rest);
    if (device) return this.#onState(device, message, isRetained);
    const about = rest.endsWith('/availability')
      ? this.#book.byName(rest.slice(0, -'/availability'.length))
      : undefined;
    if (about) this.#onAvailability(about, message);
  }

  #onAvailability(device: TrackedDevice, message: Uint8Array): void {
    const online = readState(message);
    if (online === undefined) {
      return this.#complaints.warn(
        device.id,
        `${device.name} has an availability that is neither online nor offline. It was ignored.`,
      );
    }
    device.online = online;
    this.#running?.reporter.availability(device, this.#running.bridge.isThere);
  }

  #onState(device: TrackedDevice, message: Uint8Array, isRetained: boolean): void {
    const read = readObject(message, LARGEST_DEVICE_MESSAGE);
    if (!read.ok) {
      return this.#complaints.warn(
        device.id,
        `${device.name} sent a message that cannot be read: ${read.problem}. It was ignored.`,
      );
    }
    if (!this.#running) return;
    const { reporter, bridge } = this.#running;
    const cause = this.#causeOf(device, isRetained);
    device.isHeard = true;
    if (!isRetained) bridge.deviceHeard();
    reporter.availability(device, bridge.isThere);
    this.#watch.heard(device.id, read.value);
    this.#readValues(device, read.value, cause);
    this.#readEvents(device, read.value, cause);
    if (isRetained) return;
    for (const deed of readDeeds(device.listed.mapping, read.value)) this.#take(device, deed);
  }

  #causeOf(device: TrackedDevice, isRetained: boolean): ReportCause {
    if (isRetained) return 'retained';
    const isOldNews = this.#clock.monotonic() < device.oldNewsUntil;
    device.oldNewsUntil = 0;
    return isOldNews ? 'resync' : 'live';
  }

  #readValues(device: TrackedDevice, payload: Json, cause: ReportCause): void {
    const { values, unreadable } = readValues(device.listed.mapping, payload);
    for (const property of unreadable) {
      this.#complaints.warn(
        `${device.id} ${property}`,
        `${device.name} reports a value of ${property} that its definition does not know. It was ignored.`,
      );
    }
    const current = [...values].filter(([key, value]) => !this.#running?.orders.isSuperseded(device, key, value));
    this.#running?.reporter.values(device, current, cause);
  }

  #readEvents(device: TrackedDevice, payload: Json, cause: ReportCause): void {
    for (const { event, property, isActive } of device.listed.mapping.eventBindings) {
      if (!Object.hasOwn(payload, property)) continue;
      if (device.turned(property, isActive(payload[property]), cause !== 'live'))
        this.#running?.reporter.event(device, event, property);
    }
  }

  #take(device: TrackedDevice, deed: Deed): void {
    if (!this.#running) return;
    if (deed.type === 'event') return this.#running.reporter.event(device, deed.event, deed.key);
    if (deed.type === 'unreadable-entry')
      return this.#complaints.warn(
        `${device.id} code`,
        `${device.name} sent an entry whose code cannot be one. It was ignored.`,
      );
    if (deed.type === 'lock-worked') return this.#lockWorked(device, deed);
    const { verb, mode, code, tag, transaction } = deed;
    this.#running.sink.keypad({
      device: device.id,
      verb,
      ...(mode === undefined ? {} : { mode }),
      ...(code === undefined ? {} : { code: new SecretText(code) }),
      ...(tag === undefined ? {} : { tag: new SecretText(tag) }),
      ...(transaction === undefined ? {} : { transaction }),
    });
  }

  #lockWorked(device: TrackedDevice, { to, by, slot }: LockDeed): void {
    const [lock] = device.listed.mapping.locks;
    if (to !== undefined) this.#running?.reporter.operated(device, lock?.key ?? 'lock', { to, by, slot });
    this.#askLocks(device);
  }

  /** A lock that was worked at the door tells who did it, with its state from before: ask for the state of now. */
  #askLocks(device: TrackedDevice): void {
    for (const { property, isGettable } of device.listed.mapping.locks)
      if (isGettable) this.#questions.ask(device, property, false);
  }

  #askAll(): void {
    for (const device of this.#book.all()) {
      if (device.isHeard || device.wasAsked || device.listed.isDisabled) continue;
      device.wasAsked = true;
      const { mapping, isPowered } = device.listed;
      const sensors = isPowered ? mapping.bindings.filter(({ isGettable }) => isGettable) : [];
      const locks = mapping.locks.filter(({ isGettable }) => isGettable);
      for (const { property } of [...locks, ...sensors]) this.#questions.ask(device, property, true);
    }
  }

  async #send(device: TrackedDevice, verb: 'set' | 'get', payload: Json): Promise<void> {
    await this.#link.publish(`${this.#options.baseTopic}/${device.name}/${verb}`, payload);
  }
}
