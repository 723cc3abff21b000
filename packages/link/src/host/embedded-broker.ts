import { randomUUID } from 'node:crypto';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Clock, Log } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { AuthenticateError, Client, ConnectPacket } from 'aedes';
import { Aedes } from 'aedes';
import { isLoopback } from '../wire/broker-address.ts';
import type { Topics } from '../wire/topics.ts';
import { isClientName } from '../wire/topics.ts';
import { WarnLimiter } from '../wire/warn-limiter.ts';
import { mayPublish, mayReceive, maySubscribe } from './access-policy.ts';
import type { ClientRegistry, ProvenClient } from './client-registry.ts';
import type { HostWire, WireListener } from './host-wire.ts';
import { LiveLane } from './live-lane.ts';
import { limitPackets } from './packet-limit.ts';
import { RateLimit } from './rate-limit.ts';

/** Bytes of a packet: before a client has said who it is, and after. */
const LOGIN_BYTES = 2048;
const PACKET_BYTES = 65_536;
const MAX_CONNECTIONS = 200;
const CONNECTIONS_OF_ONE_ADDRESS = { burst: 40, perSecond: 10 };
const LOGIN_MS = 5000;
/** A wrong password is answered only after this, so that guessing is slow. */
const WRONG_PASSWORD_MS = 1000;
/** Where refused publications go: a topic that nobody can read. */
const NOWHERE = '$SYS/nowhere';
/**
 * A client that does not read holds each message to it until it is cut off, and the broker stops for everyone when this
 * many messages are held: so it is cut off early, and much may be held.
 */
const DRAIN_MS = 5000;
/** How long the last message may take to reach the clients before their connections are closed. */
const FAREWELL_MS = 500;
const HELD_MESSAGES = 20_000;

export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  /** PEM of the certificate and its key: the listener speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export interface EmbeddedBrokerOptions {
  readonly topics: Topics;
  readonly listeners: readonly ListenerOptions[];
  readonly clients: ClientRegistry;
  /** Clients of this machine may come without a password. */
  readonly isAnonymousAllowed: boolean;
  readonly listener: WireListener;
  readonly log: Log;
  readonly clock: Clock;
}

/** The hub's own broker: for one home, with the home's access rules built in. */
export class EmbeddedBroker implements HostWire {
  readonly #options: EmbeddedBrokerOptions;
  readonly #warnings: WarnLimiter;
  readonly #connections: RateLimit;
  readonly #proven = new WeakMap<Client, ProvenClient>();
  /** What a client calls itself, until it is proven. */
  readonly #claimed = new WeakMap<Client, string>();
  readonly #sockets = new Set<Socket>();
  readonly #servers: Server[] = [];
  readonly #aedes: Aedes;
  readonly #lane: LiveLane;
  #delivered: Promise<void> = Promise.resolve();

  private constructor(options: EmbeddedBrokerOptions, aedes: Aedes) {
    this.#options = options;
    this.#aedes = aedes;
    this.#lane = new LiveLane(aedes, options.topics.live);
    this.#warnings = new WarnLimiter(options.log, options.clock);
    this.#connections = new RateLimit(options.clock, CONNECTIONS_OF_ONE_ADDRESS);
  }

  /** Starts the broker and its listeners. @throws NightlatchError `port-taken`, `listen-failed`. */
  static async open(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
    const aedes = await Aedes.createBroker({
      connectTimeout: LOGIN_MS,
      drainTimeout: DRAIN_MS,
      concurrency: HELD_MESSAGES,
      queueLimit: 100,
      maxInflightInbound: 20,
      /* Longer than MQTT 3.1 allows, since the login's name is put before it. */
      maxClientsIdLength: 256,
    });
    const broker = new EmbeddedBroker(options, aedes);
    broker.#setRules();
    try {
      for (const listener of options.listeners) await broker.#listen(listener);
    } catch (error) {
      await broker.close();
      throw error;
    }
    options.listener.up(new Set());
    return broker;
  }

  /** The ports of the listeners, in order. */
  get ports(): readonly number[] {
    return this.#servers.map((server) => (server.address() as AddressInfo).port);
  }

  publish(topic: string, payload: string, options: { retain: boolean; qos: 0 | 1 }): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#delivered = promise;
    this.#aedes.publish({ cmd: 'publish', topic, payload, dup: false, ...options }, (error) => {
      resolve();
      if (error) this.#options.log.error(`The embedded broker could not publish ${topic}: ${error.message}`);
    });
  }

  tell(payload: string): void {
    this.#lane.publish(payload);
  }

  async close(): Promise<void> {
    const servers = this.#servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve())));
    /* A client that does not read must not keep the hub from ending. */
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, FAREWELL_MS);
    await Promise.race([this.#delivered, late]);
    clearTimeout(timer);
    await new Promise<void>((resolve) => this.#aedes.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(servers);
  }

  async #listen({ host, port, tls }: ListenerOptions): Promise<void> {
    const accept = (socket: Socket): void => this.#accept(socket);
    const server = tls
      ? createTlsServer({ ...tls, minVersion: 'TLSv1.2', handshakeTimeout: LOGIN_MS }, accept)
      : createTcpServer(accept);
    server.maxConnections = MAX_CONNECTIONS;
    server.on('tlsClientError', (error: Error) => {
      this.#warnings.warn('tls', `A client of the link could not be greeted over TLS: ${error.message}`);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(listenError(host, port, error)));
      server.listen({ host, port }, resolve);
    });
    this.#servers.push(server);
  }

  #accept(socket: Socket): void {
    const address = socket.remoteAddress;
    if (address === undefined || !this.#connections.admit(address)) {
      this.#warnings.warn('connections', `${address ?? 'A client'} connects to the link too often and was refused.`);
      return void socket.destroy();
    }
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const limit = (): number => (client.connected ? PACKET_BYTES : LOGIN_BYTES);
    limitPackets(socket, limit, (bytes) => {
      this.#warnings.warn(
        'packet',
        `A client of the link at ${address} sent a packet of ${bytes} bytes and was cut off.`,
      );
    });
    const client = this.#aedes.handle(socket);
  }

  #setRules(): void {
    const { topics } = this.#options;
    this.#aedes.preConnect = (client, packet, done) => done(null, this.#admitLogin(client, packet));
    this.#aedes.authenticate = (client, username, password, done) => {
      const proven = this.#prove(client, username, password);
      if (proven) {
        this.#proven.set(client, proven);
        return done(null, true);
      }
      const from = address(client);
      this.#warnings.warn('login', `A client of the link at ${from} gave no valid name and password.`);
      this.#options.clock.after(WRONG_PASSWORD_MS, () => done(refusal(), false));
    };
    this.#aedes.authorizePublish = (client, packet, done) => {
      const proven = client && this.#proven.get(client);
      if (proven) {
        this.#take(proven, packet.topic, packet.payload, packet.retain);
        packet.topic = NOWHERE;
        packet.payload = '';
        packet.retain = false;
      }
      done(null);
    };
    this.#aedes.authorizeSubscribe = (client, subscription, done) => {
      const name = this.#proven.get(client)?.name ?? '';
      if (maySubscribe(topics, name, subscription.topic)) return done(null, subscription);
      this.#warnings.warn(`subscribe ${name}`, `The client "${name}" of the link may not read ${subscription.topic}.`);
      done(null, null);
    };
    this.#aedes.authorizeForward = (client, packet) => {
      if (this.#lane.hasTold(client, packet.topic)) return null;
      const name = this.#proven.get(client)?.name;
      return name !== undefined && mayReceive(topics, name, packet.topic) ? packet : null;
    };
    this.#aedes.on('clientError', (client, error) => {
      this.#options.log.debug(
        `The client "${this.#proven.get(client)?.name}" of the link was cut off: ${error.message}`,
      );
    });
    this.#aedes.on('connectionError', (_, error) => {
      this.#options.log.debug(`A connection to the link ended before its login: ${error.message}`);
    });
  }

  /**
   * Makes a login harmless before it is judged: no session outlives a connection, no last will can become a command,
   * and nobody can throw out another by taking over its client id.
   */
  #admitLogin(client: Client, packet: ConnectPacket): boolean {
    packet.clean = true;
    delete packet.will;
    const claimed = packet.username ?? packet.clientId;
    this.#claimed.set(client, claimed);
    packet.clientId = `${claimed}\n${packet.clientId || randomUUID()}`;
    return true;
  }

  #prove(client: Client, username: string | undefined, password: Uint8Array | undefined): ProvenClient | undefined {
    const { clients, isAnonymousAllowed } = this.#options;
    if (username !== undefined && password !== undefined) return clients.prove(username, password);
    const name = this.#claimed.get(client);
    if (!isAnonymousAllowed || !isLoopback(address(client)) || name === undefined || clients.find(name))
      return undefined;
    return isClientName(name) ? { name, origin: 'link' } : undefined;
  }

  #take(client: ProvenClient, topic: string, payload: string | Uint8Array, isRetained: boolean): void {
    const { topics, listener } = this.#options;
    if (!mayPublish(topics, client.name, topic)) {
      this.#warnings.warn(
        `publish ${client.name}`,
        `The client "${client.name}" of the link may not publish ${topic}.`,
      );
      return;
    }
    const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
    listener.received({ topic, payload: bytes, isRetained, client });
  }
}

function address(client: Client): string {
  return (client.conn as Socket).remoteAddress ?? 'unknown';
}

/** @see MQTT 3.1.1, 3.2.2.3: return code 4 is a bad user name or password. */
function refusal(): AuthenticateError {
  const error: unknown = Object.assign(new Error('bad user name or password'), { returnCode: 4 });
  return error as AuthenticateError;
}

function listenError(host: string, port: number, cause: NodeJS.ErrnoException): NightlatchError {
  const remedy = 'Stop what uses it (another hub, perhaps) or choose another link.port.';
  return cause.code === 'EADDRINUSE'
    ? new NightlatchError('port-taken', `Port ${port} on ${host} is taken: ${remedy}`, { cause })
    : new NightlatchError('listen-failed', `The link cannot listen on ${host}:${port}: ${cause.message}`, { cause });
}
