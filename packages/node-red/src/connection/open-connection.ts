import { readFileSync } from 'node:fs';
import type { PeopleDesk, PeopleHouse } from '@nightlatch/assembly';
import { openRemoteHome } from '@nightlatch/link/client';
import type { DeviceSource, Home, Log } from '@nightlatch/model';
import { ConfigError } from '@nightlatch/model';
import type { HomeSettings, JoinSettings } from './home-settings.ts';
import { hostHome } from './host-home.ts';

/** Where the people of a home are enrolled, and what they are read by. */
export interface People {
  readonly desk: PeopleDesk;
  readonly house: PeopleHouse;
}

/** A home that can be read and commanded, wherever its hub runs. */
export interface Connection {
  readonly home: Home;
  /** The home as a person has it who is known to Node-RED, where the hub runs here; elsewhere it knows only our client. */
  homeOf?(user: string): Home;
  /** The people of the home, where its hub runs here. */
  readonly people?: People;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly log: Log;
  /** The devices that flows make. */
  readonly devices: DeviceSource;
}

/** Opens the way to a home. @throws ConfigError, NightlatchError as `openHome` and `openRemoteHome` do. */
export async function openConnection(settings: HomeSettings, options: ConnectionOptions): Promise<Connection> {
  return settings.role === 'host' ? await hostHome(settings, options) : await joinHome(settings, options);
}

async function joinHome(settings: JoinSettings, { log, devices }: ConnectionOptions): Promise<Connection> {
  const { home, broker, client, password, ca } = settings;
  const remote = await openRemoteHome({
    home,
    broker,
    client,
    ...(password === undefined ? {} : { username: client, password }),
    ...(ca === undefined ? {} : { ca: readCertificate(ca) }),
    devices,
    log,
  });
  return { home: remote, close: () => remote.close() };
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const remedy = 'Check its path, and that Node-RED may read it.';
    throw new ConfigError([{ key: 'ca', message: `The certificate ${file} cannot be read.`, remedy }], { cause });
  }
}
