import { debug, flowOf, joined, onTab, wired } from './flow.ts';
import type { NodeRed } from './node-red.ts';
import { startNodeRed } from './node-red.ts';

/** What a flow sees of its devices and its alarm, by what its nodes have sent last. */
export class FlowWitness {
  readonly #red: NodeRed;

  private constructor(red: NodeRed) {
    this.#red = red;
  }

  /** Starts a Node-RED with an alarm node and a sensor for each device. @param devices Their ids and attributes, by a name. */
  static async open(
    broker: string,
    devices: Readonly<Record<string, [device: string, attribute: string]>>,
  ): Promise<FlowWitness> {
    const red = await startNodeRed();
    const sensors = Object.entries(devices).flatMap(([name, [device, attribute]]) =>
      wired(name, 'nightlatch-sensor', 1, { device, attribute }),
    );
    await red.deploy(
      flowOf(
        joined(broker, { credentials: {} }),
        wired('alarm', 'nightlatch-alarm', 2),
        sensors,
        onTab('complete', 'complete', { scope: ['alarm'], wires: [['done']] }),
        debug('done'),
      ),
    );
    return new FlowWitness(red);
  }

  /** Calls back whenever a flow may have seen something. */
  listen(listener: () => void): void {
    this.#red.comms.listen(listener);
  }

  /** The mode that the alarm node told last, and whether it told of an alarm. */
  get alarm(): { readonly mode: string; readonly isTriggered: boolean } {
    const told = this.#red.comms.shown('alarm-1').at(-1);
    const mode = told?.security?.['mode'] ?? 'disarmed';
    const isKnown = told?.payload !== 'unknown' && typeof mode === 'string';
    return { mode: isKnown ? mode : 'unknown', isTriggered: told?.payload === 'alarm' };
  }

  /** The value that a sensor node told last; undefined before the first. */
  value(name: string): unknown {
    return this.#red.comms.shown(`${name}-1`).at(-1)?.payload;
  }

  /** How many commands the hub has answered, granted or refused. */
  get answered(): number {
    return this.#red.comms.shown('done').length;
  }

  async ask(payload: unknown): Promise<void> {
    await this.#red.inject('alarm-in', { payload });
  }

  async close(): Promise<void> {
    await this.#red.stop();
  }
}
