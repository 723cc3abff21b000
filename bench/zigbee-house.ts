import type { MqttClient } from 'mqtt';

/** One device as Zigbee2MQTT lists it in `bridge/devices`. */
interface ListedDevice {
  readonly ieee_address: string;
  readonly friendly_name: string;
  readonly type: 'EndDevice' | 'Router' | 'Coordinator';
  readonly supported: boolean;
  readonly disabled: boolean;
  readonly interview_completed: boolean;
  readonly interviewing: boolean;
  readonly definition: {
    readonly model: string;
    readonly vendor: string;
    readonly description: string;
    readonly exposes: readonly object[];
  };
}

export type Kind =
  | 'contact'
  | 'motion'
  | 'smoke'
  | 'co'
  | 'leak'
  | 'lock'
  | 'siren'
  | 'temperature'
  | 'keypad'
  | 'button';

const binary = (name: string, on: unknown, off: unknown, access = 1): object => ({
  type: 'binary',
  name,
  property: name,
  label: name,
  value_on: on,
  value_off: off,
  access,
});

/** What a plain device of each kind exposes, as Zigbee2MQTT writes it. */
const EXPOSES: Readonly<Record<Kind, readonly object[]>> = {
  contact: [
    { ...binary('contact', false, true), description: 'Indicates if the contact is closed (= true) or open (= false)' },
  ],
  motion: [binary('occupancy', true, false)],
  smoke: [binary('smoke', true, false)],
  co: [binary('carbon_monoxide', true, false)],
  leak: [binary('water_leak', true, false)],
  lock: [
    {
      type: 'lock',
      features: [
        { ...binary('state', 'LOCK', 'UNLOCK', 7), value_toggle: 'TOGGLE' },
        {
          type: 'enum',
          name: 'lock_state',
          property: 'lock_state',
          access: 1,
          values: ['not_fully_locked', 'locked', 'unlocked'],
        },
      ],
    },
    { type: 'enum', name: 'action', property: 'action', access: 1, values: ['lock', 'unlock'] },
    { type: 'text', name: 'action_source_name', property: 'action_source_name', access: 1 },
    { type: 'numeric', name: 'action_user', property: 'action_user', access: 1 },
  ],
  siren: [binary('alarm', 'ON', 'OFF', 7)],
  temperature: [{ type: 'numeric', name: 'temperature', property: 'temperature', unit: '°C', access: 1 }],
  keypad: [
    {
      type: 'enum',
      name: 'action',
      property: 'action',
      access: 1,
      values: ['disarm', 'arm_day_zones', 'arm_all_zones'],
    },
    { type: 'text', name: 'action_code', property: 'action_code', access: 1 },
    { type: 'numeric', name: 'action_transaction', property: 'action_transaction', access: 1 },
    { type: 'numeric', name: 'battery', property: 'battery', unit: '%', access: 1 },
  ],
  button: [
    { type: 'enum', name: 'action', property: 'action', access: 1, values: ['single', 'double', 'hold'] },
    { type: 'numeric', name: 'battery', property: 'battery', unit: '%', access: 1 },
  ],
};

/** What a device of each kind publishes when it is at rest, and when it trips. */
export const SAYS: Readonly<Record<Kind, { readonly rest: object; readonly trip: object }>> = {
  contact: { rest: { contact: true }, trip: { contact: false } },
  motion: { rest: { occupancy: false }, trip: { occupancy: true } },
  smoke: { rest: { smoke: false }, trip: { smoke: true } },
  co: { rest: { carbon_monoxide: false }, trip: { carbon_monoxide: true } },
  leak: { rest: { water_leak: false }, trip: { water_leak: true } },
  lock: { rest: { state: 'LOCK', lock_state: 'locked' }, trip: { state: 'UNLOCK', lock_state: 'unlocked' } },
  siren: { rest: { alarm: 'OFF' }, trip: { alarm: 'ON' } },
  temperature: { rest: { temperature: 20 }, trip: { temperature: 21 } },
  keypad: { rest: { battery: 90 }, trip: { action: 'disarm', action_code: '0000' } },
  button: { rest: { battery: 90 }, trip: { action: 'single' } },
};

const COORDINATOR = {
  ieee_address: '0x00124b0000000001',
  friendly_name: 'Coordinator',
  type: 'Coordinator',
  supported: true,
  disabled: false,
  interview_completed: true,
  interviewing: false,
  definition: null,
};

/** A house on a broker, described and published as Zigbee2MQTT does it. */
export interface ZigbeeHouse {
  readonly devices: readonly { readonly name: string; readonly kind: Kind; readonly id: string }[];
  topic(name: string): string;
}

/** Lays out devices of each kind, named `<kind> <number>`, and publishes them retained, at rest and available. */
export async function publishHouse(
  client: MqttClient,
  counts: Partial<Record<Kind, number>>,
  base = 'zigbee2mqtt',
): Promise<ZigbeeHouse> {
  const kinds = Object.entries(counts).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) => ({ kind: kind as Kind, name: `${kind} ${index + 1}` })),
  );
  const devices = kinds.map((device, index) => ({
    ...device,
    ieee: `0x00158d${(index + 1).toString(16).padStart(10, '0')}`,
  }));
  const listed: ListedDevice[] = devices.map(({ kind, name, ieee }) => ({
    ieee_address: ieee,
    friendly_name: name,
    type: 'EndDevice',
    supported: true,
    disabled: false,
    interview_completed: true,
    interviewing: false,
    definition: { model: `BENCH-${kind}`, vendor: 'Bench', description: kind, exposes: EXPOSES[kind] },
  }));
  const retained = (topic: string, body: unknown): Promise<unknown> =>
    client.publishAsync(`${base}/${topic}`, typeof body === 'string' ? body : JSON.stringify(body), {
      retain: true,
      qos: 1,
    });
  await retained('bridge/state', { state: 'online' });
  await retained('bridge/info', { version: '2.14.1', config: { availability: { enabled: true } } });
  await retained('bridge/devices', [COORDINATOR, ...listed]);
  for (const { name, kind } of devices) {
    await retained(`${name}/availability`, { state: 'online' });
    await retained(name, SAYS[kind].rest);
  }
  return {
    devices: devices.map(({ name, kind, ieee }) => ({ name, kind, id: `zigbee2mqtt/${ieee}` })),
    topic: (name) => `${base}/${name}`,
  };
}
