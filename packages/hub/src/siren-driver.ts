import type { Clock, DeviceId, SirenPattern, TimerHandle } from '@nightlatch/model';
import type { OrderDesk } from './order-desk.ts';

/** What a siren ought to do now. */
interface Wanted {
  readonly on: boolean;
  readonly pattern?: SirenPattern;
  readonly seconds?: number;
}

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 10_000;

/**
 * Makes sirens do what they ought to, and keeps trying: an order that fails is sent again, less and less often, until it
 * goes through or is no longer wanted. Orders leave at once; nothing here waits for a disk.
 */
export class SirenDriver {
  readonly #desk: OrderDesk;
  readonly #clock: Clock;
  readonly #wanted = new Map<DeviceId, Wanted>();
  readonly #retries = new Map<DeviceId, TimerHandle>();

  constructor(desk: OrderDesk, clock: Clock) {
    this.#desk = desk;
    this.#clock = clock;
  }

  drive(device: DeviceId, wanted: Wanted): void {
    this.#wanted.set(device, wanted);
    this.#retries.get(device)?.cancel();
    this.#retries.delete(device);
    void this.#attempt(device, wanted, FIRST_RETRY_MS);
  }

  close(): void {
    this.#wanted.clear();
    for (const retry of this.#retries.values()) retry.cancel();
  }

  async #attempt(device: DeviceId, wanted: Wanted, retryMs: number): Promise<void> {
    const result = await this.#desk.send({ type: 'siren', device, ...wanted });
    if (result.ok || this.#wanted.get(device) !== wanted) return;
    const again = this.#clock.after(retryMs, () => {
      this.#retries.delete(device);
      void this.#attempt(device, wanted, Math.min(retryMs * 2, LAST_RETRY_MS));
    });
    this.#retries.set(device, again);
  }
}
