import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openCodes } from '@nightlatch/hub';
import { readConfig } from '../load/load-config.ts';
import type { LoadOptions } from '../load/load-config.ts';
import type { OpenHome, OpenHomeOptions } from './open-home.ts';
import { openHome } from './open-home.ts';

/** Tells of the codes that are in a database already. A folder without one is left as it is. */
export function enrolledIn(dataDir: string): NonNullable<LoadOptions['isEnrolled']> {
  if (!existsSync(join(dataDir, 'hub.db'))) return () => false;
  const registry = openCodes(dataDir);
  const codes = registry.list();
  registry.close();
  return (name, isDuress) =>
    codes.some(({ user, kind, duress }) => kind === 'code' && user === name && duress === isDuress);
}

/**
 * Opens the home of a configuration that a host keeps, such as Homebridge's block: reads it, then opens it.
 *
 * @param block The configuration as it is written, without the host's own keys.
 * @throws ConfigError with every problem there is; else as `openHome`.
 */
export async function openConfiguredHome(block: unknown, options: OpenHomeOptions): Promise<OpenHome> {
  const { dataDir, file } = options;
  const read = { isEnrolled: enrolledIn(dataDir), ...(file === undefined ? {} : { file }) };
  const { config, notes } = readConfig(block, read);
  for (const { key, message } of notes) options.log.debug(`${key}: ${message}`);
  return await openHome(config, options);
}
