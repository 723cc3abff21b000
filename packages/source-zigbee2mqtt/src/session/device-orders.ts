import type {
  AttributeKey,
  AttributeValue,
  Clock,
  DeviceOrder,
  OrderResult,
  TimerHandle,
  Unknown,
} from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import { keypadMessages } from '../mapping/keypad-answer.ts';
import type { LockControl } from '../mapping/lock.ts';
import type { SirenControl, SirenWish } from '../mapping/siren-table.ts';
import type { OrderWatch } from './order-watch.ts';
import type { Json } from './payload.ts';
import type { TrackedDevice } from './tracked-device.ts';

export interface DeviceOrdersOptions {
  readonly watch: OrderWatch;
  readonly clock: Clock;
  /** Sends JSON to the device's `set` topic. @throws when the broker is away. */
  set(device: TrackedDevice, payload: Json): Promise<void>;
  report(device: TrackedDevice, values: Iterable<readonly [AttributeKey, AttributeValue | Unknown]>): void;
  /** What an order came to in the end; called for repetitions too, which nobody else waits for. */
  onOutcome(device: TrackedDevice, result: OrderResult): void;
}

/** How long a device has to tell that it did as told. */
const CONFIRM_MS = 10_000;
/** How long the bridge tries to reach a device that cannot tell, with something over. */
const SILENCE_MS = 12_000;
/** A warning ends by itself after 240 s at most: renewed before that, as long as it is wanted. */
const RENEW_MS = 200_000;

const OK: OrderResult = { ok: true };

/** Brings orders to devices and waits for what comes of them. */
export class DeviceOrders {
  readonly #options: DeviceOrdersOptions;
  readonly #renewals = new Map<string, TimerHandle>();
  /** What each lock's own messages said while an order was on its way. */
  readonly #bolts = new Map<string, AttributeValue>();

  constructor(options: DeviceOrdersOptions) {
    this.#options = options;
  }

  async run(device: TrackedDevice, order: DeviceOrder): Promise<OrderResult> {
    const { mapping } = device.listed;
    switch (order.type) {
      case 'lock': {
        const lock = mapping.locks.find(({ key }) => key === order.attribute);
        return lock
          ? this.#outcome(device, this.#lock(device, lock, order.locked))
          : cannot(`${order.attribute} is no lock of it`);
      }
      case 'siren': {
        const { siren } = mapping;
        const { on, pattern = 'burglary', seconds } = order;
        const wish: SirenWish = { on, pattern, ...(seconds === undefined ? {} : { seconds }) };
        return siren ? this.#siren(device, siren, wish) : cannot('it has no siren');
      }
      case 'chime': {
        const { chime } = mapping;
        if (!chime) return cannot('it has no chime');
        await this.#options.set(device, chime());
        return OK;
      }
      case 'keypad': {
        // A remote without a display has nothing to be told.
        if (!mapping.isAnswered) return OK;
        for (const message of keypadMessages(order.indication)) await this.#options.set(device, message);
        return OK;
      }
    }
  }

  /** Whether a lock's value is the one from before an order that is still on its way. */
  isSuperseded(device: TrackedDevice, key: AttributeKey, value: AttributeValue | Unknown): boolean {
    const lock = device.listed.mapping.locks.find((candidate) => candidate.key === key);
    if (!lock || !this.#options.watch.isWaiting(device.id, lock.property)) return false;
    if (value !== UNKNOWN) this.#bolts.set(`${device.id} ${key}`, value);
    return true;
  }

  close(): void {
    for (const renewal of this.#renewals.values()) renewal.cancel();
    this.#renewals.clear();
  }

  async #lock(device: TrackedDevice, lock: LockControl, locked: boolean): Promise<OrderResult | undefined> {
    const target = locked ? 'locked' : 'unlocked';
    const bolt = `${device.id} ${lock.key}`;
    this.#bolts.delete(bolt);
    const result = this.#options.watch.watch({
      device: device.id,
      property: lock.property,
      windowMs: CONFIRM_MS,
      judge: (payload) => {
        const said = lock.read(payload);
        if (said !== 'jammed') return said === target ? 'done' : undefined;
        // It ends the order, and stays known after.
        this.#bolts.set(bolt, said);
        return said;
      },
    });
    if (await this.#send(device, lock.property, lock.payload(locked))) {
      this.#options.report(device, [[lock.key, locked ? 'locking' : 'unlocking']]);
    }
    const outcome = await result;
    if (outcome?.ok) this.#options.report(device, [[lock.key, target]]);
    else if (outcome) this.#options.report(device, [[lock.key, this.#bolts.get(bolt) ?? UNKNOWN]]);
    return outcome;
  }

  #siren(device: TrackedDevice, siren: SirenControl, wish: SirenWish): Promise<OrderResult> {
    this.#renewals.get(device.id)?.cancel();
    this.#renewals.delete(device.id);
    if (wish.on && siren.isTimed) this.#renewLater(device, siren, wish);
    return this.#outcome(device, this.#sound(device, siren, wish));
  }

  #renewLater(device: TrackedDevice, siren: SirenControl, wish: SirenWish): void {
    const rest = wish.seconds === undefined ? undefined : wish.seconds - RENEW_MS / 1000;
    if (rest !== undefined && rest <= 0) return;
    const renewal = this.#options.clock.after(RENEW_MS, () => {
      void this.#siren(device, siren, { ...wish, ...(rest === undefined ? {} : { seconds: rest }) });
    });
    this.#renewals.set(device.id, renewal);
  }

  async #sound(device: TrackedDevice, siren: SirenControl, wish: SirenWish): Promise<OrderResult | undefined> {
    const payload = siren.payload(wish);
    const [property = ''] = Object.keys(payload);
    const { state } = siren;
    const result = this.#options.watch.watch({
      device: device.id,
      property,
      windowMs: state ? CONFIRM_MS : SILENCE_MS,
      ...(state
        ? {
            judge: (said) =>
              Object.hasOwn(said, state.property) && state.read(said[state.property]) === wish.on ? 'done' : undefined,
          }
        : {}),
    });
    await this.#send(device, property, payload);
    const outcome = await result;
    if (!state && outcome) this.#options.report(device, [['siren', outcome.ok ? wish.on : UNKNOWN]]);
    return outcome;
  }

  /** Sends a watched order; one that cannot be sent is over at once. @returns Whether it went out. */
  async #send(device: TrackedDevice, property: string, payload: Json): Promise<boolean> {
    try {
      await this.#options.set(device, payload);
      return this.#options.watch.isWaiting(device.id, property);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#options.watch.drop({ device: device.id, property }, problem);
      return false;
    }
  }

  async #outcome(device: TrackedDevice, work: Promise<OrderResult | undefined>): Promise<OrderResult> {
    const result = await work;
    if (!result) return OK;
    this.#options.onOutcome(device, result);
    return result;
  }
}

function cannot(problem: string): OrderResult {
  return { ok: false, problem };
}
