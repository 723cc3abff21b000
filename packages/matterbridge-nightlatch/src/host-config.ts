/** What Matterbridge itself keeps in a plugin's configuration, and is no part of a house. */
const HOST_KEYS: readonly string[] = ['name', 'type', 'version', 'debug', 'unregisterOnShutdown'];

/**
 * Takes the house's configuration out of the plugin's.
 *
 * @returns Undefined while nothing has been configured: the plugin then stays idle.
 */
export function houseConfig(config: object): Readonly<Record<string, unknown>> | undefined {
  const own = Object.entries(config).filter(([key]) => !HOST_KEYS.includes(key));
  return own.length ? Object.fromEntries(own) : undefined;
}
