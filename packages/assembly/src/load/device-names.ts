import type { Config } from '../schema/configuration-schema.ts';

/** The `devices` of a configuration, whether or not their secrets are in place: they have none. */
type DeviceSettings = Config['devices'];

/**
 * Finds one word for whatever a device is called in a configuration: its id where `devices` gives the name to one,
 * in lower case, since names are compared without regard to case.
 */
export function deviceKey(called: string, devices: DeviceSettings): string {
  const word = called.trim().toLowerCase();
  const named = devices.find(({ name, id }) => id.toLowerCase() === word || name?.trim().toLowerCase() === word);
  return named?.id.toLowerCase() ?? word;
}
