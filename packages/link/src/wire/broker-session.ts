import type { Clock, Log, TimerHandle } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { MqttClient } from 'mqtt';
import { WarnLimiter } from './warn-limiter.ts';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5000;

export interface BrokerSessionOptions {
  connect(): Promise<MqttClient>;
  /** The connection stands; it is new, and remembers nothing of the one before. */
  up(client: MqttClient): void;
  /** The connection is lost. */
  down(): void;
  readonly log: Log;
  readonly clock: Clock;
}

/** Keeps a connection to a broker: when one ends it opens another, at first after 100 ms, later every 5 s. */
export class BrokerSession {
  readonly #options: BrokerSessionOptions;
  readonly #warnings: WarnLimiter;
  #client: MqttClient | undefined;
  #retry: TimerHandle | undefined;
  #delayMs = FIRST_RETRY_MS;
  #isClosed = false;

  constructor(options: BrokerSessionOptions) {
    this.#options = options;
    this.#warnings = new WarnLimiter(options.log, options.clock);
  }

  get client(): MqttClient | undefined {
    return this.#client;
  }

  /** Connects for the first time. Resolves either way; a failure is logged and tried again. */
  async start(): Promise<void> {
    try {
      this.adopt(await this.#options.connect());
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Goes on with a connection that stands already. */
  adopt(client: MqttClient): void {
    if (this.#isClosed || !client.connected) {
      client.end(true);
      if (!this.#isClosed) this.#later();
      return;
    }
    this.#client = client;
    this.#delayMs = FIRST_RETRY_MS;
    client.once('close', () => this.#lost(client));
    this.#options.up(client);
  }

  /** Ends the connection as MQTT wants it, so that no last will is published. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#retry?.cancel();
    const client = this.#client;
    this.#client = undefined;
    if (client) await client.endAsync().catch(() => client.end(true));
  }

  #lost(client: MqttClient): void {
    client.end(true);
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#options.down();
    this.#later();
  }

  #failed(error: unknown): void {
    if (this.#isClosed) return;
    const kind = error instanceof NightlatchError ? error.code : 'unknown';
    this.#warnings.warn(kind, error instanceof Error ? error.message : String(error));
    this.#later();
  }

  #later(): void {
    if (this.#isClosed) return;
    this.#retry = this.#options.clock.after(this.#delayMs, () => void this.start());
    this.#delayMs = Math.min(this.#delayMs * 2, LAST_RETRY_MS);
  }
}
