import { readFileSync } from 'node:fs';
import type { Clock, ConfigProblem, Log, SecretText } from '@nightlatch/model';
import { ConfigError, systemClock } from '@nightlatch/model';
import { isLoopback, readBrokerAddress } from '../wire/broker-address.ts';
import { isClientName } from '../wire/topics.ts';
import type { LinkClient } from './client-registry.ts';
import { ClientRegistry } from './client-registry.ts';
import type { ClientSource } from './client-source.ts';
import type { ListenerOptions } from './embedded-broker.ts';
import { EmbeddedBroker } from './embedded-broker.ts';
import { ExternalBroker } from './external-broker.ts';
import type { HostedHome } from './hosted-home.ts';
import { HomeServer } from './home-server.ts';

const DEFAULT_PORT = 1885;
const DEFAULT_TLS_PORT = 8885;
const LOOPBACK = '127.0.0.1';

export interface LinkHostOptions {
  readonly home: HostedHome;
  /** `embedded`, or the address of a broker that others run: `mqtt://host:1883`, `mqtts://host:8883`. */
  readonly broker: string;
  /** Port of the embedded broker, 1885 by default; 0 takes a free one. */
  readonly port?: number;
  /** Address that the embedded broker listens on, `127.0.0.1` by default. With `tls` only the TLS listener leaves loopback. */
  readonly bind?: string;
  /** Adds a TLS listener to the embedded broker: certificate and key in PEM, port 8885 by default. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly port?: number };
  /** Our user at an external broker. */
  readonly username?: string;
  readonly password?: SecretText;
  /** Certificate (PEM) of the authority that signed the external broker's. */
  readonly ca?: string;
  /** Who may log in; empty by default. */
  readonly clients?: readonly LinkClient[];
  /** Devices that clients bring in: one source for each client that may, which the hub has among its own. */
  readonly sources?: readonly ClientSource[];
  /** Whether clients of this machine may come to the embedded broker without a password: so by default while `clients` is empty. */
  readonly anonymousLocal?: boolean;
  /** Version of the hub, shown in `status`; this package's by default. */
  readonly version?: string;
  readonly log: Log;
  readonly clock?: Clock;
}

/** A home that is served on MQTT. */
export interface LinkHost {
  /** Port of the embedded broker; undefined with an external one. */
  readonly port: number | undefined;
  /** Port of its TLS listener, where there is one. */
  readonly tlsPort: number | undefined;
  /** Tells clients that the hub leaves, and ends. */
  close(): Promise<void>;
}

/**
 * Serves a home on MQTT, through a broker of its own or an external one.
 *
 * @throws ConfigError when the options would open the home to strangers, or cannot be used.
 * @throws NightlatchError `port-taken`, `listen-failed`; `hub-taken` when another hub serves the home on that broker;
 *   `broker-refused` when the broker refuses us. A broker that is away is waited for.
 */
export async function openLinkHost(options: LinkHostOptions): Promise<LinkHost> {
  const problems = [...checkClients(options), ...checkReach(options)];
  if (problems.length > 0) throw new ConfigError(problems);
  const { home, log, clock = systemClock, version = ownVersion() } = options;
  const clients = new ClientRegistry(options.clients ?? []);
  const server = new HomeServer({ home, clients, sources: options.sources ?? [], version, log, clock });
  try {
    return options.broker === 'embedded'
      ? await openEmbedded(options, server, clients, clock)
      : await openExternal(options, server, clock);
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function openEmbedded(
  options: LinkHostOptions,
  server: HomeServer,
  clients: ClientRegistry,
  clock: Clock,
): Promise<LinkHost> {
  const { port = DEFAULT_PORT, bind = LOOPBACK, tls, log, anonymousLocal = clients.size === 0 } = options;
  const listeners: ListenerOptions[] = [{ host: tls ? LOOPBACK : bind, port }];
  if (tls) listeners.push({ host: bind, port: tls.port ?? DEFAULT_TLS_PORT, tls: { cert: tls.cert, key: tls.key } });
  const broker = await EmbeddedBroker.open({
    topics: server.topics,
    listeners,
    clients,
    isAnonymousAllowed: anonymousLocal,
    listener: server,
    log,
    clock,
  });
  if (!tls && !isLoopback(bind)) {
    log.warn('The link listens beyond this machine without TLS: passwords and codes cross the network in clear.');
  }
  server.serve(broker);
  const [plainPort, tlsPort] = broker.ports;
  return { port: plainPort, tlsPort, close: () => server.close() };
}

async function openExternal(options: LinkHostOptions, server: HomeServer, clock: Clock): Promise<LinkHost> {
  const { home, username, password, ca, log } = options;
  const broker = await ExternalBroker.open({
    topics: server.topics,
    instance: home.instance,
    address: readBrokerAddress(options.broker),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca }),
    listener: server,
    log,
    clock,
  });
  server.serve(broker);
  return { port: undefined, tlsPort: undefined, close: () => server.close() };
}

function checkClients({ clients = [], broker }: LinkHostOptions): readonly ConfigProblem[] {
  const names = clients.map(({ name }) => name);
  return clients.flatMap(({ name, password }, index): ConfigProblem[] => {
    const key = `link.clients.${index}`;
    if (!isClientName(name)) {
      return [{ key, message: 'The name cannot be used.', remedy: 'Use 1 to 64 letters, digits, "_", "-" and ".".' }];
    }
    if (names.indexOf(name) !== index) return [{ key, message: `"${name}" is there twice.`, remedy: 'Rename one.' }];
    if (broker !== 'embedded' || (password && password.reveal() !== '')) return [];
    return [{ key, message: `"${name}" has no password.`, remedy: 'Give it one: { secret: … }.' }];
  });
}

function checkReach({ broker, bind = LOOPBACK, clients = [] }: LinkHostOptions): readonly ConfigProblem[] {
  if (broker !== 'embedded' || isLoopback(bind) || clients.length > 0) return [];
  const message = `The link would listen on ${bind} with no client that has a password.`;
  return [{ key: 'link.bind', message, remedy: 'Add link.clients, or leave bind at 127.0.0.1.' }];
}

function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
