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
  const added = await ask('/codes/add', { block: { name: 'Alarm' }, person: { name: ' Ana ', code: '83026471' } });
  expect(added).toMatchObject({
    ok: true,
    block: { name: 'Alarm' },
    people: [{ name: 'Ana', credentials: [{ kind: 'code' }], rights: { can: expect.arrayContaining(['disarm']) } }],
    choices: { partitions: [{ id: 'house' }], modes: ['away', 'home', 'night', 'vacation'] },
  });
  expect(await ask('/open', { block: {} })).toMatchObject({ people: [{ name: 'Ana', credentials: [{}] }] });
  const removed = await ask('/codes/remove', { block: added['block'], name: 'Ana' });
  expect(removed).toMatchObject({ ok: true, block: { name: 'Alarm' }, people: [] });
  const files = readdirSync(storagePath, { recursive: true, encoding: 'utf8' }).map((file) => join(storagePath, file));
  const text = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'latin1'));
  expect([...text, JSON.stringify([added, removed, pushed])].join('')).not.toContain('83026471');
});

test('enrols a tag and a code for one time, and revokes one of the two', async () => {
  const rights = { can: ['unlock', 'lock'] };
  await ask('/codes/add', { person: { name: 'Cleo', kind: 'tag', code: '04:A1:B2:C3', label: 'blue fob', rights } });
  const added = await ask('/codes/add', { person: { name: 'Cleo', code: '847392', uses: 1, until: '2100-01-01' } });
  const [cleo] = added['people'] as [{ credentials: { id: string; kind: string }[] }];
  expect(cleo).toMatchObject({
    rights: { can: ['lock', 'unlock'] },
    credentials: [
      { kind: 'code', uses: 1, usesLeft: 1 },
      { kind: 'tag', label: 'blue fob' },
    ],
  });
  const left = await ask('/codes/revoke', { id: cleo.credentials[1]?.id });
  expect(left).toMatchObject({ people: [{ credentials: [{ kind: 'code' }] }] });
});

test('changes what a guest may do, and leaves those of the configuration to it', async () => {
  const block = { users: [{ name: 'Ana', can: ['arm'] }] };
  await ask('/codes/add', { block, person: { name: 'Ana', code: '847392', rights: { can: ['disarm'] } } });
  await ask('/codes/add', { block, person: { name: 'Cleo', code: '503947' } });
  const changed = await ask('/codes/rights', { block, name: 'Cleo', rights: { can: ['arm'], enabled: false } });
  expect(changed['people']).toEqual([
    expect.not.objectContaining({ rights: expect.anything() }),
    expect.objectContaining({ name: 'Cleo', rights: { can: ['arm'], enabled: false } }),
  ]);
  const refused = await ask('/codes/rights', { block, name: 'Ana', rights: { can: ['disarm'] } });
  expect(refused).toEqual({ ok: false, problem: expect.stringMatching(/under users/) });
});

test('refuses in words, and does not give away whose code a taken one is', async () => {
  expect(await ask('/codes/add')).toEqual({ ok: false, problem: 'The name is missing.' });
  await ask('/codes/add', { person: { name: 'Ana', code: '847392' } });
  const refused = await ask('/codes/add', { person: { name: 'Ben', code: '847392' } });
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
