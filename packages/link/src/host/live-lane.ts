import type { Aedes, Client, PublishPacket, Subscription } from 'aedes';
import mqttPacket from 'mqtt-packet';

/** A grant of this and above is a refusal. @see MQTT 3.1.1, 3.9.3 */
const REFUSED = 128;

/**
 * The embedded broker's short way for what is told live: straight onto the connections of those who asked for the topic by name.
 *
 * The broker itself puts every message off until the hub has done all its other work. Here a client wakes while the hub still
 * does it. Nothing is promised: a connection that is full is passed over, and its client hears the event.
 */
export class LiveLane {
  readonly #aedes: Aedes;
  readonly #topic: string;
  readonly #clients = new Set<Client>();

  constructor(aedes: Aedes, topic: string) {
    this.#aedes = aedes;
    this.#topic = topic;
    aedes.on('subscribe', (subscriptions, client) => this.#subscribed(subscriptions, client));
    aedes.on('unsubscribe', (topics, client) => {
      if (topics.includes(topic)) this.#clients.delete(client);
    });
    aedes.on('clientDisconnect', (client) => this.#clients.delete(client));
  }

  /** Writes a live message to everyone of the lane, and has the broker tell the others, if there are any. */
  publish(payload: string): void {
    const message: PublishPacket = { cmd: 'publish', topic: this.#topic, payload, qos: 0, dup: false, retain: false };
    if (this.#clients.size > 0) {
      const bytes = mqttPacket.generate(message);
      for (const { conn, connected } of this.#clients) if (connected && !conn.writableNeedDrain) conn.write(bytes);
    }
    if (this.#aedes.connectedClients > this.#clients.size) this.#aedes.publish(message, () => undefined);
  }

  /** Whether a message of the broker's would tell a client what the lane has told it. */
  hasTold(client: Client, topic: string): boolean {
    return topic === this.#topic && this.#clients.has(client);
  }

  #subscribed(subscriptions: readonly Subscription[], client: Client): void {
    if (subscriptions.some(({ topic, qos }) => topic === this.#topic && qos < REFUSED)) this.#clients.add(client);
  }
}
