import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OpenHome } from '@nightlatch/assembly';
import { openHome, readConfig } from '@nightlatch/assembly';
import type { SilentAlarm } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { mqttSink } from '@nightlatch/notify';
import { TestClock } from '@nightlatch/testing';
import { connectAsync } from 'mqtt';
import { selfSigned } from '../packages/link/test/certificate.ts';
import type { Mosquitto } from './mosquitto.ts';
import { MOSQUITTO, freePort, startMosquitto } from './mosquitto.ts';

const PASSWORD = 'a-password-elsewhere';
const CODE = '830264';
const DURESS = '502917';
const TOPIC = 'help/home';
const run = MOSQUITTO ? test : test.skip;

let folder: string;
let port: number;
let ca: string;
let broker: Mosquitto;

beforeAll(async () => {
  if (!MOSQUITTO) return;
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-silent-'));
  const { cert, key } = selfSigned();
  ca = cert;
  writeFileSync(join(folder, 'elsewhere.pem'), cert);
  writeFileSync(join(folder, 'key.pem'), key);
  port = await freePort();
  broker = await elsewhere();
}, 20_000);

afterAll(async () => {
  await broker?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** A broker outside the house: TLS with a certificate of its own authority, and a password. */
const elsewhere = (): Promise<Mosquitto> =>
  startMosquitto({
    port,
    users: { house: PASSWORD },
    tls: { certFile: join(folder, 'elsewhere.pem'), keyFile: join(folder, 'key.pem') },
  });

/** Whoever is to be told: they hear the next call for help. */
async function helper(): Promise<{ heard: Promise<{ id: string; event: string }>; close: () => Promise<void> }> {
  const client = await connectAsync(broker.url, { username: 'house', password: PASSWORD, ca });
  await client.subscribeAsync(TOPIC, { qos: 1 });
  const heard = new Promise<{ id: string; event: string }>((resolve) => {
    client.once('message', (_, payload) => resolve(JSON.parse(payload.toString()) as { id: string; event: string }));
  });
  return { heard, close: () => client.endAsync(true) };
}

const sink = (more: object = {}) =>
  mqttSink({ broker: broker.url, topic: TOPIC, username: 'house', password: new SecretText(PASSWORD), ca, ...more });

const ALARM: SilentAlarm = {
  id: 'f3b0',
  at: 0,
  event: 'panic',
  home: { id: 'home', name: 'Home' },
  partition: 'house',
};

run('a call for help arrives at a real broker by TLS, with a password', async () => {
  const { heard, close } = await helper();
  await sink().deliver(ALARM);
  expect(await heard).toEqual({ v: 1, ...ALARM, at: '1970-01-01T00:00:00.000Z' });
  await close();
});

run.each([
  ['whose certificate another authority signed', { ca: undefined }],
  ['that does not know the password', { password: new SecretText('another') }],
  ['that is not there', { broker: 'mqtts://127.0.0.1:9' }],
])('it is not delivered to a broker %s', async (_, more) => {
  const { ca: authority, ...rest } = { ca, ...more };
  const given = mqttSink({
    broker: broker.url,
    topic: TOPIC,
    username: 'house',
    password: new SecretText(PASSWORD),
    ...rest,
    ...(authority === undefined ? {} : { ca: authority }),
  });
  await expect(given.deliver(ALARM)).rejects.toThrow();
});

run(
  'duress while the broker is down is kept, through a restart of the hub, until the broker is back',
  async () => {
    const dataDir = join(folder, 'data');
    const env = {
      NIGHTLATCH_SECRET_ANA: CODE,
      NIGHTLATCH_SECRET_DURESS: DURESS,
      NIGHTLATCH_SECRET_ELSEWHERE: PASSWORD,
    };
    const said: string[] = [];
    const note = (words: string): void => void said.push(words);
    const open = (clock?: TestClock): Promise<OpenHome> => {
      const file = join(folder, 'house.yaml');
      const { config } = readConfig(house(), { env, file });
      const time = clock ? { clock } : {};
      return openHome(config, { dataDir, file, ...time, log: { error: note, warn: note, info: note, debug: note } });
    };
    await broker.stop('SIGKILL');
    let home = await open();
    const panel = home.home({ origin: 'panel' });
    expect(await panel.execute({ type: 'arm', mode: 'away', force: true, skipDelay: true })).toEqual({ ok: true });
    expect(await panel.execute({ type: 'disarm', code: new SecretText(DURESS) })).toEqual({ ok: true });
    await home.close();
    /* It tries at once, in vain; and again once it is time, which it is when somebody listens. */
    const clock = new TestClock(Date.now());
    home = await open(clock);
    broker = await elsewhere();
    const { heard, close } = await helper();
    const over = new AbortController();
    const alarm = heard.finally(() => over.abort());
    void passTime(clock, over.signal);
    expect(await alarm).toMatchObject({ v: 1, event: 'duress', partition: 'house', user: 'Ana' });
    await Promise.all([close(), home.close()]);
    expect(said.join('\n')).not.toMatch(/duress|silent|help\/home|mqtts/i);
  },
  30_000,
);

/** Lets minutes pass, for as long as nothing has come. */
async function passTime(clock: TestClock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    clock.advance(300_000);
    await new Promise((resolve) => void setImmediate(resolve));
  }
}

const house = (): object => ({
  sources: [{ type: 'simulator', script: 'none' }],
  users: [{ name: 'Ana', code: { secret: 'ana' }, duress: { secret: 'duress' } }],
  silent: [
    {
      type: 'mqtt',
      broker: `mqtts://127.0.0.1:${port}`,
      topic: TOPIC,
      username: 'house',
      password: { secret: 'elsewhere' },
      ca: 'elsewhere.pem',
    },
  ],
});

run('a certificate that is not there is named before anything is opened', async () => {
  const env = { NIGHTLATCH_SECRET_ANA: CODE, NIGHTLATCH_SECRET_DURESS: DURESS, NIGHTLATCH_SECRET_ELSEWHERE: PASSWORD };
  const { config } = readConfig(house(), { env, file: join(folder, 'none', 'house.yaml') });
  const file = join(folder, 'none', 'house.yaml');
  const log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
  await expect(openHome(config, { dataDir: join(folder, 'other'), file, log })).rejects.toThrow(/silent\.0\.ca/);
});
