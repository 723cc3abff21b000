import type { AttributeKey, DeviceState } from '@nightlatch/model';
import { attributeName, attributePart } from '@nightlatch/model';
import type { SensorRow } from './sensor-table.ts';
import { SENSORS, TAMPER_SENSOR } from './sensor-table.ts';

/** What of a device has a service of its own. */
export interface DeviceServices {
  readonly sensors: readonly { readonly key: AttributeKey; readonly row: SensorRow; readonly name: string }[];
  readonly locks: readonly { readonly key: AttributeKey; readonly name: string }[];
  readonly siren: boolean;
  readonly buttons: readonly ('ring' | 'button')[];
}

/** Tells which services a device is shown by. */
export function servicesOf(device: DeviceState): DeviceServices {
  const rows = device.attributes.flatMap((key) => {
    const row = SENSORS[attributeName(key)];
    return row ? [{ key, row }] : [];
  });
  const locks = device.attributes.filter((key) => attributeName(key) === 'lock');
  const siren = device.abilities.includes('siren');
  const buttons = (['ring', 'button'] as const).filter((event) => device.events.includes(event));
  const tamper = device.attributes.find((key) => attributeName(key) === 'tamper');
  const isBare = !rows.length && !locks.length && !siren && !buttons.length;
  if (isBare && tamper) rows.push({ key: tamper, row: TAMPER_SENSOR });
  const isAlone = rows.length + locks.length + buttons.length + (siren ? 1 : 0) === 1;
  const nameOf = (key: AttributeKey, label: string): string =>
    [device.name, ...(isAlone ? [] : [attributePart(key) ?? label])].join(' ');
  return {
    sensors: rows.map(({ key, row }) => ({ key, row, name: nameOf(key, row.label) })),
    locks: locks.map((key) => ({ key, name: nameOf(key, 'lock') })),
    siren,
    buttons,
  };
}
