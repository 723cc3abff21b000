import type { PlatformConfig } from 'homebridge';

/** What Homebridge itself keeps in a platform's block, and is no part of a house. */
const HOST_KEYS: readonly string[] = ['platform', 'name', '_bridge'];

/**
 * Takes the house's configuration out of the platform's block.
 *
 * @returns Undefined while nothing has been configured: the plugin then stays idle.
 */
export function houseConfig(block: PlatformConfig): Readonly<Record<string, unknown>> | undefined {
  const own = Object.entries(block).filter(([key]) => !HOST_KEYS.includes(key));
  return own.length ? Object.fromEntries(own) : undefined;
}
