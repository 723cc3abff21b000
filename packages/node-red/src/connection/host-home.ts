import type { Home } from '@nightlatch/model';
import { ConfigError, NightlatchError } from '@nightlatch/model';
import type { HostSettings } from './home-settings.ts';
import type { Connection, ConnectionOptions } from './open-connection.ts';
import { secretVariables } from './secret-lines.ts';

/**
 * Runs the hub in this process, from the same configuration as everywhere.
 *
 * The hub is loaded only here: whoever joins one needs neither its memory nor the Node that it needs.
 *
 * @throws NightlatchError `node-too-old` where Node has no `node:sqlite`; else as `openHome`.
 */
export async function hostHome(settings: HostSettings, { log, devices }: ConnectionOptions): Promise<Connection> {
  await demandSqlite();
  const assembly = await import('@nightlatch/assembly');
  const { readConfigText, enrolledIn, openHome, secretVariable } = assembly;
  const { configuration, secrets, dataDir, file } = settings;
  const env = { ...process.env, ...secretVariables(secrets?.reveal() ?? '', secretVariable) };
  const read = { env, file, shownAs: 'configuration', isEnrolled: enrolledIn(dataDir) };
  const { config, notes } = readConfigText(configuration, read);
  if (config.link?.role === 'join') {
    const remedy = 'Let the node join that hub, or take link.role: join out.';
    throw new ConfigError([{ key: 'link.role', message: 'The hub of this home would run elsewhere.', remedy }]);
  }
  for (const { key, message } of notes) log.debug(`${key}: ${message}`);
  const opened = await openHome(config, { dataDir, file, log, sources: [devices] });
  const homeOf = (client: string): Home => opened.home({ origin: 'node-red', client });
  return {
    home: homeOf(devices.id),
    homeOf,
    people: { desk: new assembly.PeopleDesk(dataDir), house: assembly.peopleHouse(config) },
    close: () => opened.close(),
  };
}

/** Refuses early, with a remedy, where the hub could only fail. */
async function demandSqlite(): Promise<void> {
  try {
    await import('node:sqlite');
  } catch (cause) {
    const remedy = 'update Node, or let the node join a hub that runs elsewhere';
    throw new NightlatchError(
      'node-too-old',
      `Node ${process.versions.node} has no node:sqlite, which the hub needs (Node 22.13 or later has it): ${remedy}.`,
      { cause },
    );
  }
}
