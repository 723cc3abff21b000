import { connect } from 'node:net';
import { hostOf } from './broker-address.ts';

/** Looks whether anything listens at an address, to spare somebody a mistyped one. Never throws. */
export function reachable(
  broker: string,
  timeoutMs = 3000,
): Promise<{ outcome: 'found' | 'no-broker'; words: string; broker: string }> {
  const { hostname, port } = new URL(broker);
  const host = hostOf(broker);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const finish = (isThere: boolean): void => {
      socket.destroy();
      const words = isThere
        ? `Something listens at ${host}. Save, and Homebridge will join it.`
        : `Nothing answers at ${host}. Is the other hub started, and does it let others in?`;
      resolve({ outcome: isThere ? 'found' : 'no-broker', words, broker });
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.once('connect', () => finish(true)).once('error', () => finish(false));
  });
}
