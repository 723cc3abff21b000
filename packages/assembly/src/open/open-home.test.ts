import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Home, HomeChange, Log } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import mqttPacket from 'mqtt-packet';
import { readConfig } from '../load/load-config.ts';
import type { Config, ConfigInput } from '../schema/configuration-schema.ts';
import { enrolledIn, openConfiguredHome } from './open-configured-home.ts';
import type { OpenHome } from './open-home.ts';
import { openHome } from './open-home.ts';

let folder: string;
let lines: string[];
let open: OpenHome[];
const log: Log = {
  error: (line) => lines.push(`error ${line}`),
  warn: (line) => lines.push(`warn ${line}`),
  info: (line) => lines.push(`info ${line}`),
  debug: () => undefined,
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-open-'));
  lines = [];
  open = [];
});
afterEach(async () => {
  for (const home of open.toReversed()) await home.close();
  rmSync(folder, { recursive: true });
});

const SIMULATED: ConfigInput = { sources: [{ type: 'simulator', script: 'none' }] };

function read(config: ConfigInput, env: NodeJS.ProcessEnv = {}): Config {
  return readConfig(config, { env }).config;
}

async function start(config: ConfigInput, dataDir = join(folder, 'data')): Promise<OpenHome> {
  const home = await openHome(read(config), { dataDir, log });
  open.push(home);
  return home;
}

function seen(home: Home, isIt: (change: HomeChange) => boolean, isSo: () => boolean): Promise<void> {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve) => {
    const following = home.changes.subscribe((change) => {
      if (!isIt(change)) return;
      following.unsubscribe();
      resolve();
    });
  });
}

test('opens a simulated house, adopts its sensors and says so, and arms it', async () => {
  const house = (await start(SIMULATED)).home({ origin: 'panel' });
  const zones = (): number => house.snapshot.partitions.get('house')?.zones.length ?? 0;
  await seen(
    house,
    ({ type }) => type === 'partition' && zones() > 5,
    () => zones() > 5,
  );
  expect(lines).toContainEqual(expect.stringMatching(/^info "house" lists no zones, so it watches .* as entry\.$/));
  expect(await house.execute({ type: 'arm', mode: 'away', force: true })).toEqual({ ok: true });
  expect(house.snapshot.partitions.get('house')?.state).toBe('arming');
});

test('a home makes no buffers of 65,536 numbers for its MQTT', async () => {
  mqttPacket.writeToStream.cacheNumbers = true;
  await start(SIMULATED);
  expect(mqttPacket.writeToStream.cacheNumbers).toBe(false);
});

test('gives a device its name and room, and leaves out a hidden one', async () => {
  const plain = (await start(SIMULATED)).home({ origin: 'panel' });
  const [first = '', second = ''] = [...plain.snapshot.devices.keys()];
  await open.pop()?.close();
  const devices = [
    { id: first, name: 'Main entrance', room: 'Hall' },
    { id: second, hidden: true },
  ];
  const { devices: shown } = (await start({ ...SIMULATED, devices }, join(folder, 'other'))).home({
    origin: 'panel',
  }).snapshot;
  expect(shown.get(first)).toMatchObject({ name: 'Main entrance', room: 'Hall' });
  expect(shown.has(second)).toBe(false);
});

test('a home that joins shows the home of the host, and commands it', async () => {
  const host = await start({ ...SIMULATED, link: { role: 'host', port: 0 } });
  const [address] = host.addresses;
  expect(address).toMatchObject({ what: 'MQTT', address: expect.stringMatching(/^mqtt:\/\/127\.0\.0\.1:\d+$/) });
  const joined = await start({ link: { role: 'join', broker: address?.address ?? '', client: 'test' } });
  const home = joined.home({ origin: 'homekit' });
  await seen(
    home,
    (change) => change.type === 'link' && change.to === 'online',
    () => home.snapshot.link === 'online',
  );
  expect(joined.hub).toBeUndefined();
  expect(home.snapshot.devices.size).toBe(host.home({ origin: 'panel' }).snapshot.devices.size);
  expect(await home.execute({ type: 'arm', mode: 'away', force: true })).toEqual({ ok: true });
  expect(await home.execute({ type: 'disarm' })).toMatchObject({ ok: false, reason: 'code-required' });
});

test('what was opened is closed again when the link cannot be', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => void blocker.listen(0, '127.0.0.1', resolve));
  const { port } = blocker.address() as AddressInfo;
  const dataDir = join(folder, 'data');
  const options = { dataDir, log };
  await expect(openHome(read({ ...SIMULATED, link: { role: 'host', port } }), options)).rejects.toMatchObject({
    code: 'port-taken',
  });
  await new Promise<void>((resolve) => void blocker.close(() => resolve()));
  await expect(start(SIMULATED, dataDir)).resolves.toBeDefined();
});

test('a data folder holds one hub, and is free again once it is closed', async () => {
  const first = await start(SIMULATED);
  await expect(openHome(read(SIMULATED), { dataDir: join(folder, 'data'), log })).rejects.toMatchObject({
    code: 'data-locked',
  });
  await Promise.all([first.close(), first.close()]);
  await expect(start(SIMULATED)).resolves.toBeDefined();
});

test('a certificate that is not there is a mistake of the configuration', async () => {
  const link = { role: 'host', port: 0, tls: { cert: 'none.pem', key: 'none.key' } } as const;
  await expect(openHome(read({ ...SIMULATED, link }), { dataDir: join(folder, 'data'), log })).rejects.toMatchObject({
    problems: [{ key: 'link.tls.cert', message: 'The file none.pem cannot be read.' }],
  });
});

test('a configured code is enrolled once; then its secret may go, and the code still disarms', async () => {
  const users = [{ name: 'Ana', code: { secret: 'ana-code' } }];
  const options = { dataDir: join(folder, 'data'), file: join(folder, 'config.json'), log };
  expect(enrolledIn(options.dataDir)('Ana', false)).toBe(false);
  expect(existsSync(options.dataDir)).toBe(false);
  await expect(openConfiguredHome({ ...SIMULATED, users }, options)).rejects.toThrow(/"ana-code" is nowhere/);

  writeFileSync(join(folder, 'secrets.yaml'), 'ana-code: "135790"\n', { mode: 0o600 });
  await (await openConfiguredHome({ ...SIMULATED, users }, options)).close();
  rmSync(join(folder, 'secrets.yaml'));
  const again = await openConfiguredHome({ ...SIMULATED, users }, options);
  open.push(again);
  const panel = again.home({ origin: 'panel' });
  await panel.execute({ type: 'arm', mode: 'away', force: true });
  expect(await panel.execute({ type: 'disarm', code: new SecretText('135791') })).toMatchObject({
    reason: 'wrong-code',
  });
  expect(await panel.execute({ type: 'disarm', code: new SecretText('135790') })).toEqual({ ok: true });
  expect(lines.join('\n')).not.toContain('13579');
});
