import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import type { Definition } from '../../../test/zigbee2mqtt/definitions.ts';

/** A device as the script has it in its list. */
export interface ScriptedDevice {
  readonly ieee: string;
  readonly name: string;
  readonly model: string;
  readonly further?: Readonly<Record<string, unknown>>;
}

const COORDINATOR = {
  ieee_address: '0x00124b0000000001',
  type: 'Coordinator',
  friendly_name: 'Coordinator',
  interview_state: 'SUCCESSFUL',
};

/** Says on a real broker what Zigbee2MQTT would, message by message, and hears what it is told. */
export class ScriptedBridge {
  readonly #client: MqttClient;
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly heard: { readonly topic: string; readonly body: unknown }[] = [];
  #listeners: (() => void)[] = [];

  private constructor(client: MqttClient, definitions: ReadonlyMap<string, Definition>) {
    this.#client = client;
    this.#definitions = definitions;
    client.on('message', (topic, message) => {
      this.heard.push({ topic, body: JSON.parse(message.toString()) as unknown });
      for (const listener of this.#listeners) listener();
    });
  }

  static async open(url: string, definitions: ReadonlyMap<string, Definition>): Promise<ScriptedBridge> {
    const client = await connectAsync(url);
    const bridge = new ScriptedBridge(client, definitions);
    await client.subscribeAsync(['zigbee2mqtt/+/set', 'zigbee2mqtt/+/get', 'zigbee2mqtt/+/+/set']);
    return bridge;
  }

  state(state: 'online' | 'offline'): Promise<void> {
    return this.say('bridge/state', { state }, { retain: true });
  }

  devices(devices: readonly ScriptedDevice[], head: readonly unknown[] = [COORDINATOR]): Promise<void> {
    const listed = devices.map(({ ieee, name, model, further }) => {
      const definition = this.#definitions.get(model);
      if (!definition) throw new Error(`No definition ${model}.`);
      const { vendor, description, exposes } = definition;
      return {
        ieee_address: ieee,
        type: 'EndDevice',
        friendly_name: name,
        disabled: false,
        supported: true,
        power_source: 'Battery',
        interview_state: 'SUCCESSFUL',
        definition: { model, vendor, description, exposes },
        ...further,
      };
    });
    return this.say('bridge/devices', [...head, ...listed], { retain: true });
  }

  /** Publishes JSON, or bytes as they are. */
  async say(topic: string, body: unknown, { retain = false } = {}): Promise<void> {
    const message = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    await this.#client.publishAsync(`zigbee2mqtt/${topic}`, message, { qos: 1, retain });
  }

  /** Waits until something was told to a topic. */
  told(topic: string): Promise<unknown> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.heard.findIndex((message) => message.topic === `zigbee2mqtt/${topic}`);
        if (found < 0) return;
        this.#listeners = this.#listeners.filter((listener) => listener !== look);
        resolve(this.heard.splice(found, 1)[0]?.body);
      };
      this.#listeners.push(look);
      look();
    });
  }

  close(): Promise<void> {
    return this.#client.endAsync(true);
  }
}
