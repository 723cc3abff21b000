import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { NightlatchError } from '@nightlatch/model';

/** How many ports are tried from the first one on. */
const TRIES = 100;

/**
 * Finds the first port from `first` on that nobody listens on.
 *
 * @param host The address that the listener will bind; every address when absent.
 * @throws NightlatchError `port-taken` when a hundred of them are taken.
 */
export async function freePort(first: number, host?: string): Promise<number> {
  for (let port = first; port < first + TRIES; port++) {
    if (await isFree(port, host)) return port;
  }
  throw new NightlatchError(
    'port-taken',
    `The ports ${first} to ${first + TRIES - 1} are all taken: free one of them.`,
  );
}

/** Finds the first UDP port from `first` on that nobody has. @throws NightlatchError `port-taken`. */
export async function freeUdpPort(first: number): Promise<number> {
  for (let port = first; port < first + TRIES; port++) {
    if (await isFreeUdp(port)) return port;
  }
  throw new NightlatchError(
    'port-taken',
    `The UDP ports ${first} to ${first + TRIES - 1} are all taken: free one of them.`,
  );
}

async function isFreeUdp(port: number): Promise<boolean> {
  const socket = createSocket({ type: 'udp6', ipv6Only: false });
  const bound = once(socket, 'listening');
  socket.bind({ port, exclusive: true });
  try {
    await bound;
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

async function isFree(port: number, host: string | undefined): Promise<boolean> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen({ port, ...(host === undefined ? {} : { host }), exclusive: true });
  try {
    await listening;
  } catch {
    // Taken, or not ours to take: either way not free.
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
