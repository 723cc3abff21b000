import type { DeviceOrder, DeviceSource, Log, OrderResult } from '@nightlatch/model';

export interface OrderDeskOptions {
  readonly sources: readonly DeviceSource[];
  readonly log: Log;
  /** Called with each order's outcome: a problem, or undefined when it went through. */
  readonly onOutcome: (order: DeviceOrder, problem: string | undefined) => void;
}

/** Brings each order to the source that its device came from. Never throws: a failed order is an outcome. */
export class OrderDesk {
  readonly #options: OrderDeskOptions;

  constructor(options: OrderDeskOptions) {
    this.#options = options;
  }

  async send(order: DeviceOrder): Promise<OrderResult> {
    const result = await this.#deliver(order);
    if (!result.ok) this.#options.log.warn(`${order.device}: ${order.type} order failed: ${result.problem}`);
    this.#options.onOutcome(order, result.ok ? undefined : result.problem);
    return result;
  }

  async #deliver(order: DeviceOrder): Promise<OrderResult> {
    const source = this.#options.sources.find((candidate) => order.device.startsWith(`${candidate.id}/`));
    if (!source) return { ok: false, problem: 'no configured source has this device' };
    try {
      return await source.order(order);
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) };
    }
  }
}
