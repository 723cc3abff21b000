import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HOME, flowOf, wired } from './node-red/flow.ts';
import type { NodeRed } from './node-red/node-red.ts';
import { startNodeRed } from './node-red/node-red.ts';

const CODE = '135790';
const HOUSE = `
home: { id: flat, name: Flat }
sources: [{ type: simulator, script: none }]
partitions: [{ id: house, name: House }]
users: [{ name: Ana, code: { secret: ana-code } }]
`;
const PASSWORDS = { ana: 'a-password-of-ana', guest: 'a-password-of-guest' };

let userDir: string;
let red: NodeRed;

/** Node-RED keeps passwords by bcrypt. */
function hashOf(password: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve('node-red/package.json'));
  return (require('bcryptjs') as { hashSync(text: string, rounds: number): string }).hashSync(password, 4);
}

async function tokenOf(username: keyof typeof PASSWORDS): Promise<string> {
  const body = { client_id: 'node-red-editor', grant_type: 'password', scope: '', username };
  const answer = await red.post('/auth/token', { ...body, password: PASSWORDS[username] });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function command(body: object | string, token?: string, type = 'application/json'): Promise<Response> {
  return await fetch(`${red.url}/nightlatch/${HOME}/command`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

beforeAll(async () => {
  userDir = await mkdtemp(join(tmpdir(), 'nightlatch-auth-'));
  const home = { id: HOME, type: 'nightlatch-home', version: 1, role: 'host', configuration: HOUSE };
  await writeFile(join(userDir, 'flows.json'), JSON.stringify(flowOf(home, wired('alarm', 'nightlatch-alarm', 2))));
  const users = [
    { username: 'ana', password: hashOf(PASSWORDS.ana), permissions: '*' },
    { username: 'guest', password: hashOf(PASSWORDS.guest), permissions: 'read' },
  ];
  red = await startNodeRed({
    userDir,
    settings: { adminAuth: { type: 'credentials', users, default: { permissions: 'read' } } },
    env: { NIGHTLATCH_SECRET_ANA_CODE: CODE },
  });
  await red.comms.message('alarm-1', ({ payload }) => payload === 'off');
}, 60_000);
afterAll(async () => {
  await red?.stop();
  await rm(userDir, { recursive: true, force: true });
});

test('whoever may only read may not arm', async () => {
  expect((await command({ mode: 'night', partition: 'house' })).status).toBe(401);
  expect((await command({ mode: 'night', partition: 'house' }, await tokenOf('guest'))).status).toBe(401);
});

test('whoever may only read neither sees the people nor lets one in', async () => {
  const body = JSON.stringify({ do: 'add', person: { name: 'Eve', secret: '246810' } });
  const people = async (method: 'GET' | 'POST', token?: string): Promise<Response> =>
    await fetch(`${red.url}/nightlatch/${HOME}/people`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(method === 'POST' ? { body } : {}),
    });
  for (const token of [undefined, await tokenOf('guest')]) {
    expect([(await people('GET', token)).status, (await people('POST', token)).status]).toEqual([401, 401]);
  }
  const seen = await people('GET', await tokenOf('ana'));
  expect(await seen.json()).toMatchObject({ ok: true, people: [expect.objectContaining({ name: 'Ana' })] });
});

test('who is logged in is whose deed it was, and a person’s rather than a flow’s', async () => {
  const answer = await command({ mode: 'night', partition: 'house' }, await tokenOf('ana'));
  expect(await answer.json()).toEqual({ ok: true });
  const { security } = await red.comms.message('alarm-1', ({ payload }) => payload === 'night');
  expect(security).toMatchObject({ by: 'node-red', client: 'ana', reason: 'change' });
});

test('a refusal is an answer; a code tells the person', async () => {
  const token = await tokenOf('ana');
  const refused = await command({ mode: 'off', partition: 'house' }, token);
  expect([refused.status, await refused.json()]).toEqual([200, { ok: false, reason: 'code-required', zones: [] }]);
  expect(await (await command({ mode: 'off', partition: 'house', code: CODE }, token)).json()).toEqual({ ok: true });
  const { security } = await red.comms.message('alarm-1', ({ payload, security: more }) => {
    return payload === 'off' && more?.['user'] === 'Ana';
  });
  expect(security).toMatchObject({ by: 'node-red', client: 'ana' });
});

test.each<[object | string, string, number, string]>([
  [{ partition: 'house' }, 'application/json', 400, 'mode'],
  [{ mode: 'off', code: 135790 }, 'application/json', 400, 'leading zeros'],
  [{ mode: 'off', hazard: 'fire' }, 'application/json', 400, 'silence'],
  [{ mode: 'silence', hazard: 'ghosts' }, 'application/json', 400, 'ghosts'],
  ['mode=night&partition=house', 'application/x-www-form-urlencoded', 415, ''],
])('refuses %j as %s with %i', async (body, type, status, problem) => {
  const answer = await command(body, await tokenOf('ana'), type);
  const text = await answer.text();
  expect([answer.status, text.includes(problem)]).toEqual([status, true]);
  expect(text).not.toContain(CODE);
});

test('a home that is not deployed is named as such', async () => {
  const answer = await fetch(`${red.url}/nightlatch/nowhere/command`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf('ana')}` },
    body: JSON.stringify({ mode: 'night' }),
  });
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('deploy it first')]);
});

test('the code is in no log', () => {
  expect(red.log.join('\n')).not.toContain(CODE);
});
