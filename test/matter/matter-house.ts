import { mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import type { ZigbeeHouse } from '../../bench/zigbee-house.ts';
import { SAYS, publishHouse } from '../../bench/zigbee-house.ts';
import type { HubProcess, LogLine } from '../hub-process/hub-process.ts';
import { startHubProcess } from '../hub-process/hub-process.ts';
import type { Mosquitto } from '../mosquitto.ts';
import { freePort, startMosquitto } from '../mosquitto.ts';

export const PIN = '470819';
const SECRETS = { NIGHTLATCH_SECRET_ANA: PIN };

/** A house on a real broker, whose hub with its Matter bridge runs in a process of its own and may be killed. */
export class MatterHouse {
  readonly folder = mkdtempSync(join(tmpdir(), 'nightlatch-matter-house-'));
  readonly port: number;
  readonly #mosquitto: Mosquitto;
  readonly #zigbee: MqttClient;
  readonly #house: ZigbeeHouse;
  readonly #options: object;
  readonly #isTimePassing: boolean;
  /** Every line of every hub that has run. */
  readonly log: LogLine[] = [];
  #hub: HubProcess | undefined;

  private constructor(parts: {
    port: number;
    mosquitto: Mosquitto;
    zigbee: MqttClient;
    house: ZigbeeHouse;
    options: object;
    isTimePassing: boolean;
  }) {
    this.port = parts.port;
    this.#mosquitto = parts.mosquitto;
    this.#zigbee = parts.zigbee;
    this.#house = parts.house;
    this.#options = parts.options;
    this.#isTimePassing = parts.isTimePassing;
  }

  /** @param options Of the bridge. @param isTimePassing Its hub lets time pass when it is told to. */
  static async open(options: object = {}, isTimePassing = false): Promise<MatterHouse> {
    const mosquitto = await startMosquitto();
    const zigbee = await connectAsync(mosquitto.url);
    const house = await publishHouse(zigbee, { contact: 2, motion: 1, smoke: 1, lock: 1 });
    return new MatterHouse({ port: await freePort(), mosquitto, zigbee, house, options, isTimePassing });
  }

  get hub(): HubProcess {
    if (!this.#hub) throw new Error('The hub does not run.');
    return this.#hub;
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  get broker(): string {
    return this.#mosquitto.url;
  }

  /** What the hub drew at random. */
  get passcode(): number {
    return this.#secret.passcode;
  }

  get discriminator(): number {
    return this.#secret.discriminator;
  }

  get #secret(): { passcode: number; discriminator: number } {
    const file = join(this.data, 'matter', 'pairing.json');
    const [secret] = JSON.parse(readFileSync(file, 'utf8')) as { passcode: number; discriminator: number }[];
    if (!secret) throw new Error(`There is no pairing code in ${file}.`);
    return secret;
  }

  async start(onSpawn?: (pid: number) => void): Promise<HubProcess> {
    const broker = this.#mosquitto.url;
    this.#hub = await startHubProcess({
      dataDir: this.data,
      env: SECRETS,
      config: {
        home: { id: 'home', name: 'Home' },
        sources: [{ type: 'zigbee2mqtt', broker }],
        partitions: [{ id: 'house', name: 'House', modes: { away: { exitDelay: 0, entryDelay: 30 } } }],
        users: [{ name: 'Ana', code: { secret: 'ana' } }],
        policy: { settleSeconds: 0 },
        bridges: { matter: { port: this.port, alarmLock: true, disarm: 'lock', ...this.#options } },
      },
      isTimePassing: this.#isTimePassing,
      ...(onSpawn ? { onSpawn } : {}),
    });
    return this.#hub;
  }

  /** Ends the hub as a power cut would. */
  async kill(): Promise<void> {
    const { pid } = this.hub;
    process.kill(pid, 'SIGKILL');
    await this.hub.ended;
    this.log.push(...this.hub.log);
  }

  /** Starts the hub and ends it as a power cut would, the moment that it writes this file of the bridge's storage. */
  async killAtWrite(file: string): Promise<void> {
    const watching = new AbortController();
    let pid = 0;
    const look = (_: string, written: string | null): void => {
      if (written === file && pid !== 0) process.kill(pid, 'SIGKILL');
    };
    watch(join(this.data, 'matter', 'storage', 'bridge-1'), { signal: watching.signal }, look);
    const ended = await this.start((spawned) => void (pid = spawned)).then(
      () => false,
      () => true,
    );
    watching.abort();
    if (!ended) await this.kill();
  }

  async stop(): Promise<void> {
    await this.hub.stop();
    this.log.push(...this.hub.log);
  }

  /** A device says what it says when it trips, or when it is at rest. */
  async say(name: string, what: 'rest' | 'trip'): Promise<void> {
    const device = this.#house.devices.find((it) => it.name === name);
    if (!device) throw new Error(`There is no ${name}.`);
    const options = { qos: 1, retain: true } as const;
    await this.#zigbee.publishAsync(this.#house.topic(name), JSON.stringify(SAYS[device.kind][what]), options);
  }

  /** What the hub orders of a device, from now on. */
  async orders(name: string): Promise<string[]> {
    const topic = `${this.#house.topic(name)}/set`;
    const heard: string[] = [];
    this.#zigbee.on('message', (to, body) => void (to === topic && heard.push(body.toString())));
    await this.#zigbee.subscribeAsync(topic);
    return heard;
  }

  async close(): Promise<void> {
    await this.#hub?.stop();
    await this.#zigbee.endAsync(true);
    await this.#mosquitto.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
