import type { AttributeKey, AttributeValue, DeviceId, Unknown } from '@nightlatch/model';
import { attributeName, UNKNOWN } from '@nightlatch/model';
import type { Turn } from './turn.ts';

/** Percent at which a battery is low, and at which it no longer is: between the two nothing changes. */
const LOW_PERCENT = 15;
const GOOD_PERCENT = 20;

/** Raises and ends the troubles that a device tells of itself. An unknown value ends none. */
export function reportDeviceTrouble(
  turn: Turn,
  device: DeviceId,
  attribute: AttributeKey,
  value: AttributeValue | Unknown,
): void {
  if (value === UNKNOWN) return;
  switch (attributeName(attribute)) {
    case 'batteryLow':
      return turn.trouble('low-battery', device, value === true);
    case 'battery':
      return reportCharge(turn, device, Number(value));
    case 'tamper':
      return isZone(turn, device, attribute) ? undefined : turn.trouble('tamper', device, value === true);
    default:
      return undefined;
  }
}

/** A device that also says `batteryLow` knows better than a percentage. */
function reportCharge(turn: Turn, device: DeviceId, percent: number): void {
  if (typeof turn.device(device).values.batteryLow === 'boolean') return;
  if (percent <= LOW_PERCENT) turn.trouble('low-battery', device, true);
  else if (percent >= GOOD_PERCENT) turn.trouble('low-battery', device, false);
}

function isZone(turn: Turn, device: DeviceId, attribute: AttributeKey): boolean {
  return (turn.house.watchesOfDevice.get(device) ?? []).some((watch) => watch.zone.signal === attribute);
}
