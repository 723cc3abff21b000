import type { Clock, DeviceId, OrderResult, TimerHandle } from '@nightlatch/model';

/** What a device's message means for an order that waits for it. */
export type Verdict = 'done' | 'jammed' | undefined;

export interface WatchedOrder {
  readonly device: DeviceId;
  /** The property that was set: names the order in the bridge's complaints. */
  readonly property: string;
  readonly windowMs: number;
  /** Judges a message of the device; absent where the device never tells, and silence is consent. */
  judge?(payload: Readonly<Record<string, unknown>>): Verdict;
}

/** What could not be set, as the bridge's log names it: without the endpoint that the property may end in. */
export interface Complaint {
  readonly device: DeviceId;
  readonly property: string;
}

interface Waiting extends WatchedOrder {
  readonly settle: (result: OrderResult | undefined) => void;
  readonly timer: TimerHandle;
}

const OK: OrderResult = { ok: true };

/**
 * Waits for devices to do as they were told.
 *
 * Zigbee2MQTT accepts every order and says nothing more on the device's topic when it could not deliver it: only its log
 * does, and its log leaves out a line that repeats the one before. So a device that tells must tell in time, and one that
 * cannot must not be complained of.
 */
export class OrderWatch {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Waiting>();
  /** The order that the last line of the bridge's log complained of: a repetition of that line would not be seen. */
  #lastComplaint: Complaint | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves once the order is confirmed, complained of, or its time is over; undefined when a newer one took its place. */
  watch(order: WatchedOrder): Promise<OrderResult | undefined> {
    const name = orderName(order);
    this.#waiting.get(name)?.settle(undefined);
    return new Promise((resolve) => {
      const settle = (result: OrderResult | undefined): void => {
        if (this.#waiting.get(name)?.settle === settle) this.#waiting.delete(name);
        timer.cancel();
        resolve(result);
      };
      const timer = this.#clock.after(order.windowMs, () => settle(this.#inTheEnd(order)));
      this.#waiting.set(name, { ...order, settle, timer });
    });
  }

  isWaiting(device: DeviceId, property: string): boolean {
    return this.#waiting.has(orderName({ device, property }));
  }

  /** A device has said something. */
  heard(device: DeviceId, payload: Readonly<Record<string, unknown>>): void {
    for (const order of this.#of(device)) {
      const verdict = order.judge?.(payload);
      if (verdict === 'done') order.settle(OK);
      if (verdict === 'jammed') order.settle({ ok: false, problem: 'it has jammed' });
    }
  }

  /** The bridge has logged a line: that it could not set `property` of a device, or something else. */
  logged(complaint: Complaint | undefined): void {
    this.#lastComplaint = complaint;
    if (!complaint) return;
    for (const order of this.#of(complaint.device)) {
      if (isAbout(complaint, order)) order.settle({ ok: false, problem: 'Zigbee2MQTT could not deliver the order' });
    }
  }

  /** Ends an order that could not even be sent. */
  drop({ device, property }: Complaint, problem: string): void {
    this.#waiting.get(orderName({ device, property }))?.settle({ ok: false, problem });
  }

  /** Ends every order that waits, since nobody can confirm them any more. */
  abandon(problem: string): void {
    for (const order of this.#waiting.values()) order.settle({ ok: false, problem });
  }

  #of(device: DeviceId): readonly Waiting[] {
    return [...this.#waiting.values()].filter((order) => order.device === device);
  }

  #inTheEnd(order: WatchedOrder): OrderResult {
    if (order.judge) return { ok: false, problem: `it did not confirm within ${order.windowMs / 1000} s` };
    if (this.#lastComplaint && isAbout(this.#lastComplaint, order))
      return { ok: false, problem: 'Zigbee2MQTT could not deliver the order before, and has not said otherwise' };
    return OK;
  }
}

function isAbout({ device, property }: Complaint, order: WatchedOrder): boolean {
  return device === order.device && (property === order.property || order.property.startsWith(`${property}_`));
}

function orderName({ device, property }: { readonly device: DeviceId; readonly property: string }): string {
  return `${device} ${property}`;
}
