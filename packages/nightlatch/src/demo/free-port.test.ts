import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { freePort } from './free-port.ts';

test('passes over a port that someone listens on', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const found = await freePort(port, '127.0.0.1');
  expect(found).toBeGreaterThan(port);
  server.close();
  await once(server, 'close');
  expect(await freePort(port, '127.0.0.1')).toBe(port);
});
