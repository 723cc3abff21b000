import type { Clock, Log, TimerHandle } from '@nightlatch/model';
import { readLogLine, setFailure } from './bridge-log.ts';
import type { Complaints } from './complaints.ts';
import type { DeviceBook } from './device-book.ts';
import type { DeviceList } from './device-list.ts';
import { readDeviceList } from './device-list.ts';
import type { OrderWatch } from './order-watch.ts';
import { LARGEST_BRIDGE_MESSAGE, readJson, readObject, readState } from './payload.ts';
import type { Reporter } from './reporter.ts';

export interface BridgeSessionOptions {
  readonly sourceId: string;
  readonly baseTopic: string;
  readonly book: DeviceBook;
  readonly watch: OrderWatch;
  readonly reporter: Reporter;
  readonly complaints: Complaints;
  readonly clock: Clock;
  readonly log: Log;
  readonly subscribe: (topics: readonly string[]) => Promise<boolean>;
  /** Asks mains-powered devices for what they will not tell by themselves. */
  readonly askAll: () => void;
}

/** What the bridge publishes of itself. `definitions`, by far the largest, is not among them. */
const BRIDGE_TOPICS = ['state', 'devices', 'info', 'logging'] as const;
/** How long retained messages may take to arrive after the subscription. */
const RETAINED_MS = 5000;
/** How long the bridge may take to publish its cache after its own start. */
const CACHE_MS = 30_000;
/** How long a bridge may stay silent after the broker is there. */
const SILENT_MS = 15_000;

/** Follows Zigbee2MQTT itself: whether it is there, which devices it has, and what it complains of. */
export class BridgeSession {
  readonly #options: BridgeSessionOptions;
  readonly #timers = new Set<TimerHandle>();
  #brokerProblem: string | undefined = undefined;
  #isBrokerUp = false;
  #isOnline: boolean | undefined;
  #wrongOutput = false;
  #list: DeviceList | undefined;
  #listBytes: Uint8Array | undefined;
  #hasDevices = false;
  #isSilent = false;

  constructor(options: BridgeSessionOptions) {
    this.#options = options;
  }

  get isThere(): boolean {
    return this.#isBrokerUp && this.#isOnline === true;
  }

  brokerUp(): void {
    this.#isBrokerUp = true;
    this.#isOnline = undefined;
    this.#isSilent = false;
    this.#hasDevices = false;
    this.#listBytes = undefined;
    this.#forgetSession();
    const { subscribe, baseTopic } = this.#options;
    void subscribe(BRIDGE_TOPICS.map((topic) => `${baseTopic}/bridge/${topic}`));
    this.#after(SILENT_MS, () => {
      this.#isSilent = this.#isOnline === undefined;
      this.#judge();
    });
  }

  brokerDown(problem: string): void {
    this.#brokerProblem = problem;
    this.#isBrokerUp = false;
    this.#cancelTimers();
    this.#options.watch.abandon('the connection to the broker was lost');
    this.#judge();
  }

  /** Takes a message of the bridge; `name` is its topic after `bridge/`. */
  take(name: string, message: Uint8Array, isRetained: boolean): void {
    if (name === 'state') this.#state(message, isRetained);
    else if (name === 'devices') this.#devices(message);
    else if (name === 'info') this.#info(message);
    else if (name === 'logging' && !isRetained) this.#logging(message);
  }

  /** A device was heard live, so there is a bridge. */
  deviceHeard(): void {
    if (this.#isOnline !== undefined) return;
    this.#isOnline = true;
    this.#judge();
  }

  close(): void {
    this.#cancelTimers();
  }

  #state(message: Uint8Array, isRetained: boolean): void {
    const isOnline = readState(message);
    if (isOnline === undefined) {
      return this.#options.complaints.warn(
        'bridge/state',
        'Zigbee2MQTT published a state that is neither online nor offline. It was ignored.',
      );
    }
    const wasOnline = this.#isOnline;
    this.#isOnline = isOnline;
    if (!isOnline) this.#options.watch.abandon('Zigbee2MQTT went away');
    // A bridge that says so live has just started: next comes its cache, published as if it had just happened.
    if (isOnline && !isRetained && wasOnline !== true) this.#bridgeStarted();
    this.#reconcile();
    this.#judge();
  }

  #bridgeStarted(): void {
    const { book, clock } = this.#options;
    this.#forgetSession();
    for (const device of book.all()) device.oldNewsUntil = clock.monotonic() + CACHE_MS;
  }

  #devices(message: Uint8Array): void {
    if (this.#listBytes && Buffer.compare(this.#listBytes, message) === 0) return;
    const read = readJson(message, LARGEST_BRIDGE_MESSAGE);
    const list = read.ok ? readDeviceList(read.value, this.#options.sourceId) : undefined;
    if (!list) {
      const why = read.ok ? 'it does not hold a coordinator' : read.problem;
      return this.#options.complaints.warn(
        'bridge/devices',
        `The list of devices was ignored: ${why}. No device was removed.`,
      );
    }
    this.#listBytes = message;
    this.#list = list;
    for (const problem of list.problems)
      this.#options.complaints.warn('bridge/devices', `In the list of devices ${problem}.`);
    this.#reconcile();
    this.#judge();
    if (!this.#hasDevices) void this.#firstList();
    else this.#options.askAll();
  }

  /** Only now are the devices' own topics of use: their retained messages come once. */
  async #firstList(): Promise<void> {
    this.#hasDevices = true;
    const { subscribe, baseTopic, log } = this.#options;
    const granted = await subscribe([`${baseTopic}/#`]);
    if (!granted) log.error(`The broker does not let Nightlatch read ${baseTopic}/#: grant it that.`);
    this.#after(RETAINED_MS, this.#options.askAll);
  }

  #info(message: Uint8Array): void {
    const read = readObject(message, LARGEST_BRIDGE_MESSAGE);
    if (!read.ok) return this.#unreadable('bridge/info', read.problem);
    const { config } = read.value;
    const advanced = (config as { advanced?: { output?: unknown } } | null | undefined)?.advanced;
    this.#wrongOutput = advanced?.output === 'attribute';
    this.#judge();
  }

  #logging(message: Uint8Array): void {
    const line = readLogLine(message);
    if (!line.ok) return this.#unreadable('bridge/logging', line.problem);
    const failure = setFailure(line.value);
    const device = failure && this.#options.book.byName(failure.friendlyName);
    this.#options.watch.logged(device && { device: device.id, property: failure.property });
  }

  #unreadable(topic: string, problem: string): void {
    this.#options.complaints.warn(topic, `What Zigbee2MQTT published on ${topic} was ignored: ${problem}.`);
  }

  #reconcile(): void {
    if (!this.#list) return;
    const { book, reporter } = this.#options;
    const { described, removed } = book.reconcile(this.#list, this.isThere && this.#list.isWhole);
    for (const device of removed) reporter.removed(device);
    for (const device of described) reporter.described(device);
  }

  /** Puts the trouble of the source and the availability of every device right. */
  #judge(): void {
    const { book, reporter, log } = this.#options;
    const problem = this.#problem();
    if (reporter.source(problem)) {
      if (problem === undefined) log.info('Zigbee2MQTT is there.');
      else log.warn(problem);
    }
    for (const device of book.all()) reporter.availability(device, this.isThere);
  }

  #problem(): string | undefined {
    const { baseTopic } = this.#options;
    if (!this.#isBrokerUp) return this.#brokerProblem;
    if (this.#isOnline === false)
      return `Zigbee2MQTT is offline (${baseTopic}/bridge/state): start it, or look at its log.`;
    if (this.#wrongOutput)
      return "Zigbee2MQTT publishes single attributes: set its advanced.output to 'json' or 'attribute_and_json'.";
    if (this.#isSilent && this.#isOnline === undefined)
      return `No Zigbee2MQTT publishes under ${baseTopic}: check baseTopic.`;
    return undefined;
  }

  #forgetSession(): void {
    for (const device of this.#options.book.all()) device.forgetSession();
  }

  #after(delayMs: number, callback: () => void): void {
    const timer = this.#options.clock.after(delayMs, () => {
      this.#timers.delete(timer);
      callback();
    });
    this.#timers.add(timer);
  }

  #cancelTimers(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }
}
