import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ProbeOptions } from '@nightlatch/assembly';
import type { DeviceNews } from './device-watch.ts';
import { SettingsDesk } from './settings-desk.ts';

let storagePath: string;
let desk: SettingsDesk;
let pushed: { event: string; data: object }[];
let onPush: () => void;
let probed: ProbeOptions[];

beforeEach(() => {
  storagePath = mkdtempSync(join(tmpdir(), 'nightlatch-desk-'));
  pushed = [];
  probed = [];
  onPush = () => undefined;
  desk = new SettingsDesk({
    storagePath,
    push: (event, data) => {
      pushed.push({ event, data });
      onPush();
    },
    probe: async (options) => {
      probed.push(options);
      return { outcome: 'login' };
    },
  });
});

afterEach(async () => {
  await desk.close();
  rmSync(storagePath, { recursive: true });
});

const ask = async (path: string, body: object = {}): Promise<Record<string, unknown>> => ({
  ...(await desk.answer(path, body)),
});

test('enrols, lists and revokes codes without a trace of them in any answer or file', async () => {
  const added = await ask('/codes/add', { block: { name: 'Alarm' }, name: ' Ana ', code: '83026471' });
  expect(added).toMatchObject({
    ok: true,
    block: { name: 'Alarm' },
    people: [{ name: 'Ana', hasCode: true, can: expect.arrayContaining(['disarm']) }],
  });
  expect(await ask('/open', { block: {} })).toMatchObject({ people: [{ name: 'Ana', hasCode: true }] });
  const removed = await ask('/codes/remove', { block: added['block'], name: 'Ana' });
  expect(removed).toEqual({ ok: true, block: { name: 'Alarm' }, people: [] });
  const files = readdirSync(storagePath, { recursive: true, encoding: 'utf8' }).map((file) => join(storagePath, file));
  const text = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'latin1'));
  expect([...text, JSON.stringify([added, removed, pushed])].join('')).not.toContain('83026471');
});

test('enrols a tag and a code for one time, and revokes one of the two', async () => {
  const until = Date.now() + 3_600_000;
  await ask('/codes/add', { name: 'Cleo', kind: 'tag', code: '04:A1:B2:C3', label: 'blue fob', rights: 'doors' });
  const added = await ask('/codes/add', { name: 'Cleo', code: '847392', once: true, until });
  const [cleo] = added['people'] as [{ credentials: { id: string; kind: string }[] }];
  expect(cleo).toMatchObject({
    can: ['unlock', 'lock'],
    credentials: [
      { kind: 'code', uses: 1, until },
      { kind: 'tag', label: 'blue fob' },
    ],
  });
  const left = await ask('/codes/revoke', { id: cleo.credentials[1]?.id });
  expect(left).toMatchObject({ people: [{ credentials: [{ kind: 'code' }] }] });
});

test('leaves the rights of whom the configuration names to the configuration', async () => {
  const block = { users: [{ name: 'Ana', can: ['arm'] }] };
  const { people } = await ask('/codes/add', { block, name: 'Ana', code: '847392', rights: 'usual' });
  expect(people).toEqual([expect.not.objectContaining({ can: expect.anything() })]);
});

test.each([
  [{ name: 'Ana', code: '847392', until: 5 }, /to come/],
  [{ name: 'Ana', kind: 'tag', code: '!' }, /^The tag for Ana must be/],
  [{ name: 'Ana', code: '123456' }, /^Digits in a row/],
  [{ name: 'Ana', code: '4711' }, /^Use 6 digits\.$/],
  [{ name: 'Ana' }, /^The code is missing\.$/],
  [{ code: '847392' }, /^The name is missing\.$/],
  [{ name: 'A'.repeat(65), code: '847392' }, /too long/],
  [{ name: ['Ana'], code: { a: 1 } }, /missing/],
])('refuses %j in words', async (body, words) => {
  expect(await ask('/codes/add', body)).toEqual({ ok: false, problem: expect.stringMatching(words) });
});

test('does not give away whose code a taken one is', async () => {
  await ask('/codes/add', { name: 'Ana', code: '847392' });
  const refused = await ask('/codes/add', { name: 'Ben', code: '847392' });
  expect(refused).toEqual({ ok: false, problem: expect.stringMatching(/choose another/) });
  expect(JSON.stringify(refused)).not.toMatch(/Ana|847392/);
});

test('keeps a password apart from the configuration, and uses it again without being told', async () => {
  const body = { kind: 'zigbee2mqtt', broker: 'nas.local', username: 'ana', password: 'rosebud', block: {} };
  const { block } = await ask('/use', body);
  expect(JSON.stringify(block)).not.toContain('rosebud');
  expect(readFileSync(join(storagePath, 'secrets.yaml'), 'utf8')).toBe('mqtt-password: "rosebud"\n');
  await ask('/probe', { kind: 'zigbee2mqtt', broker: 'nas.local', username: 'ana', block });
  expect(probed[0]).toMatchObject({ broker: 'mqtt://nas.local:1883', username: 'ana' });
  expect(probed[0]?.password?.reveal()).toBe('rosebud');
});

test('refuses what the plugin would refuse at its start', async () => {
  const block = { partitions: [{ id: 'house', sirenSeconds: 5 }], sources: [{ type: 'simulator' }] };
  const answer = await ask('/zones', { block, zones: [] });
  expect(answer).toEqual({ ok: false, problem: expect.stringContaining('sirenSeconds') });
});

const rowOf = (name: string): DeviceNews['rows'][number] | undefined =>
  pushed.flatMap(({ data }) => (data as DeviceNews).rows).findLast((row) => row.name === name);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => (onPush = resolve));
}

test('follows a simulated house, and lets it pretend', async () => {
  const block = { sources: [{ type: 'simulator', script: 'none' }] };
  expect(await ask('/watch', { block })).toEqual({ ok: true, isSimulated: true });
  await until(() => rowOf('Front door') !== undefined);
  expect(rowOf('Front door')).toMatchObject({
    room: 'Hall',
    moved: 0,
    values: [{ text: 'Closed' }],
    zones: [{ type: 'entry' }],
  });
  await ask('/pretend', { device: rowOf('Front door')?.id });
  await until(() => (rowOf('Front door')?.moved ?? 0) > 0);
  expect(rowOf('Front door')).toMatchObject({ values: [{ text: 'Open', state: 'active' }] });
  expect(await ask('/pretend', { device: 'zigbee2mqtt/0x01' })).toMatchObject({ ok: false });
});

test.each([null, 7, 'text', [], { block: 7, zones: [null, { device: 7, signal: {} }], name: {} }])(
  'answers %j on every path without falling over',
  async (body) => {
    for (const path of desk.paths.filter((name) => name !== '/find')) {
      expect(await desk.answer(path, body)).toHaveProperty('ok');
    }
    expect(await desk.answer('/unknown', body)).toEqual({ ok: false, problem: expect.stringMatching(/reload/) });
  },
);
