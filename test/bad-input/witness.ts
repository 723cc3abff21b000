import type { HomeChange } from '@nightlatch/model';
import type { RemoteHome } from '@nightlatch/link/client';
import type { MqttClient } from 'mqtt';

/** A numbered event as it came over MQTT. */
export interface NumberedEvent {
  readonly n: number;
  readonly type: HomeChange['type'];
  readonly device?: string;
  readonly attribute?: string;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly reason?: string;
  readonly actor?: { readonly origin: string; readonly client?: string };
}

/** Writes down what a home tells: its numbered events as a plain client reads them, and its changes as a bridge does. */
export class Witness {
  readonly events: NumberedEvent[] = [];
  readonly changes: HomeChange[] = [];
  /** What moved, in order, without what is told beside. */
  readonly moves: string[] = [];
  readonly #waiting = new Set<() => void>();

  /**
   * @param mqtt A client that may read `nightlatch/home/event`.
   * @param others Homes whose changes are not written down, but looked at.
   */
  static async open(mqtt: MqttClient, home: RemoteHome, others: readonly RemoteHome[]): Promise<Witness> {
    const witness = new Witness();
    mqtt.on('message', (_, payload) => {
      const event = JSON.parse(payload.toString()) as NumberedEvent;
      witness.events.push(event);
      const move = moveOf(event);
      if (move !== undefined) witness.moves.push(move);
      witness.look();
    });
    home.changes.subscribe((change) => {
      witness.changes.push(change);
      witness.look();
    });
    for (const other of others) other.changes.subscribe(() => witness.look());
    await mqtt.subscribeAsync('nightlatch/home/event', { qos: 1 });
    return witness;
  }

  /** Looks whether what is waited for is so: for those who wait for more than events and changes. */
  look(): void {
    for (const look of this.#waiting) look();
  }

  /** Waits until something is so; looked at after each event and change. */
  async until(what: string, isSo: () => boolean, timeoutMs = 20_000): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (isSo()) settle(resolve);
      };
      const timer = setTimeout(() => {
        const last = JSON.stringify(this.events.slice(-5));
        settle(() => reject(new Error(`Not within ${timeoutMs} ms: ${what}. Last events: ${last}`)));
      }, timeoutMs);
      const settle = (done: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        done();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** What an event moved: a sensor, or the partition from one state to another. */
export function moveOf({ type, attribute, from, to }: NumberedEvent): string | undefined {
  if (type === 'attribute') return `${attribute} ${String(to)}`;
  return type === 'partition' && from !== undefined && from !== to ? String(to) : undefined;
}
