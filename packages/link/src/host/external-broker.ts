import { randomUUID } from 'node:crypto';
import type { Clock, Log, SecretText } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { MqttClient } from 'mqtt';
import type { BrokerAddress } from '../wire/broker-address.ts';
import { connectBroker } from '../wire/broker-connection.ts';
import { BrokerSession } from '../wire/broker-session.ts';
import { readStatus, writeStatus } from '../wire/status-message.ts';
import type { Topics } from '../wire/topics.ts';
import { WarnLimiter } from '../wire/warn-limiter.ts';
import type { HostWire, WireListener } from './host-wire.ts';
import { answerClaim, claimHome } from './hub-claim.ts';

export interface ExternalBrokerOptions {
  readonly topics: Topics;
  readonly instance: string;
  readonly address: BrokerAddress;
  readonly username?: string;
  readonly password?: SecretText;
  readonly ca?: string;
  readonly listener: WireListener;
  readonly log: Log;
  readonly clock: Clock;
}

/** A broker that others run. Its access rules, not we, make sure that a client writes to its own topic only. */
export class ExternalBroker implements HostWire {
  readonly #options: ExternalBrokerOptions;
  readonly #session: BrokerSession;
  readonly #warnings: WarnLimiter;
  /** MQTT 5 tells a retained message from a live one even where it was published so just now; 3.1.1 does not. */
  #protocolVersion: 4 | 5 = 5;
  #retained: ReadonlySet<string> = new Set();
  #scout: MqttClient | undefined;

  private constructor(options: ExternalBrokerOptions) {
    this.#options = options;
    this.#warnings = new WarnLimiter(options.log, options.clock);
    this.#session = new BrokerSession({
      connect: () => this.#connect(),
      up: (mqtt) => this.#up(mqtt),
      down: () => options.listener.down(),
      log: options.log,
      clock: options.clock,
    });
  }

  /**
   * Connects and claims the home. A broker that is away is waited for, in the background.
   *
   * @throws NightlatchError `hub-taken` when another hub serves the home, `broker-refused` for a wrong password.
   */
  static async open(options: ExternalBrokerOptions): Promise<ExternalBroker> {
    const broker = new ExternalBroker(options);
    try {
      broker.#session.adopt(await broker.#connect());
    } catch (error) {
      const isFinal = error instanceof NightlatchError && error.code !== 'broker-unreachable';
      if (isFinal) throw error;
      options.log.warn(`${error instanceof Error ? error.message : String(error)} The hub goes on without the link.`);
      void broker.#session.start();
    }
    return broker;
  }

  publish(topic: string, payload: string, options: { retain: boolean; qos: 0 | 1 }): void {
    const mqtt = this.#session.client;
    if (mqtt?.connected) mqtt.publish(topic, payload, options);
  }

  tell(payload: string): void {
    this.publish(this.#options.topics.live, payload, { retain: false, qos: 0 });
  }

  async close(): Promise<void> {
    this.#scout?.end(true);
    await this.#session.close();
  }

  async #connect(): Promise<MqttClient> {
    const { topics, instance, clock } = this.#options;
    const scout = await this.#login(false);
    try {
      this.#retained = await claimHome({ mqtt: scout, topics, instance, clock });
      /* Until the hub itself listens the scout holds the claim. */
      this.#scout = scout;
      return await this.#login(true);
    } catch (error) {
      scout.end(true);
      throw error;
    }
  }

  /** Only a hub that holds the home leaves a last will: a claimant's would call the other hub offline. */
  async #login(isHub: boolean): Promise<MqttClient> {
    const { topics, instance, address, username, password, ca } = this.#options;
    const payload = Buffer.from(writeStatus({ status: 'offline', instance }));
    const login = {
      address,
      clientId: `nightlatch-hub-${randomUUID()}`,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(ca === undefined ? {} : { ca }),
      ...(isHub ? { will: { topic: topics.status, payload, qos: 1, retain: true } as const } : {}),
    };
    try {
      return await connectBroker({ ...login, protocolVersion: this.#protocolVersion });
    } catch (error) {
      if (!(error instanceof NightlatchError) || error.code !== 'broker-version' || this.#protocolVersion === 4)
        throw error;
      this.#protocolVersion = 4;
      return await connectBroker({ ...login, protocolVersion: 4 });
    }
  }

  #up(mqtt: MqttClient): void {
    const { topics, listener, log } = this.#options;
    mqtt.on('message', (topic, payload, packet) => {
      if (topic === topics.claim) return this.#claimed(payload);
      if (topic === topics.status) return this.#statusSeen(payload);
      listener.received({ topic, payload, isRetained: packet.retain });
    });
    const commands = [
      topics.command('+'),
      topics.source('+'),
      `${topics.root}/partition/+/set`,
      topics.claim,
      topics.status,
    ];
    const isVersion5 = this.#protocolVersion === 5;
    mqtt.subscribe(commands, { qos: 1, ...(isVersion5 ? { rap: true } : {}) }, (error, granted) => {
      this.#scout?.end();
      const refused = granted?.find(({ qos }) => qos >= 128)?.topic;
      if (!error && refused === undefined) return;
      log.error(`The broker does not let the hub read ${refused ?? topics.root}: check its access rules.`);
    });
    listener.up(this.#retained);
  }

  #claimed(payload: Uint8Array): void {
    const { topics, instance } = this.#options;
    const answer = answerClaim(payload, instance);
    if (answer !== undefined) this.publish(topics.claim, answer, { retain: false, qos: 1 });
  }

  /** Another's last will or status may have come after ours; the home is ours, so ours is put back. */
  #statusSeen(payload: Uint8Array): void {
    const { topics, instance, listener } = this.#options;
    const status = readStatus(payload);
    if (status?.instance === instance && status.status === 'online') return;
    if (status?.status !== 'online') return listener.statusLost();
    /* Answering it with ours would be answered in turn, without end: ours comes again with the next beat. */
    this.#warnings.warn('second', `Another hub (instance ${status.instance}) calls itself online for ${topics.root}.`);
  }
}
