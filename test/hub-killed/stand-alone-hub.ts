import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine } from '../../packages/nightlatch/test/command-line.ts';
import type { Running } from '../../packages/nightlatch/test/command-line.ts';

/** Clients of the home: Homebridge, whose word counts as HomeKit's, and others that are told apart by their topics. */
const HOUSE = (broker: string): string => `
home: { id: home, name: Home }
link:
  role: host
  broker: ${broker}
  clients:
    - { name: homebridge, origin: homekit }
    - { name: disarmer, origin: homekit }
    - { name: armer }
sources: [{ type: zigbee2mqtt, broker: ${broker} }]
partitions:
  - id: house
    name: House
    modes: { away: { exitDelay: 0, entryDelay: 2 } }
`;

/** The hub as `nightlatch start` runs it, in a folder that outlives its kills. */
export class StandAloneHub {
  readonly #line = new CommandLine();
  #running: Running | undefined;

  /** @param broker Address of the broker of both Zigbee2MQTT and the home. */
  constructor(broker: string) {
    writeFileSync(join(this.#line.folder, 'house.yaml'), HOUSE(broker));
  }

  /** Where it keeps its database and its keys. */
  get dataDir(): string {
    return join(this.#line.folder, '.nightlatch');
  }

  /** Starts it and waits until the house is open. */
  async start(): Promise<void> {
    this.#running = this.#line.begin(['start']);
    await this.#running.wrote('The house is open');
  }

  /** Ends it as a power cut would, whatever it is doing. */
  async kill(): Promise<void> {
    const process = this.#running?.process;
    if (!process) throw new Error('The hub does not run.');
    const exited = once(process, 'exit');
    process.kill('SIGKILL');
    await exited;
  }

  /** Ends what still runs and removes the folder. */
  clear(): void {
    this.#line.clear();
  }
}
