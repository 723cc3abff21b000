import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubProcess } from '../hub-process/hub-process.ts';
import { startHubProcess } from '../hub-process/hub-process.ts';
import type { Mosquitto } from '../mosquitto.ts';
import { freePort, startMosquitto } from '../mosquitto.ts';
import { HOUSE } from '../zigbee2mqtt/house.ts';
import type { Zigbee2Mqtt } from '../zigbee2mqtt/zigbee2mqtt.ts';
import { startZigbee2Mqtt } from '../zigbee2mqtt/zigbee2mqtt.ts';

export const PIN = '470819';

/** A house of Zigbee devices behind a real Zigbee2MQTT, whose hub shows it on MQTT and in Matter. */
export class WholeHouse {
  readonly zigbee: Zigbee2Mqtt;
  readonly port: number;
  readonly #mosquitto: Mosquitto;
  readonly #hub: HubProcess;
  readonly #folder: string;

  private constructor(parts: {
    zigbee: Zigbee2Mqtt;
    port: number;
    mosquitto: Mosquitto;
    hub: HubProcess;
    folder: string;
  }) {
    this.zigbee = parts.zigbee;
    this.port = parts.port;
    this.#mosquitto = parts.mosquitto;
    this.#hub = parts.hub;
    this.#folder = parts.folder;
  }

  static async open(): Promise<WholeHouse> {
    const folder = mkdtempSync(join(tmpdir(), 'nightlatch-whole-house-'));
    const mosquitto = await startMosquitto();
    const zigbee = await startZigbee2Mqtt({ brokerUrl: mosquitto.url, devices: HOUSE });
    const port = await freePort();
    const hub = await startHubProcess({
      dataDir: folder,
      env: { NIGHTLATCH_SECRET_ANA: PIN },
      config: {
        home: { id: 'home', name: 'Home' },
        link: {
          role: 'host',
          broker: mosquitto.url,
          clients: [
            { name: 'homebridge', origin: 'homekit' },
            { name: 'node-red', origin: 'node-red' },
            { name: 'observer' },
          ],
        },
        sources: [{ type: 'zigbee2mqtt', broker: mosquitto.url }],
        partitions: [
          {
            id: 'house',
            name: 'House',
            modes: Object.fromEntries(['home', 'away', 'night'].map((mode) => [mode, { exitDelay: 0, entryDelay: 1 }])),
            zones: [
              { device: 'Front door', type: 'entry' },
              { device: 'Kitchen window', type: 'perimeter' },
              { device: 'Kitchen smoke', type: 'fire' },
            ],
          },
        ],
        users: [{ name: 'Ana', code: { secret: 'ana' } }],
        policy: { settleSeconds: 0 },
        bridges: { matter: { port, alarmLock: true, disarm: 'lock', endpointsPerBridge: 200 } },
      },
    });
    return new WholeHouse({ zigbee, port, mosquitto, hub, folder });
  }

  get broker(): string {
    return this.#mosquitto.url;
  }

  get passcode(): number {
    const file = join(this.#folder, 'matter', 'pairing.json');
    const [secret] = JSON.parse(readFileSync(file, 'utf8')) as { passcode: number }[];
    return secret?.passcode ?? 0;
  }

  async close(): Promise<void> {
    await this.#hub.stop();
    await this.zigbee.stop();
    await this.#mosquitto.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
