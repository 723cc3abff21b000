import type { Clock, DeviceAbility, DeviceOrder, DeviceSource, DeviceState, Log } from '@nightlatch/model';
import type { OrderResult, SourceSink, TimerHandle } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import type { JsonObject } from '../wire/json-object.ts';
import { parseJsonObject } from '../wire/json-object.ts';
import type { SourceReport } from '../wire/source-message.ts';
import {
  ALIVE_EVERY_SECONDS,
  DEVICES_OF_ONE_CLIENT,
  REPORTS_AT_ONCE,
  readSourceMessage,
  writeOrder,
} from '../wire/source-message.ts';
import { WarnLimiter } from '../wire/warn-limiter.ts';
import { RateLimit } from './rate-limit.ts';

/** A client that was not heard for this long is gone, and its devices cannot be reached. */
const SILENCE_MS = 2.5 * ALIVE_EVERY_SECONDS * 1000;
const MESSAGE_BYTES = 65_536;
const MESSAGES_OF_ONE_CLIENT = { burst: 400, perSecond: 200 };
/** What a client's device may be told. A keypad of a client's would be a way in that guesses codes: there is none. */
const ABILITIES: readonly DeviceAbility[] = ['lock', 'siren', 'chime'];
const ID_CHARACTERS = 128;

export interface ClientSourceOptions {
  /** The client's name, and the first part of its devices' ids. */
  readonly client: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The devices that one client of the link brings in: a source like any other.
 *
 * They are there while the client is: when it says goodbye, or is silent, they cannot be reached. It may speak of devices
 * below its own name only, so no client can speak for another's door.
 */
export class ClientSource implements DeviceSource {
  readonly id: string;
  readonly #clock: Clock;
  readonly #warnings: WarnLimiter;
  readonly #rate: RateLimit;
  readonly #devices = new Map<string, { readonly state: DeviceState; available: boolean }>();
  #sink: SourceSink | undefined;
  #publish: ((message: JsonObject) => void) | undefined;
  #silence: TimerHandle | undefined;
  /** The client has told what devices it has, and is there. */
  #isThere = false;

  constructor({ client, clock, log }: ClientSourceOptions) {
    this.id = client;
    this.#clock = clock;
    this.#warnings = new WarnLimiter(log, clock);
    this.#rate = new RateLimit(clock, MESSAGES_OF_ONE_CLIENT);
  }

  /** Takes over the way to the client. */
  connect(publish: (message: JsonObject) => void): void {
    this.#publish = publish;
  }

  start(sink: SourceSink): Promise<void> {
    this.#sink = sink;
    return Promise.resolve();
  }

  order(order: DeviceOrder): Promise<OrderResult> {
    if (!this.#isThere) return Promise.resolve({ ok: false, problem: `${this.id} is not connected.` });
    this.#publish?.(writeOrder(order, this.#clock.now()));
    return Promise.resolve({ ok: true });
  }

  stop(): Promise<void> {
    this.#silence?.cancel();
    this.#sink = undefined;
    return Promise.resolve();
  }

  /** Takes one message of the client. */
  receive(payload: Uint8Array): void {
    if (!this.#rate.admit(this.id)) {
      return this.#warn('rate', 'sends more of its devices than can be taken, and some of it was ignored');
    }
    const json = payload.length > MESSAGE_BYTES ? undefined : parseJsonObject(payload);
    const message = json && readSourceMessage(json);
    if (!message) return this.#warn('malformed', 'sent something of its devices that cannot be read');
    if (message.type === 'bye') return this.#leave();
    this.#heard();
    if (message.type === 'devices') return this.#have(message.devices);
    /* After our restart, or its silence, what it says makes sense only once it has told everything again. */
    if (!this.#isThere) return this.#publish?.(writeOrder({ type: 'devices' }, this.#clock.now()));
    if (message.type === 'reports') for (const each of message.reports.slice(0, REPORTS_AT_ONCE)) this.#take(each);
  }

  #have(all: readonly DeviceState[]): void {
    const devices = all.filter(({ id }) => this.#owns(id)).slice(0, DEVICES_OF_ONE_CLIENT);
    if (devices.length < all.length) {
      const limit = `below "${this.id}/", ${DEVICES_OF_ONE_CLIENT} of them at most`;
      this.#warn('not its own', `brings in devices that are not its own to bring (${limit}); these are left out`);
    }
    const named = new Set(devices.map(({ id }) => id));
    for (const id of this.#devices.keys()) {
      if (named.has(id)) continue;
      this.#devices.delete(id);
      this.#sink?.report({ type: 'removed', device: id });
    }
    for (const device of devices) this.#describe(device);
    this.#isThere = true;
  }

  #describe(device: DeviceState): void {
    const { values, available, ...rest } = device;
    const abilities = rest.abilities.filter((ability) => ABILITIES.includes(ability));
    const events = rest.events.filter((event) => event !== 'keypad');
    this.#devices.set(device.id, { state: device, available: available !== false });
    this.#sink?.report({ type: 'described', device: { ...rest, abilities, events } });
    const known = Object.entries(values).flatMap(([key, state]) =>
      state === undefined || state.value === UNKNOWN ? [] : [[key, state.value] as const],
    );
    if (known.length > 0) {
      const report = { type: 'attributes', device: device.id, values: Object.fromEntries(known) } as const;
      this.#sink?.report({ ...report, cause: 'resync' });
    }
    this.#sink?.report({ type: 'availability', device: device.id, available: available !== false });
  }

  #take(report: SourceReport): void {
    const { device } = report;
    const known = this.#devices.get(device);
    if (!known) return this.#warn('unknown', 'reports a device that it has not brought in');
    if ('values' in report) {
      const own = Object.entries(report.values).filter(([key]) => known.state.attributes.includes(key as never));
      const values = Object.fromEntries(own);
      if (own.length > 0) this.#sink?.report({ type: 'attributes', device, values, cause: 'live' });
    } else if ('available' in report) {
      known.available = report.available;
      this.#sink?.report({ type: 'availability', device, available: report.available });
    } else if (known.state.events.includes(report.event) && report.event !== 'keypad') {
      const { event, key } = report;
      this.#sink?.report({ type: 'event', device, event, ...(key === undefined ? {} : { key }) });
    }
  }

  /** An id of the client's: below its name, and with nothing in it that a topic or a zone could not hold. */
  #owns(id: string): boolean {
    const rest = id.startsWith(`${this.id}/`) ? id.slice(this.id.length + 1) : '';
    return rest !== '' && id.length <= ID_CHARACTERS && !/[#+\p{Cc}]/u.test(rest);
  }

  #heard(): void {
    this.#silence?.cancel();
    this.#silence = this.#clock.after(SILENCE_MS, () => this.#leave());
  }

  #leave(): void {
    this.#silence?.cancel();
    if (!this.#isThere) return;
    this.#isThere = false;
    for (const id of this.#devices.keys()) this.#sink?.report({ type: 'availability', device: id, available: false });
  }

  #warn(kind: string, what: string): void {
    this.#warnings.warn(kind, `The client "${this.id}" of the link ${what}.`);
  }
}
