import type {
  DeviceDescription,
  DeviceId,
  DeviceOrder,
  DeviceReport,
  DeviceSource,
  KeypadAttempt,
  MomentaryEvent,
  OrderResult,
  ReportCause,
  SourceSink,
  Unknown,
} from '@nightlatch/model';
import { InvariantError } from '@nightlatch/model';
import type { Values } from './memory-home.ts';

/** A source that reports what a test says, and keeps the orders it was given. */
export class MockSource implements DeviceSource {
  readonly id: string;
  /** Every order, in the order given. */
  readonly orders: DeviceOrder[] = [];
  /** What becomes of an order: it is obeyed until a test sets something else. */
  obey: (order: DeviceOrder) => OrderResult | Promise<OrderResult> = () => ({ ok: true });
  #sink: SourceSink | undefined;
  readonly #atStart: readonly DeviceReport[];

  /** @param atStart What it reports as soon as it starts: for example a built house's `reports`. */
  constructor(id = 'mock', atStart: readonly DeviceReport[] = []) {
    this.id = id;
    this.#atStart = atStart;
  }

  get isRunning(): boolean {
    return this.#sink !== undefined;
  }

  async start(sink: SourceSink): Promise<void> {
    this.#sink = sink;
    for (const report of this.#atStart) sink.report(report);
  }

  async order(order: DeviceOrder): Promise<OrderResult> {
    this.orders.push(order);
    return await this.obey(order);
  }

  async stop(): Promise<void> {
    this.#sink = undefined;
  }

  /** Reports anything. @param at Epoch milliseconds; now when absent. @throws InvariantError while it is not running. */
  report(report: DeviceReport, at?: number): void {
    this.#running().report(report, at);
  }

  /** Describes a device; what is left out is empty. */
  describe(device: Partial<DeviceDescription> & { readonly id: DeviceId }): void {
    const whole = { name: device.id, attributes: [], events: [], abilities: [], ...device };
    this.report({ type: 'described', device: whole });
  }

  values(device: DeviceId, values: Values, cause: ReportCause = 'live'): void {
    this.report({ type: 'attributes', device, values, cause });
  }

  available(device: DeviceId, available: boolean | Unknown): void {
    this.report({ type: 'availability', device, available });
  }

  event(device: DeviceId, event: MomentaryEvent, key?: string): void {
    this.report({ type: 'event', device, event, ...(key === undefined ? {} : { key }) });
  }

  remove(device: DeviceId): void {
    this.report({ type: 'removed', device });
  }

  /** Someone types at a keypad. */
  keypad(attempt: KeypadAttempt): void {
    this.#running().keypad(attempt);
  }

  #running(): SourceSink {
    if (this.#sink) return this.#sink;
    throw new InvariantError(`The mock source "${this.id}" cannot report: it has not been started, or was stopped.`);
  }
}
