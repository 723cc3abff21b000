import { connectAsync } from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';

/** One message as a plain MQTT client saw it. */
export interface Message {
  readonly topic: string;
  readonly text: string;
  readonly retain: boolean;
}

/** What differs from a login by name; undefined leaves it out. */
export type LoginOptions = { readonly [Key in keyof IClientOptions]?: IClientOptions[Key] | undefined };

/** A stranger's MQTT client: knows topics and nothing of us. */
export class PlainClient {
  readonly messages: Message[] = [];
  readonly mqtt: MqttClient;
  readonly #looks = new Set<() => void>();

  constructor(mqtt: MqttClient) {
    this.mqtt = mqtt;
    mqtt.on('error', () => undefined);
    mqtt.on('message', (topic, payload, { retain }) => {
      this.messages.push({ topic, text: payload.toString(), retain });
      for (const look of this.#looks) look();
    });
  }

  /** Logs in with the name as password, as the test brokers have it. */
  static async connect(port: number, name: string, options: LoginOptions = {}): Promise<PlainClient> {
    const login = { username: name, password: name, clientId: `plain-${name}`, reconnectPeriod: 0 };
    const whole = { ...login, ...options } as IClientOptions;
    return new PlainClient(await connectAsync(`mqtt://127.0.0.1:${port}`, whole));
  }

  /** @returns Whether every filter was granted. */
  async subscribe(...filters: string[]): Promise<boolean> {
    const granted = await this.mqtt.subscribeAsync(filters, { qos: 1 }).catch(() => undefined);
    return granted !== undefined && granted.every(({ qos }) => qos < 128);
  }

  async publish(topic: string, message: unknown, options: { retain?: boolean } = {}): Promise<void> {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    await this.mqtt.publishAsync(topic, text, { qos: 1, ...options });
  }

  /** Resolves with the first message that is as asked, also one that came before. Rejects after five seconds. */
  async next(isIt: (message: Message) => boolean): Promise<Message> {
    return await new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#looks.delete(look);
        reject(new Error(`No such message came; these did: ${this.messages.map(({ topic }) => topic).join(', ')}`));
      }, 5000);
      const look = (): void => {
        const message = this.messages.find(isIt);
        if (!message) return;
        clearTimeout(late);
        this.#looks.delete(look);
        resolve(message);
      };
      this.#looks.add(look);
      look();
    });
  }

  /** The next message of a topic whose text contains something, read as JSON. */
  async json(topic: string, text = ''): Promise<Record<string, unknown>> {
    const message = await this.next((one) => one.topic.endsWith(topic) && one.text.includes(text));
    return JSON.parse(message.text) as Record<string, unknown>;
  }

  /** Sends a command as `name` and resolves with its answer. */
  async ask(name: string, command: Record<string, unknown>): Promise<Record<string, unknown>> {
    await this.publish(`nightlatch/home/command/${name}`, { v: 1, at: Date.now(), ...command });
    return await this.json(`result/${name}`, JSON.stringify(command['id']));
  }

  /** Resolves when the broker has ended the connection. */
  async closed(): Promise<void> {
    if (this.mqtt.connected) await new Promise<void>((resolve) => void this.mqtt.once('close', () => resolve()));
  }

  async end(): Promise<void> {
    await this.mqtt.endAsync(true);
  }
}
