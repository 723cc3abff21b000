import { join } from 'node:path';
import { SecretText } from '@nightlatch/model';
import type { Clock, DeviceSource, Log } from '@nightlatch/model';
import { openRemoteHome } from '@nightlatch/link/client';
import type { RemoteHome } from '@nightlatch/link/client';
import { openLinkHost } from '@nightlatch/link/host';
import type { ClientSource, HostedHome, LinkHost } from '@nightlatch/link/host';
import { freePort, startMosquitto } from '../../../test/mosquitto.ts';

/** Whoever logs in has their own name as password. */
export const CLIENTS = [
  { name: 'panel', password: new SecretText('panel'), origin: 'panel' },
  { name: 'phone', password: new SecretText('phone'), origin: 'link' },
] as const;

const ACL = join(import.meta.dirname, '../../../examples/mosquitto/nightlatch.acl');

interface HostOptions {
  readonly clock?: Clock;
  readonly clients?: [];
  readonly sources?: readonly ClientSource[];
}

interface JoinOptions {
  readonly clock?: Clock;
  readonly password?: string;
  readonly devices?: DeviceSource;
}

/** A broker of one kind, with the same clients and rules on each. */
export interface TestBroker {
  readonly port: number;
  host(home: HostedHome, log: Log, options?: HostOptions): Promise<LinkHost>;
  join(client: string, log: Log, options?: JoinOptions): Promise<RemoteHome>;
  stop(): Promise<void>;
}

/** A broker that the hub brings along: it is there while the hub is. */
export async function embedded(): Promise<TestBroker> {
  const port = await freePort();
  return {
    port,
    host: (home, log, options) => openLinkHost({ home, broker: 'embedded', port, clients: CLIENTS, log, ...options }),
    join: joiner(port),
    stop: async () => await Promise.resolve(),
  };
}

/** A real Mosquitto under the rules that `examples/` recommends. */
export async function mosquitto(): Promise<TestBroker> {
  const names = ['nightlatch-hub', 'panel', 'phone', 'stranger', 'wall-switch'];
  const users = Object.fromEntries(names.map((name) => [name, name]));
  const broker = await startMosquitto({ users, aclFile: ACL });
  const login = { username: 'nightlatch-hub', password: new SecretText('nightlatch-hub') };
  return {
    port: broker.port,
    host: (home, log, options) =>
      openLinkHost({ home, broker: broker.url, ...login, clients: CLIENTS, log, ...options }),
    join: joiner(broker.port),
    stop: () => broker.stop(),
  };
}

function joiner(port: number): TestBroker['join'] {
  return (client, log, { password = client, clock, devices } = {}) =>
    openRemoteHome({
      broker: `mqtt://127.0.0.1:${port}`,
      home: 'home',
      client,
      password: new SecretText(password),
      log,
      ...(clock ? { clock } : {}),
      ...(devices ? { devices } : {}),
    });
}
