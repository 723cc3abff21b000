import type {
  DeviceDescription,
  DeviceOrder,
  DeviceReport,
  DeviceSource,
  OrderResult,
  SourceSink,
} from '@nightlatch/model';

/** A source worked by hand: reports what the test says, and keeps the orders it gets. */
export class HandSource implements DeviceSource {
  readonly id = 'hand';
  readonly orders: DeviceOrder[] = [];
  answer: OrderResult = { ok: true };
  readonly #devices: readonly DeviceDescription[];
  #sink: SourceSink | undefined;
  #onOrder: (() => void)[] = [];

  constructor(devices: readonly DeviceDescription[]) {
    this.#devices = devices;
  }

  start(sink: SourceSink): Promise<void> {
    this.#sink = sink;
    for (const device of this.#devices) {
      sink.report({ type: 'described', device });
      sink.report({ type: 'availability', device: device.id, available: true });
    }
    return Promise.resolve();
  }

  report(report: DeviceReport): void {
    this.#sink?.report(report);
  }

  get sink(): SourceSink {
    if (!this.#sink) throw new Error('the source is not started');
    return this.#sink;
  }

  order(order: DeviceOrder): Promise<OrderResult> {
    this.orders.push(order);
    for (const resolve of this.#onOrder.splice(0)) resolve();
    return Promise.resolve(this.answer);
  }

  /** Resolves when an order like this was given, now or later. */
  async ordered(matches: (order: DeviceOrder) => boolean): Promise<DeviceOrder> {
    for (;;) {
      const found = this.orders.find(matches);
      if (found) return found;
      await new Promise<void>((resolve) => this.#onOrder.push(resolve));
    }
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
