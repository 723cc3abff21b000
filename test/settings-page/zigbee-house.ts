import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';

const binary = (name: string, on: unknown, off: unknown, label: string): object => ({
  type: 'binary',
  name,
  property: name,
  label,
  value_on: on,
  value_off: off,
  access: 1,
});
const BATTERY = {
  type: 'numeric',
  name: 'battery',
  property: 'battery',
  label: 'Battery',
  unit: '%',
  value_min: 0,
  value_max: 100,
  access: 1,
};
const LINK = {
  type: 'numeric',
  name: 'linkquality',
  property: 'linkquality',
  label: 'Linkquality',
  unit: 'lqi',
  access: 1,
};
const TEMPERATURE = {
  type: 'numeric',
  name: 'temperature',
  property: 'temperature',
  label: 'Temperature',
  unit: '°C',
  access: 1,
};

interface Model {
  readonly model: string;
  readonly vendor: string;
  readonly exposes: readonly object[];
}

const CONTACT: Model = {
  model: 'MCCGQ11LM',
  vendor: 'Aqara',
  exposes: [binary('contact', false, true, 'Contact'), BATTERY, LINK],
};
const MOTION: Model = {
  model: 'E1525',
  vendor: 'IKEA',
  exposes: [binary('occupancy', true, false, 'Occupancy'), BATTERY, LINK],
};
const SMOKE: Model = {
  model: 'SMSZB-120',
  vendor: 'Develco',
  exposes: [binary('smoke', true, false, 'Smoke'), TEMPERATURE, BATTERY, LINK],
};
const LEAK: Model = {
  model: 'SJCGQ11LM',
  vendor: 'Aqara',
  exposes: [binary('water_leak', true, false, 'Water leak'), BATTERY, LINK],
};
const BUTTON: Model = {
  model: 'WXKG11LM',
  vendor: 'Aqara',
  exposes: [
    { type: 'enum', name: 'action', property: 'action', access: 1, values: ['single', 'double', 'hold'] },
    BATTERY,
    LINK,
  ],
};
const SIREN: Model = {
  model: 'HS2WD-E',
  vendor: 'Heiman',
  exposes: [
    {
      type: 'composite',
      name: 'warning',
      property: 'warning',
      access: 2,
      features: [
        { type: 'enum', name: 'mode', property: 'mode', access: 2, values: ['stop', 'burglar', 'fire', 'emergency'] },
        { type: 'numeric', name: 'duration', property: 'duration', access: 2, unit: 's' },
      ],
    },
    BATTERY,
    LINK,
  ],
};

const DEVICES: readonly (Model & { readonly name: string; readonly says?: Readonly<Record<string, unknown>> })[] = [
  { ...CONTACT, name: 'Front door', says: { contact: true, battery: 91, linkquality: 120 } },
  { ...CONTACT, name: 'Back door', says: { contact: true, battery: 12, linkquality: 96 } },
  { ...CONTACT, name: 'Bedroom window', says: { contact: false, battery: 78, linkquality: 81 } },
  { ...CONTACT, name: 'Kitchen window' },
  { ...MOTION, name: 'Hall motion', says: { occupancy: false, battery: 64, linkquality: 140 } },
  { ...MOTION, name: 'Stairs motion', says: { occupancy: true, battery: 83, linkquality: 132 } },
  { ...SMOKE, name: 'Kitchen smoke', says: { smoke: false, temperature: 21.4, battery: 100, linkquality: 150 } },
  { ...LEAK, name: 'Laundry leak', says: { water_leak: false, battery: 88, linkquality: 77 } },
  { ...BUTTON, name: 'Bedside button', says: { battery: 95, linkquality: 66 } },
  { ...SIREN, name: 'Siren', says: { battery: 100, linkquality: 110 } },
];

/** Publishes a house as Zigbee2MQTT keeps it on its broker. @returns A client to speak as its devices. */
export async function publishZigbeeHouse(
  url: string,
  login: { username?: string; password?: string } = {},
): Promise<MqttClient> {
  const client = await connectAsync(url, login);
  const keep = (topic: string, body: unknown): Promise<unknown> =>
    client.publishAsync(`zigbee2mqtt/${topic}`, JSON.stringify(body), { retain: true, qos: 1 });
  await keep('bridge/state', { state: 'online' });
  await keep('bridge/info', { version: '2.14.1', config: { availability: { enabled: true } } });
  const coordinator = {
    ieee_address: '0x00124b0024c0ffee',
    type: 'Coordinator',
    friendly_name: 'Coordinator',
    supported: true,
    definition: null,
  };
  const listed = DEVICES.map(({ name, model, vendor, exposes }, index) => ({
    ieee_address: ieeeOf(index),
    type: 'EndDevice',
    network_address: 1000 + index,
    friendly_name: name,
    supported: true,
    disabled: false,
    interview_state: 'SUCCESSFUL',
    interview_completed: true,
    interviewing: false,
    power_source: 'Battery',
    definition: { model, vendor, description: name, exposes, options: [] },
  }));
  await keep('bridge/devices', [coordinator, ...listed]);
  for (const { name, says } of DEVICES) {
    await keep(`${name}/availability`, { state: 'online' });
    if (says) await keep(name, says);
  }
  return client;
}

const ieeeOf = (index: number): string => `0x00158d00${(0xa1b2c3 + index).toString(16).padStart(8, '0')}`;

/** The id that the hub has for a device of the house. */
export function zigbeeId(name: string): string {
  return `zigbee2mqtt/${ieeeOf(DEVICES.findIndex((device) => device.name === name))}`;
}
