import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { NightlatchError } from '@nightlatch/model';
import type { SecretText } from '@nightlatch/model';
import { MqttClient } from 'mqtt';
import type { IClientOptions } from 'mqtt';
import type { BrokerAddress } from './broker-address.ts';

/** How long opening a connection may take before it counts as failed. */
const OPEN_MS = 5000;
/** Seconds without a packet after which the broker is asked for a sign of life; half as much again, and it is gone. */
const KEEPALIVE_SECONDS = 10;

export interface BrokerLogin {
  readonly address: BrokerAddress;
  readonly clientId: string;
  readonly username?: string;
  readonly password?: SecretText;
  /** Certificate (PEM) of the authority that signed the broker's, instead of the public ones. */
  readonly ca?: string;
  readonly will?: NonNullable<IClientOptions['will']>;
  readonly protocolVersion: 4 | 5;
}

/**
 * Opens one connection to a broker and logs in.
 *
 * The password leaves only after the broker's certificate was verified. The connection never comes back by itself and
 * keeps no session: nothing that was meant for a moment is sent at another.
 *
 * @throws NightlatchError `broker-unreachable`, `broker-refused` (name or password), `broker-version` (speaks no such MQTT).
 */
export async function connectBroker(login: BrokerLogin): Promise<MqttClient> {
  const socket = await openSocket(login);
  const client = new MqttClient(() => socket, {
    protocolVersion: login.protocolVersion,
    clientId: login.clientId,
    ...(login.username === undefined ? {} : { username: login.username }),
    ...(login.password === undefined ? {} : { password: login.password.reveal() }),
    ...(login.will === undefined ? {} : { will: login.will }),
    clean: true,
    reconnectPeriod: 0,
    connectTimeout: OPEN_MS,
    keepalive: KEEPALIVE_SECONDS,
    queueQoSZero: false,
    resubscribe: false,
  });
  return await new Promise((resolve, reject) => {
    let failure: unknown;
    client.on('error', (error) => {
      failure = error;
    });
    client.once('connect', () => resolve(client));
    client.once('close', () => {
      client.end(true);
      reject(loginError(login, failure));
    });
  });
}

/** Opens a socket that sends each packet at once, verified where it is secure. */
async function openSocket({ address, ca }: BrokerLogin): Promise<Socket> {
  const { secure, host, port } = address;
  const socket = secure
    ? connectTls({ host, port, ...(ca === undefined ? {} : { ca }), minVersion: 'TLSv1.2' })
    : connectTcp({ host, port });
  socket.setNoDelay(true);
  return await new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      socket.destroy();
      const why = cause.message || 'connection refused';
      const remedy = 'Check its address, that it runs, and its certificate where it has one.';
      reject(
        new NightlatchError(
          'broker-unreachable',
          `The broker at ${host}:${port} cannot be reached: ${why}. ${remedy}`,
          {
            cause,
          },
        ),
      );
    };
    const late = setTimeout(() => fail(new Error(`no answer within ${OPEN_MS / 1000} s`)), OPEN_MS);
    socket.once('error', fail);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(late);
      socket.off('error', fail);
      resolve(socket);
    });
    socket.once('close', () => clearTimeout(late));
  });
}

const REFUSED = new Set([4, 5, 134, 135]);
const OTHER_VERSION = new Set([1, 132]);

function loginError({ address, username, protocolVersion }: BrokerLogin, failure: unknown): NightlatchError {
  const at = `${address.host}:${address.port}`;
  const code = (failure as { code?: unknown } | undefined)?.code;
  if (REFUSED.has(Number(code))) {
    const who = username === undefined ? 'a client without a user name' : `the user "${username}"`;
    return new NightlatchError('broker-refused', `The broker at ${at} refused ${who}: check username and password.`);
  }
  if (OTHER_VERSION.has(Number(code))) {
    return new NightlatchError('broker-version', `The broker at ${at} does not speak MQTT ${protocolVersion}.`);
  }
  return new NightlatchError('broker-unreachable', `The broker at ${at} closed the connection before it answered.`, {
    cause: failure,
  });
}
