import type { MqttClient } from 'mqtt';
import { SAYS } from '../../bench/zigbee-house.ts';
import type { MatterController } from '../matter-controller/matter-controller.ts';

/** The alarm of a house whose first contact is a window and whose smoke alarm is one. */
export const PARTITIONS = [
  {
    id: 'house',
    name: 'House',
    modes: { away: { exitDelay: 0, entryDelay: 30 }, home: { exitDelay: 0 } },
    zones: [
      { device: 'contact 1', type: 'perimeter' },
      { device: 'smoke 1', type: 'fire' },
    ],
  },
] as const;

export const LOCK_STATE = { jammed: 0, locked: 1, unlocked: 2 } as const;

/** What is done to a house of Zigbee devices, and what an app is then to see of it, whichever shell shows it. */
export class HouseSteps {
  readonly #zigbee: MqttClient;
  readonly #app: MatterController;

  constructor(zigbee: MqttClient, app: MatterController) {
    this.#zigbee = zigbee;
    this.#app = app;
  }

  async says(name: string, body: object): Promise<void> {
    await this.#zigbee.publishAsync(`zigbee2mqtt/${name}`, JSON.stringify(body), { retain: true, qos: 1 });
  }

  async trip(name: string): Promise<void> {
    await this.says(name, SAYS[kindOf(name)].trip);
  }

  async calm(name: string): Promise<void> {
    await this.says(name, SAYS[kindOf(name)].rest);
  }

  async contactIs(name: string, isClosed: boolean): Promise<void> {
    await this.#app.until(name, (it) => it?.['booleanState']?.['stateValue'] === isClosed);
  }

  async switchIs(name: string, isOn: boolean): Promise<void> {
    await this.#app.until(name, (it) => it?.['onOff']?.['onOff'] === isOn);
  }

  async boltIs(name: string, state: number): Promise<void> {
    await this.#app.until(name, (it) => it?.['doorLock']?.['lockState'] === state);
  }

  async isReachable(name: string, is: boolean): Promise<void> {
    await this.#app.until(name, (it) => it?.['bridgedDeviceBasicInformation']?.['reachable'] === is);
  }

  /** The numbers by which the app knows endpoints. */
  numbers(): object {
    return Object.fromEntries(this.#app.names().map((it) => [it, this.#app.endpoint(it)?.number]));
  }
}

function kindOf(name: string): keyof typeof SAYS {
  return name.split(' ')[0] as keyof typeof SAYS;
}
