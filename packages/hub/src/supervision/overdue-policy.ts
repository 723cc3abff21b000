import type { DeviceId, DeviceState } from '@nightlatch/model';
import type { Supervision } from './settings.ts';

/**
 * Finds the devices that were not heard of in the time that they have.
 *
 * One that cannot be reached is known to be lost already, and one of a source that is away cannot be heard of: neither is
 * overdue besides.
 *
 * @param heardAt When each was last heard of, on the same clock as `now`.
 */
export function overdueDevices(
  devices: Iterable<DeviceState>,
  heardAt: (device: DeviceId) => number,
  { checkInMs }: Pick<Supervision, 'checkInMs'>,
  now: number,
): readonly DeviceId[] {
  const overdue: DeviceId[] = [];
  for (const device of devices) {
    if (device.available !== true) continue;
    const budget = checkInMs(device);
    if (budget !== undefined && now - heardAt(device.id) > budget) overdue.push(device.id);
  }
  return overdue;
}
