import type { AttributeKey, AttributeValue, DeviceState, HomeSnapshot, Unknown } from '@nightlatch/model';
import { UNKNOWN, attributeName } from '@nightlatch/model';
import type { Said } from './security-message.ts';

/** The value of an attribute as far as it can be trusted: unknown without the hub, the device, or a report. */
export function trustedValue(
  device: DeviceState | undefined,
  attribute: AttributeKey,
  isOnline: boolean,
): AttributeValue | Unknown {
  if (!isOnline || device?.available !== true) return UNKNOWN;
  return device.values[attribute]?.value ?? UNKNOWN;
}

/** A value as a sensor's payload: a contact is `true` when open; numbers and the words of a lock stay what they are. */
export function sensorPayload(value: AttributeValue | Unknown): AttributeValue | Unknown {
  if (value === 'open') return true;
  return value === 'closed' ? false : value;
}

/** What a node picked: the device with its name as it was then, and which of its attributes. */
export interface Picked {
  readonly device: string;
  readonly deviceName?: string;
  readonly attribute: AttributeKey;
}

/** Says everything of one attribute of a device. */
export function sayAttribute(picked: Picked, snapshot: HomeSnapshot): Said {
  const { device: id, deviceName, attribute } = picked;
  const device = snapshot.devices.get(id);
  const value = trustedValue(device, attribute, snapshot.link === 'online');
  const battery = device?.values.battery?.value;
  return {
    kind: attributeName(attribute),
    id,
    name: device?.name ?? deviceName ?? id,
    payload: sensorPayload(value),
    more: {
      attribute,
      value,
      available: snapshot.link === 'online' ? (device?.available ?? false) : UNKNOWN,
      ...(device?.room === undefined ? {} : { room: device.room }),
      ...(typeof battery === 'number' ? { battery } : {}),
    },
  };
}
