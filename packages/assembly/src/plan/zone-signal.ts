import type { AttributeKey, DeviceDescription, ZoneSignal, ZoneType } from '@nightlatch/model';
import { attributeName, attributePart, isAttributeKey } from '@nightlatch/model';

/** What a zone of each type watches: the first of these that its device has. */
const WATCHES: Readonly<Record<ZoneType, readonly [ZoneSignal, ...ZoneSignal[]]>> = {
  entry: ['contact', 'lock', 'motion', 'occupancy', 'vibration'],
  perimeter: ['contact', 'glassBreak', 'vibration', 'motion', 'occupancy', 'lock'],
  interior: ['motion', 'occupancy', 'contact', 'vibration', 'glassBreak'],
  tamper: ['tamper'],
  panic: ['panic', 'button'],
  'silent-panic': ['panic', 'button'],
  fire: ['smoke', 'heat'],
  heat: ['heat', 'smoke'],
  co: ['carbonMonoxide'],
  gas: ['gas'],
  water: ['waterLeak'],
  freeze: ['freeze', 'temperature'],
  medical: ['medical', 'panic', 'button'],
};

/** The signal that a zone of a type watches on a device that nobody has described. */
export function defaultSignal(type: ZoneType): ZoneSignal {
  return WATCHES[type][0];
}

/**
 * Chooses what of a device a zone of a type watches. A device with several parts of a kind gives one signal for each.
 *
 * @returns Nothing where the device has none that fits.
 */
export function signalsFor(type: ZoneType, device: DeviceDescription): readonly ZoneSignal[] {
  for (const wanted of WATCHES[type]) {
    const found = isAttributeKey(wanted)
      ? device.attributes.filter((key) => attributeName(key) === wanted)
      : device.events.filter((event): event is Extract<ZoneSignal, typeof event> => event === wanted);
    if (found.length > 0) return found;
  }
  return [];
}

/** Tells whether a device has a signal. */
export function hasSignal(device: DeviceDescription, signal: ZoneSignal): boolean {
  return (
    (device.attributes as readonly string[]).includes(signal) || (device.events as readonly string[]).includes(signal)
  );
}

/** The part of a device that a signal is of: `left` for `contact@left`; undefined for events. */
export function partOf(signal: ZoneSignal): string | undefined {
  return isAttributeKey(signal) ? attributePart(signal satisfies AttributeKey) : undefined;
}
