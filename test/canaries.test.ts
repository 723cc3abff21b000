import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { RemoteHome } from '@nightlatch/link/client';
import { openRemoteHome } from '@nightlatch/link/client';
import type { CommandResult, Log } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { publishHouse } from '../bench/zigbee-house.ts';
import { CommandLine } from '../packages/nightlatch/test/command-line.ts';
import type { Running } from '../packages/nightlatch/test/command-line.ts';
import { Witness } from './bad-input/witness.ts';
import { CANARY, canariesBelow, canariesIn } from './canaries/canary.ts';
import { freePort, startMosquitto } from './mosquitto.ts';

const ENV = {
  NIGHTLATCH_SECRET_ANA_CODE: CANARY.anaCode,
  NIGHTLATCH_SECRET_ANA_DURESS: CANARY.anaDuress,
  NIGHTLATCH_SECRET_HUB: CANARY.hubPassword,
  NIGHTLATCH_SECRET_PHONE: CANARY.phonePassword,
  NIGHTLATCH_SECRET_OBSERVER: CANARY.observerPassword,
  NIGHTLATCH_SECRET_SINK: CANARY.sinkToken,
};
const house = (broker: string, port: number): string => `
logging: { level: debug }
sources: [{ type: zigbee2mqtt, broker: "${broker}", username: hub, password: { secret: hub } }]
link:
  role: host
  port: ${port}
  clients:
    - { name: phone, password: { secret: phone } }
    - { name: observer, password: { secret: observer } }
users:
  - { name: Ana, code: { secret: ana-code }, duress: { secret: ana-duress } }
  - { name: Ben }
silent: [{ type: webhook, url: "http://127.0.0.1:9/nobody-answers", token: { secret: sink } }]
`;

interface Message {
  readonly topic: string;
  readonly text: string;
}

const closing: (() => unknown)[] = [];
let line: CommandLine;
let running: Running;
let zigbee: MqttClient;
let phone: MqttClient;
let home: RemoteHome;
let witness: Witness;
let url: string;
/** Everything that anyone could read: by where it was read. */
let read: Message[];
let printed: string[];
const log: Log = {
  error: (text) => void printed.push(text),
  warn: (text) => void printed.push(text),
  info: (text) => void printed.push(text),
  debug: (text) => void printed.push(text),
};

beforeEach(async () => {
  [read, printed] = [[], []];
  const users = { hub: CANARY.hubPassword, bridge: CANARY.bridgePassword };
  const mosquitto = await startMosquitto({ users });
  closing.push(() => mosquitto.stop());
  zigbee = await connectAsync(mosquitto.url, { username: 'bridge', password: CANARY.bridgePassword });
  closing.push(() => zigbee.endAsync(true));
  await publishHouse(zigbee, { contact: 1, lock: 1, keypad: 1 });
  line = new CommandLine();
  closing.push(() => line.clear());
  const port = await freePort();
  writeFileSync(join(line.folder, 'house.yaml'), house(mosquitto.url, port));
  running = line.begin(['start'], ENV);
  await running.wrote('The house is open');
  url = `mqtt://127.0.0.1:${port}`;
  phone = await connectAsync(url, { username: 'phone', password: CANARY.phonePassword });
  closing.push(() => phone.endAsync(true));
  const observer = await connectAsync(url, { username: 'observer', password: CANARY.observerPassword });
  closing.push(() => observer.endAsync(true));
  home = await remote('phone', CANARY.phonePassword);
  witness = await Witness.open(await listen(observer), home, []);
  await witness.until('the keypad is there', () => isThere('keypad 1') && isThere('contact 1'));
}, 30_000);

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function remote(client: string, password: string): Promise<RemoteHome> {
  const opened = await openRemoteHome({ broker: url, home: 'home', client, password: new SecretText(password), log });
  closing.push(() => opened.close());
  return opened;
}

/** Writes down all that a client may read; hands on the events alone. */
async function listen(observer: MqttClient): Promise<MqttClient> {
  observer.on('message', (topic, payload) => {
    read.push({ topic, text: payload.toString() });
    (witness as Witness | undefined)?.look();
  });
  await observer.subscribeAsync('#', { qos: 1 });
  const events = await connectAsync(url, { username: 'observer', password: CANARY.observerPassword });
  closing.push(() => events.endAsync(true));
  return events;
}

function isThere(name: string): boolean {
  return [...home.snapshot.devices.values()].some((device) => device.name === name && device.available === true);
}

async function atKeypad(entry: object, told: string): Promise<void> {
  const before = witness.events.length;
  await zigbee.publishAsync('zigbee2mqtt/keypad 1', JSON.stringify(entry), { qos: 1 });
  const isTold = (): boolean =>
    witness.events.slice(before).some(({ type, to, reason }) => (type === 'refused' ? reason : to) === told);
  await witness.until(`the keypad’s entry is ${told}`, isTold);
}

const asks = (command: object): Promise<unknown> =>
  phone.publishAsync(
    'nightlatch/home/command/phone',
    JSON.stringify({ v: 1, id: `${Math.random()}`, at: Date.now(), ...command }),
    { qos: 1 },
  );
const disarms = (code: string): Promise<CommandResult> => home.execute({ type: 'disarm', code: new SecretText(code) });
const arms = (): Promise<CommandResult> => home.execute({ type: 'arm', mode: 'home' });

let battery = 50;
/** What comes before it on every topic has been read when the keypad has told of its battery. */
async function settled(): Promise<void> {
  battery += 1;
  await zigbee.publishAsync('zigbee2mqtt/keypad 1', JSON.stringify({ battery }), { qos: 1 });
  const isTold = (): boolean =>
    read.some(({ topic, text }) => topic.includes('/device/') && text.includes(`"value":${battery},`));
  await witness.until(`the battery is at ${battery} %`, () => witness.moves.includes(`battery ${battery}`) && isTold());
}

async function command(args: readonly string[], input = ''): Promise<string> {
  const { out, err } = await line.run(args, { input, env: ENV });
  printed.push(out, err);
  return out;
}

test('no code, password or PIN is in any log, message, file, journal or error', async () => {
  await command(['codes', 'add', 'Ben', '--stdin'], `${CANARY.benCode}\n`);
  await command(['codes', 'add', 'Ben', '--stdin'], `${CANARY.noCode}\n`);
  await command(['codes', 'add', 'Ben', '--stdin'], `${CANARY.anaCode}\n`);
  await atKeypad({ action: 'arm_day_zones', action_code: CANARY.anaCode, action_transaction: 1 }, 'armed');
  await atKeypad({ action: 'disarm', action_code: CANARY.wrongAtKeypad, action_transaction: 2 }, 'wrong-code');
  await atKeypad({ action: 'disarm', action_code: Number(CANARY.benCode), action_transaction: 3 }, 'disarmed');
  await zigbee.publishAsync('zigbee2mqtt/keypad 1', `{"action":"disarm","action_code":"${CANARY.anaCode}"`);
  await zigbee.publishAsync(
    'zigbee2mqtt/keypad 1',
    JSON.stringify({ action: 'disarm', action_code: [CANARY.anaCode] }),
  );
  const failed = `Publish 'set' 'pin_code' to 'lock 1' failed: {"pin_code":"${CANARY.lockPin}"}`;
  await zigbee.publishAsync('zigbee2mqtt/bridge/logging', JSON.stringify({ level: 'error', message: failed }));

  expect(await arms()).toEqual({ ok: true });
  expect(await disarms(CANARY.wrongByLink)).toEqual({ ok: false, reason: 'wrong-code' });
  expect(await disarms(CANARY.anaDuress)).toEqual({ ok: true });
  for (const field of ['pin', 'partition', 'constructor', CANARY.misplaced])
    await asks({ type: 'disarm', [field]: CANARY.misplaced });
  await asks({ type: CANARY.misplaced });
  await phone.publishAsync('nightlatch/home/command/phone', `{"v":1,"code":"${CANARY.misplaced}"`, { qos: 1 });
  for (const word of [
    `DISARM ${CANARY.anaCode}`,
    JSON.stringify({ action: 'DISARM', code: CANARY.anaCode }),
    JSON.stringify({ action: CANARY.anaCode }),
  ])
    await phone.publishAsync('nightlatch/home/partition/house/set', word, { qos: 1 });
  await expect(
    connectAsync(url, { username: 'phone', password: CANARY.wrongPassword, reconnectPeriod: 0 }),
  ).rejects.toThrow(/user name or password|Not authorized|refused/i);
  await remote('observer', CANARY.wrongPassword);
  await settled();

  writeFileSync(
    join(line.folder, 'plain.yaml'),
    `users: [{ name: Ana, code: "${CANARY.anaCode}" }, { name: Ben, pin: ${CANARY.benCode} }]\n`,
  );
  await command(['check', 'plain.yaml']);
  rmSync(join(line.folder, 'plain.yaml'));
  for (const args of [
    ['check'],
    ['doctor'],
    ['codes', 'list'],
    ['journal', 'print'],
    ['journal', 'print', '--all', '--json'],
    ['journal', 'verify', '--json'],
    ['journal', 'incidents'],
    ['journal', 'export', 'incident.ndjson', '--incident', '2000-01-01..2100-01-01'],
    ['journal', 'verify', 'incident.ndjson'],
    ['backup', 'house.backup'],
  ])
    await command(args);
  expect(canariesBelow(line.folder)).toEqual([]);
  running.process.kill('SIGTERM');
  const { out, err } = await running.ended;
  printed.push(out, err);
  expect(canariesBelow(line.folder)).toEqual([]);
  expect(printed.flatMap((text) => canariesIn(text, text))).toEqual([]);
  expect(read.flatMap(({ topic, text }) => canariesIn(topic, `${topic} ${text}`))).toEqual([]);
  expect(canariesIn('the changes that a bridge sees', JSON.stringify(witness.changes))).toEqual([]);
  /* The search finds what is there. */
  expect(read.length).toBeGreaterThan(20);
  expect(printed.join('\n')).toContain('Ana');
}, 60_000);

test('a disarm under duress looks like any other of the same user, on every topic and in the journal', async () => {
  const looks: (readonly string[])[] = [];
  const journals: (readonly string[])[] = [];
  /* The first round wakes the house up: it still tells what its start brought. */
  for (const code of [CANARY.anaCode, CANARY.anaCode, CANARY.anaDuress, CANARY.anaCode, CANARY.anaDuress]) {
    await settled();
    const [from, fromLine] = [read.length, (await journal()).length];
    expect(await arms()).toEqual({ ok: true });
    await witness.until('the home is armed', () => witness.moves.at(-1) === 'armed');
    expect(await disarms(code)).toEqual({ ok: true });
    await settled();
    looks.push(
      read
        .slice(from)
        .filter(({ topic, text }) => !/\/(status|health)$/.test(topic) && !text.includes('battery'))
        .map(plain)
        .toSorted(),
    );
    journals.push((await journal()).slice(fromLine).filter((text) => !text.includes('battery')));
  }
  const [, normal, duress, normalAgain, duressAgain] = looks;
  expect(duress).toEqual(normal);
  expect(duressAgain).toEqual(normalAgain);
  const [, printedOf, printedOfDuress, ...printedLater] = journals;
  expect([printedOfDuress, ...printedLater]).toEqual([printedOf, printedOf, printedOf]);
  expect(printedOf?.join('\n')).toContain('code of Ana');
  const numbers = witness.events.map(({ n }) => n);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  running.process.kill('SIGTERM');
  const { out, err } = await running.ended;
  expect(`${out}${err}`).not.toMatch(/duress|silent/i);
}, 60_000);

/** The journal as it is printed by default, without the instants. */
async function journal(): Promise<readonly string[]> {
  return (await command(['journal', 'print'])).split('\n').map((text) => text.slice('2026-03-01 00:00:00 '.length));
}

/** A message without what differs each time. */
function plain({ topic, text }: Message): string {
  return `${topic} ${text.replaceAll(/"(n|at|since|until)":\d+/g, '"$1":0').replaceAll(/"id":"[0-9a-f-]{36}"/g, '"id":""')}`;
}
