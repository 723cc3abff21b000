import type { Categories } from '@homebridge/hap-nodejs';
import type { AttributeName, DeviceState } from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';
import { buildDevice } from './device-accessory.ts';
import type { DeviceServices } from './device-services.ts';
import { servicesOf } from './device-services.ts';
import type { Plan, Stage } from './shown.ts';

const LIFE_SAFETY: readonly AttributeName[] = ['smoke', 'heat', 'carbonMonoxide', 'gas'];
const INTRUSION: readonly AttributeName[] = ['contact', 'motion', 'occupancy', 'vibration', 'glassBreak'];

/** Plans the accessory of a device, or undefined when HomeKit has nothing to show of it. */
export function planDevice(stage: Stage, device: DeviceState): Plan | undefined {
  const services = servicesOf(device);
  if (!services.sensors.length && !services.locks.length && !services.siren && !services.buttons.length) {
    return undefined;
  }
  return {
    key: device.id,
    name: device.name,
    category: categoryOf(stage, services),
    rank: rankOf(device),
    shape: JSON.stringify([device.name, device.attributes, device.events, device.abilities]),
    information: {
      manufacturer: device.manufacturer ?? 'Nightlatch',
      model: device.model ?? 'Device',
      serial: device.serial ?? device.id,
      firmware: device.firmware ?? '0.0.0',
    },
    build: (accessory) => buildDevice(stage, device, services, accessory),
  };
}

function categoryOf({ hap: { Categories } }: Stage, services: DeviceServices): Categories {
  if (services.locks.length) return Categories.DOOR_LOCK;
  if (services.siren) return Categories.SWITCH;
  return services.sensors.length ? Categories.SENSOR : Categories.PROGRAMMABLE_SWITCH;
}

/** Alarms are 0, their companions 1. */
function rankOf(device: DeviceState): number {
  const has = (names: readonly AttributeName[]): boolean =>
    device.attributes.some((key) => names.includes(attributeName(key)));
  if (has(LIFE_SAFETY)) return 2;
  if (has(['lock'])) return 3;
  if (has(INTRUSION)) return 4;
  return has(['waterLeak', 'freeze']) || device.abilities.includes('siren') ? 5 : 6;
}
