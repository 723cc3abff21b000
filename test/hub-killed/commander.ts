import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import type { NumberedEvent } from '../bad-input/witness.ts';

interface Answer {
  readonly id: string;
  readonly ok: boolean;
  readonly reason?: string;
  readonly n?: number;
  readonly changes?: readonly NumberedEvent[];
}

const AGAIN_MS = 250;

/** A client that does as the contract says: no answer, so it asks again, under the same id. */
export class Commander {
  readonly #mqtt: MqttClient;
  readonly #name: string;
  readonly #answers = new Map<string, Answer>();
  #listener: (() => void) | undefined;

  private constructor(mqtt: MqttClient, name: string) {
    this.#mqtt = mqtt;
    this.#name = name;
  }

  static async connect(broker: string, name: string): Promise<Commander> {
    const mqtt = await connectAsync(broker);
    const commander = new Commander(mqtt, name);
    mqtt.on('message', (_, payload) => {
      const answer = JSON.parse(payload.toString()) as Answer;
      if (answer.reason === 'busy') return;
      commander.#answers.set(answer.id, answer);
      commander.#listener?.();
    });
    await mqtt.subscribeAsync(`nightlatch/home/result/${name}`, { qos: 1 });
    return commander;
  }

  /** Asks until it is answered, through kills of the hub. */
  async ask(fields: object): Promise<Answer> {
    const id = randomUUID();
    const send = (): void => {
      const message = JSON.stringify({ v: 1, id, at: Date.now(), ...fields });
      this.#mqtt.publish(`nightlatch/home/command/${this.#name}`, message, { qos: 1 });
    };
    const over = new AbortController();
    const answered = new Promise<Answer>((resolve) => {
      this.#listener = () => {
        const answer = this.#answers.get(id);
        if (answer) resolve(answer);
      };
    }).finally(() => over.abort());
    send();
    void repeat(send, over.signal);
    return await answered;
  }

  /** The home's history after an event, as the hub tells it now. */
  async history(after: number): Promise<readonly NumberedEvent[]> {
    const { changes } = await this.ask({ type: 'resync', after });
    if (!changes) throw new Error(`The hub has forgotten what came after event ${after}.`);
    return changes;
  }

  async close(): Promise<void> {
    await this.#mqtt.endAsync(true);
  }
}

async function repeat(send: () => void, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of setInterval(AGAIN_MS, undefined, { signal })) send();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
