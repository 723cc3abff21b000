import type { Socket } from 'node:net';
import type { Log, SecretText } from '@nightlatch/model';
import type { IClientOptions, MqttClient } from 'mqtt';
import { connect } from 'mqtt';

export interface BrokerLinkOptions {
  readonly broker: string;
  readonly username?: string;
  readonly password?: SecretText;
  /** A certificate authority of one's own, PEM. */
  readonly ca?: string;
  readonly log: Log;
  onUp(): void;
  onDown(problem: string): void;
  onMessage(topic: string, message: Uint8Array, isRetained: boolean): void;
}

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;
const KEEPALIVE_SECONDS = 15;

/** The connection to the broker, kept up for ever: each failed attempt waits longer, up to half a minute. */
export class BrokerLink {
  readonly #options: BrokerLinkOptions;
  #client: MqttClient | undefined;
  #problem = 'not connected yet';

  constructor(options: BrokerLinkOptions) {
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#client?.connected ?? false;
  }

  open(): void {
    const { broker, username, password, ca } = this.#options;
    const settings: IClientOptions = {
      clean: true,
      resubscribe: false,
      reconnectOnConnackError: true,
      reconnectPeriod: FIRST_RETRY_MS,
      connectTimeout: 10_000,
      keepalive: KEEPALIVE_SECONDS,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password: password.reveal() }),
      ...(ca === undefined ? {} : { ca }),
    };
    const client = connect(broker, settings);
    this.#client = client;
    client.on('connect', () => {
      client.options.reconnectPeriod = FIRST_RETRY_MS;
      this.#problem = 'the connection was closed';
      (client.stream as Partial<Socket>).setNoDelay?.(true);
      this.#options.onUp();
    });
    client.on('error', (error) => {
      this.#problem = error.message || 'connection refused';
    });
    client.on('close', () => {
      client.options.reconnectPeriod = Math.min((client.options.reconnectPeriod ?? FIRST_RETRY_MS) * 2, LAST_RETRY_MS);
      this.#options.onDown(this.#problem);
    });
    client.on('message', (topic, message, packet) => this.#received(topic, message, packet.retain));
  }

  /** Whatever a message does to us, the next one is read. The error's own words are kept back: they may quote it. */
  #received(topic: string, message: Uint8Array, isRetained: boolean): void {
    try {
      this.#options.onMessage(topic, message, isRetained);
    } catch (error) {
      const kind = error instanceof Error ? error.name : typeof error;
      this.#options.log.error(`A message of ${JSON.stringify(topic.slice(0, 200))} could not be taken in: ${kind}.`);
    }
  }

  /** Subscribes; a broker that refuses is told of, and asked again at the next connection. */
  async subscribe(topics: readonly string[]): Promise<boolean> {
    try {
      const granted = (await this.#client?.subscribeAsync([...topics], { qos: 1 })) ?? [];
      return granted.every(({ qos }) => qos < 128);
    } catch (error) {
      this.#options.log.warn(`The broker ${brokerName(this.#options.broker)} refused a subscription: ${String(error)}`);
      return false;
    }
  }

  /** Resolves once the broker has the message. @throws when there is no connection. */
  async publish(topic: string, body: unknown): Promise<void> {
    if (!this.#client?.connected) throw new Error('the broker is not connected');
    await this.#client.publishAsync(topic, JSON.stringify(body), { qos: 1 });
  }

  async close(): Promise<void> {
    await this.#client?.endAsync(true);
  }
}

/** A broker's address without the name and password that it may carry. */
export function brokerName(broker: string): string {
  return broker.replace(/\/\/[^/]*@/, '//');
}
