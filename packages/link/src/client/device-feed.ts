import type { Clock, DeviceReport, DeviceSource, Log, SourceSink, TimerHandle } from '@nightlatch/model';
import { HomeStore } from '@nightlatch/state';
import type { JsonObject } from '../wire/json-object.ts';
import type { SourceReport } from '../wire/source-message.ts';
import { ALIVE_EVERY_SECONDS, REPORTS_AT_ONCE, readOrder, writeSourceMessage } from '../wire/source-message.ts';

/** At most one message in this long, so that a flood of reports travels in few. */
const BETWEEN_MS = 10;

export interface DeviceFeedOptions {
  readonly source: DeviceSource;
  readonly clock: Clock;
  readonly log: Log;
  /** Sends a message on our own topic. Resolves when the broker has it, or there is no connection. */
  send(payload: string): Promise<void>;
}

/** Everything we have, written at the moment that it was so; or one thing that happened since. */
type Item = { readonly whole: string } | { readonly report: SourceReport };

/**
 * Brings the devices of a source here into a hub elsewhere.
 *
 * While the hub is away nothing is queued: on return it hears everything as it is then. While it is there it hears each
 * report once, in order.
 */
export class DeviceFeed implements SourceSink {
  readonly #options: DeviceFeedOptions;
  /** What the source has said, for whoever asks again. */
  readonly #store = new HomeStore('online');
  #queue: Item[] = [];
  #isOnline = false;
  /** The source has described what it has: before, "everything" would lack some of it. */
  #isStarted = false;
  #isSending = false;
  #beat: TimerHandle | undefined;
  #isClosed = false;

  constructor(options: DeviceFeedOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#options.source.start(this);
    this.#isStarted = true;
    if (this.#isOnline) this.online();
  }

  /** The hub is there: tells it everything. */
  online(): void {
    this.#isOnline = true;
    if (!this.#isStarted) return;
    this.#queue = [];
    this.#enqueue({ whole: this.#whole() });
    this.#beatAgain();
  }

  /** The hub is out of sight. */
  offline(): void {
    this.#isOnline = false;
    this.#queue = [];
    this.#beat?.cancel();
  }

  report(report: DeviceReport, at = this.#options.clock.now()): void {
    this.#store.apply(report, at);
    const item = this.#item(report);
    if (this.#isOnline && this.#isStarted && item) this.#enqueue(item);
  }

  keypad(): void {
    this.#options.log.warn('A keypad of a client cannot reach the hub over the link: its codes are not sent.');
  }

  /** Sends what waits, at once: whoever gives a command has said before what their devices are. */
  flush(): void {
    while (this.#queue.length > 0 && !this.#isClosed) void this.#options.send(this.#next());
  }

  /** Takes what the hub tells. */
  async order(message: JsonObject): Promise<void> {
    const order = readOrder(message);
    if (order?.type === 'devices') return this.online();
    if (!order) return;
    const result = await this.#options.source.order(order);
    if (!result.ok) this.#options.log.warn(`${order.device}: ${result.problem}`);
  }

  /** Says goodbye, so that nobody waits for our silence. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#beat?.cancel();
    if (this.#isOnline) await this.#options.send(writeSourceMessage({ type: 'bye' }));
    await this.#options.source.stop();
    this.#store.close();
  }

  #item(report: DeviceReport): Item | undefined {
    switch (report.type) {
      case 'described':
      case 'removed':
        return { whole: this.#whole() };
      case 'attributes':
        return { report: { device: report.device, values: report.values } };
      case 'availability':
        return { report: { device: report.device, available: report.available === true } };
      case 'event': {
        const { device, event, key } = report;
        return { report: { device, event, ...(key === undefined ? {} : { key }) } };
      }
      /* Who opened a lock may disarm: that is for sources of the hub's own to say. */
      case 'operated':
      case 'trouble':
        return undefined;
    }
  }

  #whole(): string {
    return writeSourceMessage({ type: 'devices', devices: [...this.#store.snapshot.devices.values()] });
  }

  #enqueue(item: Item): void {
    const last = this.#queue.at(-1);
    if (last && 'whole' in last && 'whole' in item) this.#queue.pop();
    this.#queue.push(item);
    if (!this.#isSending) void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    while (this.#queue.length > 0 && !this.#isClosed) {
      await this.#options.send(this.#next());
      if (this.#queue.length === 0) break;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#options.clock.after(BETWEEN_MS, resolve);
      await promise;
    }
    this.#isSending = false;
  }

  /** Takes the next message's worth of the queue. */
  #next(): string {
    const [first] = this.#queue;
    if (first && 'whole' in first) {
      this.#queue.shift();
      return first.whole;
    }
    const end = this.#queue.findIndex((item) => 'whole' in item);
    const count = Math.min(end < 0 ? this.#queue.length : end, REPORTS_AT_ONCE);
    const reports = this.#queue.splice(0, count).flatMap((item) => ('report' in item ? [item.report] : []));
    return writeSourceMessage({ type: 'reports', reports });
  }

  #beatAgain(): void {
    this.#beat?.cancel();
    this.#beat = this.#options.clock.after(ALIVE_EVERY_SECONDS * 1000, () => {
      void this.#options.send(writeSourceMessage({ type: 'alive' }));
      this.#beatAgain();
    });
  }
}
