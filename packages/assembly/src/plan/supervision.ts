import type { Supervision } from '@nightlatch/hub';
import type { DeviceDescription } from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';
import type { Config } from '../schema/configuration-schema.ts';

type Settings = Pick<Config, 'supervision' | 'devices'>;

/** Plans how the house watches over its devices: the device's own time, else its source's, else that of its kind. */
export function planSupervision({ supervision, devices }: Settings): Supervision {
  const { checkIn, jamming, selfTest } = supervision;
  const own = new Map(devices.map(({ id, checkIn: hours }) => [id.toLowerCase(), hours]));
  const hoursOf = (device: DeviceDescription): number | false =>
    own.get(device.id.toLowerCase()) ??
    checkIn.sources[device.id.slice(0, device.id.indexOf('/'))] ??
    (hasBattery(device) ? checkIn.battery : checkIn.mains);
  return {
    checkInMs(device) {
      const hours = hoursOf(device);
      return hours === false ? undefined : hours * 3_600_000;
    },
    ...(jamming === false
      ? {}
      : { jamming: { devices: jamming.devices, share: jamming.share, withinMs: jamming.withinMinutes * 60_000 } }),
    testHoldsMs: supervision.walkTestDays * 86_400_000,
    ...(selfTest === false ? {} : { selfTestMinute: minuteOf(selfTest) }),
  };
}

function hasBattery({ attributes }: DeviceDescription): boolean {
  return attributes.some((key) => ['battery', 'batteryLow'].includes(attributeName(key)));
}

/** `12:30` → 750. */
function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
