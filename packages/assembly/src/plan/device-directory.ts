import type { DeviceDescription, DeviceId } from '@nightlatch/model';
import { deviceKey } from '../load/device-names.ts';
import type { Config } from '../schema/configuration-schema.ts';

/** The devices that are known, by id or by name. */
export interface DeviceDirectory {
  readonly devices: readonly DeviceDescription[];
  /** Finds a device by id or by name, without regard to case; undefined for none, and for a name that several have. */
  find(called: string): DeviceDescription | undefined;
  /** The device's id, or the name as it was written where nothing is known of it. */
  idOf(called: string): DeviceId;
  isAmbiguous(called: string): boolean;
}

/** Looks devices up by the owner's names and by the sources'. */
export function directoryOf(described: readonly DeviceDescription[], settings: Config['devices']): DeviceDirectory {
  const byId = new Map(described.map((device) => [device.id.toLowerCase(), device]));
  const byName = new Map<string, DeviceDescription[]>();
  for (const device of described) {
    const name = device.name.trim().toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), device]);
  }
  const named = (called: string): readonly DeviceDescription[] => byName.get(called.trim().toLowerCase()) ?? [];
  const find = (called: string): DeviceDescription | undefined => {
    const known = byId.get(deviceKey(called, settings));
    const [only, ...others] = named(called);
    return known ?? (others.length === 0 ? only : undefined);
  };
  return {
    devices: described,
    find,
    idOf: (called) =>
      find(called)?.id ?? settings.find(({ id }) => id.toLowerCase() === deviceKey(called, settings))?.id ?? called,
    isAmbiguous: (called) => !byId.has(deviceKey(called, settings)) && named(called).length > 1,
  };
}
