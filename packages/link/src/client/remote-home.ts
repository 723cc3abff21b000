import { randomUUID } from 'node:crypto';
import type {
  Clock,
  CommandResult,
  DeviceSource,
  Home,
  HomeCommand,
  HomeSnapshot,
  Log,
  SecretText,
} from '@nightlatch/model';
import { ConfigError, systemClock } from '@nightlatch/model';
import { HomeStore } from '@nightlatch/state';
import type { MqttClient } from 'mqtt';
import { readBrokerAddress } from '../wire/broker-address.ts';
import { connectBroker } from '../wire/broker-connection.ts';
import { BrokerSession } from '../wire/broker-session.ts';
import { writeCommand } from '../wire/command-message.ts';
import { parseJsonObject, textOf } from '../wire/json-object.ts';
import { readResult } from '../wire/result-message.ts';
import type { HubStatus } from '../wire/status-message.ts';
import { readStatus } from '../wire/status-message.ts';
import type { Topics } from '../wire/topics.ts';
import { isClientName, topicsOf } from '../wire/topics.ts';
import { WarnLimiter } from '../wire/warn-limiter.ts';
import { DeviceFeed } from './device-feed.ts';
import { HubWatch } from './hub-watch.ts';
import { PendingCommands } from './pending-commands.ts';

export interface RemoteHomeOptions {
  /** `mqtt://host:1885` or `mqtts://host:8883`. */
  readonly broker: string;
  /** Id of the home, as the hub's configuration has it. */
  readonly home: string;
  /** Our name on the link: 1 to 64 letters, digits, `_`, `-`, `.`; two processes never share one. */
  readonly client: string;
  /** The user at the broker, which must be the client's name; left out where the broker asks for none. */
  readonly username?: string;
  readonly password?: SecretText;
  /** Certificate (PEM) of the authority that signed the broker's. */
  readonly ca?: string;
  /**
   * Devices that we bring into the home: a source whose id is our name. The hub takes them if the owner lets this client
   * bring some in, and they are there while we are.
   */
  readonly devices?: DeviceSource;
  readonly log: Log;
  readonly clock?: Clock;
}

/** A home whose hub is elsewhere. */
export interface RemoteHome extends Home {
  close(): Promise<void>;
}

/**
 * Opens a home over MQTT.
 *
 * It is there at once, with the link `unknown`, and comes online when the hub is found. When the hub or the connection
 * is lost it shows unknown at once and keeps trying; what was missed is delivered in order on return.
 *
 * @throws ConfigError when the address or the client's name cannot be used; never because nobody answers.
 */
export async function openRemoteHome(options: RemoteHomeOptions): Promise<RemoteHome> {
  const address = readBrokerAddress(options.broker);
  if (!isClientName(options.client)) {
    const remedy = 'Use 1 to 64 letters, digits, "_", "-" and ".".';
    throw new ConfigError([{ key: 'link.client', message: 'The name of the client cannot be used.', remedy }]);
  }
  if (options.devices && options.devices.id !== options.client) {
    const remedy = `Call the source "${options.client}", or the client "${options.devices.id}".`;
    const message = 'Devices are brought in under the name of the client.';
    throw new ConfigError([{ key: 'link.client', message, remedy }]);
  }
  const home = new MqttHome(options, (username, clientId) =>
    connectBroker({
      address,
      clientId,
      ...(username === undefined ? {} : { username }),
      ...(options.password === undefined ? {} : { password: options.password }),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      protocolVersion: 4,
    }),
  );
  home.start();
  return await Promise.resolve(home);
}

class MqttHome implements RemoteHome {
  readonly id: string;
  readonly #client: string;
  readonly #topics: Topics;
  readonly #log: Log;
  readonly #store = new HomeStore('unknown');
  readonly #watch: HubWatch;
  readonly #pending: PendingCommands;
  readonly #session: BrokerSession;
  readonly #warnings: WarnLimiter;
  readonly #feed: DeviceFeed | undefined;
  #name: string;

  constructor(
    options: RemoteHomeOptions,
    connect: (username: string | undefined, clientId: string) => Promise<MqttClient>,
  ) {
    const { home, client, log, clock = systemClock } = options;
    const username = options.username ?? (options.password === undefined ? undefined : client);
    this.id = home;
    this.#name = home;
    this.#client = client;
    this.#log = log;
    this.#topics = topicsOf(home);
    this.#warnings = new WarnLimiter(log, clock);
    const send = (payload: string): void => this.#send(payload);
    this.#pending = new PendingCommands(clock, send);
    this.#watch = new HubWatch({
      store: this.#store,
      clock,
      send,
      online: (hub) => this.#online(hub),
      refused: (why) => this.#warnings.warn('resync', `The hub did not tell where home "${home}" is: ${why}.`),
    });
    this.#feed =
      options.devices &&
      new DeviceFeed({ source: options.devices, clock, log, send: (payload) => this.#sendDevices(payload) });
    this.#store.changes.subscribe((change) => {
      if (change.type !== 'link') return;
      if (change.to === 'online') this.#feed?.online();
      else this.#feed?.offline();
    });
    this.#session = new BrokerSession({
      /** Who logs in by name may have several connections; who does not is known by the id alone. */
      connect: () => connect(username, username === undefined ? client : `${client}-${randomUUID()}`),
      up: (mqtt) => this.#up(mqtt),
      down: () => this.#watch.disconnected(),
      log,
      clock,
    });
  }

  /** Connects. The devices follow when their source has described them, however long that takes. */
  start(): void {
    void this.#feed?.start();
    void this.#session.start();
  }

  get name(): string {
    return this.#name;
  }

  get snapshot(): HomeSnapshot {
    return this.#store.snapshot;
  }

  get changes(): Home['changes'] {
    return this.#store.changes;
  }

  async execute(command: HomeCommand): Promise<CommandResult> {
    if (this.#store.snapshot.link !== 'online') return { ok: false, reason: 'unavailable' };
    this.#feed?.flush();
    const id = randomUUID();
    return await this.#pending.ask(id, writeCommand(command, id, this.#watch.hubTime()));
  }

  async close(): Promise<void> {
    await this.#feed?.close();
    this.#pending.close();
    this.#watch.close();
    await this.#session.close();
    this.#store.close();
  }

  #online(hub: HubStatus): void {
    if (hub.name !== undefined) this.#name = hub.name;
    this.#log.info(`The hub ${hub.instance} is online for home "${this.id}".`);
    this.#pending.askAgain();
  }

  #up(mqtt: MqttClient): void {
    mqtt.on('message', (topic, payload) => {
      try {
        this.#received(topic, payload);
      } catch (error) {
        this.#log.error(`A listener failed on a message of ${topic}: ${String(error)}`);
      }
    });
    const { status, event, live } = this.#topics;
    const topics = {
      [live]: { qos: 0 },
      [event]: { qos: 0 },
      [this.#topics.result(this.#client)]: { qos: 1 },
      ...(this.#feed ? { [this.#topics.order(this.#client)]: { qos: 1 } as const } : {}),
      [status]: { qos: 1 },
    } as const;
    mqtt.subscribe(topics, (error, granted) => {
      const refused = granted?.find(({ qos }) => qos === 128)?.topic;
      if (!error && refused === undefined) return;
      this.#warnings.warn(
        'subscribe',
        `The broker does not let "${this.#client}" read ${refused ?? this.#topics.root}: check its access rules.`,
      );
    });
  }

  #received(topic: string, payload: Uint8Array): void {
    if (topic === this.#topics.status) return this.#watch.status(readStatus(payload));
    const message = parseJsonObject(payload);
    if (!message) {
      this.#warnings.warn('malformed', `A message of ${topic} is not a JSON object and was ignored.`);
    } else if (topic === this.#topics.order(this.#client)) {
      void this.#feed?.order(message);
    } else if (topic === this.#topics.live) {
      this.#watch.live(message);
    } else if (topic === this.#topics.event) {
      this.#watch.event(message);
    } else if (!this.#watch.answer(message)) {
      const id = textOf(message, 'id');
      const result = readResult(message);
      if (id !== undefined && result) this.#pending.settle(id, result);
    }
  }

  #send(payload: string): void {
    const mqtt = this.#session.client;
    if (mqtt?.connected) mqtt.publish(this.#topics.command(this.#client), payload, { qos: 1 });
  }

  async #sendDevices(payload: string): Promise<void> {
    const mqtt = this.#session.client;
    if (!mqtt?.connected) return;
    await mqtt.publishAsync(this.#topics.source(this.#client), payload, { qos: 1 }).catch(() => undefined);
  }
}
