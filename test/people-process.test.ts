import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { publishHouse } from '../bench/zigbee-house.ts';
import { CommandLine } from '../packages/nightlatch/test/command-line.ts';
import { Commander } from './hub-killed/commander.ts';
import type { Mosquitto } from './mosquitto.ts';
import { MOSQUITTO, startMosquitto } from './mosquitto.ts';

const CODE = '902110';
const FOB = '+4A1B2C3D';
const run = MOSQUITTO ? test : test.skip;

/** A keypad at the door, a lock that disarms for whom its own codes stand for, and a client on the link. */
const HOUSE = (broker: string): string => `
home: { id: home, name: Home }
link: { role: host, broker: ${broker}, clients: [{ name: phone }] }
sources: [{ type: zigbee2mqtt, broker: ${broker} }]
users: [{ name: Ana }]
partitions:
  - id: house
    name: House
    modes: { away: { exitDelay: 0 } }
    keypads: [keypad 1]
    locks: [{ device: lock 1, unlockDisarms: true }]
`;

let mosquitto: Mosquitto;
let zigbee: MqttClient;
let line: CommandLine;
let phone: Commander;
/** What the keypad was told, in order. */
const answers: { arm_mode?: { mode: string; transaction: number } }[] = [];
let heard = (): void => undefined;
let state = '';

beforeAll(async () => {
  if (!MOSQUITTO) return;
  mosquitto = await startMosquitto();
  zigbee = await connectAsync(mosquitto.url);
  await publishHouse(zigbee, { contact: 2, keypad: 1, lock: 1 });
  line = new CommandLine();
  writeFileSync(join(line.folder, 'house.yaml'), HOUSE(mosquitto.url));
  const hub = line.begin(['start']);
  await hub.wrote('The house is open');
  phone = await Commander.connect(mosquitto.url, 'phone');
  zigbee.on('message', (topic, payload) => {
    if (topic.endsWith('/partition/house')) state = (JSON.parse(payload.toString()) as { state: string }).state;
    if (topic === 'zigbee2mqtt/keypad 1/set') answers.push(JSON.parse(payload.toString()) as (typeof answers)[0]);
    heard();
  });
  await zigbee.subscribeAsync(['zigbee2mqtt/keypad 1/set', 'nightlatch/home/partition/house']);
}, 60_000);

afterAll(async () => {
  await phone?.close();
  await zigbee?.endAsync(true);
  line?.clear();
  await mosquitto?.stop();
});

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => (heard = resolve));
  }
}

const becomes = (wanted: string): Promise<true> => until(() => (state === wanted ? true : undefined));
const arm = async (): Promise<void> => {
  expect(await phone.ask({ type: 'arm', mode: 'away' })).toMatchObject({ ok: true });
  await becomes('armed');
};

let transaction = 0;

/** Types a code at the keypad, or holds a tag to it. @returns What the keypad is answered. */
async function enter(code: string): Promise<string> {
  transaction += 1;
  const mine = transaction;
  const entry = { action: 'disarm', action_code: code, action_transaction: mine, battery: 90 };
  await zigbee.publishAsync('zigbee2mqtt/keypad 1', JSON.stringify(entry));
  return await until(() => answers.find(({ arm_mode: told }) => told?.transaction === mine)?.arm_mode?.mode);
}

/** Opens the lock with a code of the lock's own, as it reports that. */
const openLock = (user: number): Promise<unknown> =>
  zigbee.publishAsync(
    'zigbee2mqtt/lock 1',
    JSON.stringify({ action: 'unlock', action_source_name: 'keypad', action_user: user, state: 'LOCK' }),
  );

run(
  'a guest’s code is good at a running hub as soon as the command line says so, and wrong everywhere once it is revoked',
  async () => {
    await arm();
    expect(await enter(CODE)).toBe('invalid_code');
    const guest = ['--guest', '--can', 'disarm', '--stdin'];
    expect(await line.run(['codes', 'add', 'Cleo', ...guest], { input: CODE })).toMatchObject({ code: 0 });
    expect(await enter(CODE)).toBe('disarm');
    await becomes('disarmed');
    await arm();
    expect(await line.run(['codes', 'revoke', 'Cleo'])).toMatchObject({ code: 0 });
    expect(await enter(CODE)).toBe('invalid_code');
    expect(await phone.ask({ type: 'disarm', code: CODE })).toMatchObject({ ok: false, reason: 'wrong-code' });
    expect(state).toBe('armed');
  },
  60_000,
);

run(
  'a tag is learned at the keypad by a running hub, disarms from then on, and no more once it is revoked',
  async () => {
    const learning = line.begin(['codes', 'learn', 'Dora', '--guest', '--can', 'disarm', '--at', 'keypad 1']);
    await learning.wrote('Hold the tag of Dora to keypad 1 now: 60 seconds.');
    /* The keypad is told that it was taken, and that the house is still armed. */
    expect(await enter(FOB)).toBe('arm_all_zones');
    expect(await learning.ended).toMatchObject({ code: 0, out: expect.stringContaining("Dora's from now on.") });
    expect(state).toBe('armed');
    expect(await enter(FOB)).toBe('disarm');
    await becomes('disarmed');
    const again = line.begin(['codes', 'learn', 'Ana', '--at', 'keypad 1']);
    await again.wrote('Hold the tag');
    expect(await enter(FOB)).toBe('invalid_code');
    const refused = await again.ended;
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('This tag is known already') });
    expect(refused.err).not.toContain('Dora');
    await line.run(['codes', 'revoke', 'Dora']);
    await arm();
    expect(await enter(FOB)).toBe('invalid_code');
    expect(state).toBe('armed');
  },
  60_000,
);

run(
  'a code that a lock keeps by itself disarms for the guest whose it is, and no more once they are revoked',
  async () => {
    const slot = ['codes', 'slot', 'Eva', '--guest', '--can', 'disarm', '--lock', 'lock 1', '--slot', '7'];
    expect(await line.run(slot)).toMatchObject({ code: 0, out: expect.stringContaining('Number 7 of lock 1') });
    await openLock(7);
    await becomes('disarmed');
    await arm();
    await line.run(['codes', 'revoke', 'Eva']);
    await openLock(7);
    /* What the lock said before it is handled before. */
    expect(await enter(CODE)).toBe('invalid_code');
    expect(state).toBe('armed');
    const known = line.begin(['codes', 'learn', 'Ana', '--at', 'lock 1']);
    await known.wrote('Hold the tag');
    await openLock(9);
    expect(await known.ended).toMatchObject({ code: 0 });
    expect((await line.run(['codes', 'list'])).out).toMatch(/Ana \(slot, lock 1, 9\)/);
    expect(state).toBe('armed');
    await openLock(9);
    await becomes('disarmed');
  },
  60_000,
);

run('no code and no tag is in any file of the house', () => {
  const files = readdirSync(line.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const text = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n');
  expect(text).not.toMatch(new RegExp(`${CODE}|4A1B2C3D`, 'i'));
});
