import type { DeviceDescription } from '@nightlatch/model';
import type { Config } from '../schema/configuration-schema.ts';

/** Gives devices the owner's names and rooms, and hides those that are to be hidden. */
export function presenter(settings: Config['devices']): (device: DeviceDescription) => DeviceDescription | undefined {
  const byId = new Map(settings.map((entry) => [entry.id.toLowerCase(), entry]));
  return (device) => {
    const own = byId.get(device.id.toLowerCase());
    if (!own) return device;
    if (own.hidden) return undefined;
    return {
      ...device,
      ...(own.name === undefined ? {} : { name: own.name }),
      ...(own.room === undefined ? {} : { room: own.room }),
    };
  };
}
