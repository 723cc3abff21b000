import { createHmac } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SilentAlarm } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { webhookSink } from './webhook-sink.ts';

const ALARM: SilentAlarm = {
  id: 'f3b0',
  at: Date.parse('2026-03-01T22:00:00Z'),
  event: 'duress',
  home: { id: 'home', name: 'Home' },
  partition: 'house',
  user: 'Ana',
};

let server: Server;
let url: string;
let status: number;
let received: { request: IncomingMessage; body: string }[];

beforeEach(async () => {
  [status, received] = [204, []];
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/help`;
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  received.push({ request, body: await text(request) });
  if (status !== 0) response.writeHead(status, { location: `${url}/elsewhere` }).end();
}

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
});

test('posts who calls for help, where and when, as JSON', async () => {
  await webhookSink({ url, token: new SecretText('tk') }).deliver(ALARM);
  const [{ request, body }] = received as [(typeof received)[0]];
  expect(JSON.parse(body)).toEqual({ v: 1, ...ALARM, at: '2026-03-01T22:00:00.000Z' });
  expect(request).toMatchObject({ method: 'POST', url: '/help' });
  expect(request.headers).toMatchObject({
    'content-type': 'application/json',
    'x-nightlatch-id': 'f3b0',
    authorization: 'Bearer tk',
  });
  expect(request.headers).not.toHaveProperty('x-nightlatch-signature');
});

test('signs time and body, so that neither can be forged nor sent again later', async () => {
  await webhookSink({ url, key: new SecretText('long and random') }).deliver(ALARM);
  const [{ request, body }] = received as [(typeof received)[0]];
  const stamp = String(request.headers['x-nightlatch-timestamp']);
  const expected = createHmac('sha256', 'long and random').update(`${stamp}.${body}`).digest('hex');
  expect([stamp, request.headers['x-nightlatch-signature']]).toEqual([String(ALARM.at), `sha256=${expected}`]);
});

test.each([301, 307, 400, 401, 404, 500, 503])(
  '%d is not delivered, and no redirection is followed',
  async (answer) => {
    status = answer;
    await expect(webhookSink({ url }).deliver(ALARM)).rejects.toMatchObject({ code: 'webhook-refused' });
    expect(received).toHaveLength(1);
  },
);

test('a receiver that does not answer is given up after a while', async () => {
  status = 0;
  await expect(webhookSink({ url, timeoutMs: 30 }).deliver(ALARM)).rejects.toMatchObject({ name: 'TimeoutError' });
});
