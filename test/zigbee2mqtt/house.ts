import type { HouseDevice, JoiningDevice, Zigbee2Mqtt } from './zigbee2mqtt.ts';

/** The house of the end-to-end tests: one real device of each kind. */
export const HOUSE: readonly HouseDevice[] = [
  { model: 'SDM01ZB', name: 'Front door' },
  { model: 'MCCGQ11LM', name: 'Kitchen window' },
  { model: 'CS-T2C', name: 'Cellar door' },
  { model: 'SNZB-03', name: 'Hall motion' },
  { model: 'DJT11LM', name: 'Bedroom window' },
  { model: 'SMSZB-120', name: 'Kitchen smoke' },
  { model: 'HS1CA-E', name: 'Boiler CO' },
  { model: 'SJCGQ11LM', name: 'Bathroom leak' },
  { model: 'YRD426NRSC', name: 'Front lock' },
  { model: 'HS2WD-E', name: 'Siren' },
  { model: '3400-D', name: 'Hall keypad' },
  { model: 'KEYZB-110', name: 'Garage keypad' },
  { model: 'SNZB-01', name: 'Bedside button' },
];

const ALARM_1 = 1;
const TAMPER = 4;
const BATTERY_LOW = 8;
const BOOLEAN = 0x10;

/** What an IAS zone's status says: bit 0 alarm, bit 2 tamper, bit 3 battery. ZCL 8.2.2.2.1.3 */
export interface ZoneStatus {
  readonly alarm?: boolean;
  readonly tamper?: boolean;
  readonly batteryLow?: boolean;
}

/** Lets a device report its IAS zone: an open contact, movement, smoke, CO, water. */
export function zoneStatus(
  bridge: Zigbee2Mqtt,
  name: string,
  { alarm, tamper, batteryLow }: ZoneStatus,
): Promise<number> {
  const zonestatus = (alarm ? ALARM_1 : 0) | (tamper ? TAMPER : 0) | (batteryLow ? BATTERY_LOW : 0);
  return bridge.send(name, {
    cluster: 'ssIasZone',
    command: 'statusChangeNotification',
    payload: { zonestatus, extendedstatus: 0, zoneID: 0, delay: 0 },
  });
}

/** Opens or closes an Aqara contact, which reports as a switch. */
export function aqaraContact(bridge: Zigbee2Mqtt, name: string, isOpen: boolean): Promise<number> {
  return bridge.send(name, {
    cluster: 'genOnOff',
    command: 'attributeReport',
    payload: [{ attrId: 0, dataType: BOOLEAN, attrData: isOpen ? 1 : 0 }],
  });
}

export type ArmKey = 'disarm' | 'home' | 'night' | 'away';
const ARM_KEYS: readonly ArmKey[] = ['disarm', 'home', 'night', 'away'];

/** Types a code at a keypad and presses a key. @returns The transaction that the keypad waits for. */
export function keypadEntry(bridge: Zigbee2Mqtt, name: string, key: ArmKey, code: string): Promise<number> {
  return bridge.send(name, {
    cluster: 'ssIasAce',
    command: 'arm',
    toServer: true,
    payload: { armmode: ARM_KEYS.indexOf(key), code, zoneid: 23 },
  });
}

/** Presses a keypad's emergency key. */
export function keypadEmergency(bridge: Zigbee2Mqtt, name: string): Promise<number> {
  return bridge.send(name, { cluster: 'ssIasAce', command: 'emergency', toServer: true, payload: {} });
}

/** Presses a SNZB-01 once. */
export function press(bridge: Zigbee2Mqtt, name: string): Promise<number> {
  return bridge.send(name, { cluster: 'genOnOff', command: 'toggle', toServer: true, payload: {} });
}

/** A movement detector that nobody has paired yet. */
export const NEW_MOTION: JoiningDevice = {
  ieee: '0x00124b0000abcdef',
  address: 0x3333,
  type: 'EndDevice',
  manufacturerCode: 4742,
  endpoints: {
    1: {
      deviceId: 0x0402,
      inputs: [0, 1, 3, 0x0500],
      outputs: [3],
      attributes: {
        genBasic: {
          modelId: 'MS01',
          manufacturerName: 'eWeLink',
          powerSource: 3,
          zclVersion: 3,
          appVersion: 4,
          stackVersion: 0,
          hwVersion: 1,
          dateCode: '20200923',
        },
        ssIasZone: { zoneState: 1, zoneType: 13, zoneStatus: 0, iasCieAddr: '0x00124b0000000001', zoneId: 0 },
      },
    },
  },
};
