import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openCodes } from '@nightlatch/hub';
import { SecretText } from '@nightlatch/model';
import { readConfig } from '../load/load-config.ts';
import type { OpenHome } from '../open/open-home.ts';
import { openHome } from '../open/open-home.ts';
import { PeopleDesk } from './people-desk.ts';
import type { PeopleHouse } from './people-house.ts';
import { peopleHouse } from './people-house.ts';

const CODE = '83026471';

let dataDir: string;
let desk: PeopleDesk;
let house: PeopleHouse;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'nightlatch-people-'));
  desk = new PeopleDesk(dataDir);
  const block = {
    home: { timeZone: 'Europe/Madrid' },
    users: [{ name: 'Ana', can: ['arm'] }],
    partitions: [
      { id: 'house', name: 'House', modes: { siesta: {} } },
      { id: 'shed', name: 'Shed' },
    ],
  };
  house = peopleHouse(readConfig(block).config);
});

afterEach(() => rmSync(dataDir, { recursive: true }));

const everyFile = (): string =>
  readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .map((file) => join(dataDir, file))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('');

test('offers the places and modes of the house, and no reader before its hub has run', async () => {
  expect(await desk.view(house)).toEqual({
    people: [{ name: 'Ana', isNamed: true, credentials: [] }],
    choices: {
      partitions: [
        { id: 'house', name: 'House' },
        { id: 'shed', name: 'Shed' },
      ],
      modes: ['away', 'home', 'night', 'vacation', 'siesta'],
    },
    readers: [],
  });
});

test('does not wait for a tag that no hub would read', async () => {
  await expect(desk.learn({ name: 'Cleo', device: 'hand/keypad' }, house)).rejects.toThrow(/start it first/);
});

describe('beside a running hub', () => {
  const log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
  const block = { sources: [{ type: 'simulator', script: 'none' }] };
  let open: OpenHome;

  beforeEach(async () => {
    open = await openHome(readConfig(block).config, { dataDir, log });
    /* Devices are on the disk once a command after them is answered. */
    await open.home({ origin: 'panel' }).execute({ type: 'silence' });
  });
  afterEach(() => open.close());

  test('waits for a tag at a reader that there is, one at a time, until it is stopped', async () => {
    const { readers } = await desk.view(house);
    expect(readers).toContainEqual({ device: 'simulator/hall-keypad', name: 'Hall keypad (Hall)' });
    await expect(desk.learn({ name: 'Cleo', device: 'hand/none' }, house)).rejects.toThrow(/Choose the reader/);
    const { id } = await desk.learn({ name: 'Cleo', device: 'simulator/hall-keypad' }, house);
    expect(await desk.view(house)).toMatchObject({ learning: { id, name: 'Cleo', state: 'waiting' } });
    await expect(desk.learn({ name: 'Ana', device: 'simulator/hall-keypad' }, house)).rejects.toThrow(/already/);
    await desk.stopLearning(id);
    expect(await desk.view(house)).toMatchObject({ learning: { id, state: 'over' } });
  });
});

test('lets a guest in with a week, days, places and modes, and shows them as they were written', async () => {
  const rights = {
    can: ['disarm', 'bypass'],
    partitions: ['house'],
    modes: ['away'],
    schedule: [{ days: ['mon', 'thu'], from: '08:00', to: '12:30' }],
    from: '2030-06-01',
    until: '2030-06-30',
  };
  const written = { name: ' Cleo ', code: CODE, uses: 3, label: 'spare', until: '2030-06-02', rights };
  await desk.add(written, house);
  const [ana, cleo] = await desk.list(house);
  expect(ana).toEqual({ name: 'Ana', isNamed: true, credentials: [] });
  expect(cleo).toMatchObject({
    name: 'Cleo',
    isNamed: false,
    credentials: [
      { kind: 'code', label: 'spare', uses: 3, usesLeft: 3, isOver: false, until: Date.UTC(2030, 5, 2, 22) },
    ],
    rights: { ...rights, from: '2030-06-01 00:00', until: '2030-07-01 00:00', enabled: true },
  });
  expect(JSON.stringify(cleo) + everyFile()).not.toContain(CODE);
});

test('what it shows of a guest can be written back as it is', async () => {
  const rights = { can: ['disarm'], until: '2030-06-30', schedule: [{ days: ['sun'], from: '22:00', to: '06:00' }] };
  await desk.add({ name: 'Cleo', code: CODE, rights }, house);
  const [, before] = await desk.list(house);
  await desk.setRights('Cleo', { ...before?.rights, enabled: false }, house);
  const [, after] = await desk.list(house);
  expect(after).toEqual({ ...before, rights: { ...before?.rights, enabled: false } });
});

test('changes nothing of somebody whom the configuration names but their codes', async () => {
  await desk.add({ name: 'Ana', code: CODE, rights: { can: ['disarm'] } }, house);
  expect((await desk.list(house))[0]).not.toHaveProperty('rights');
  expect(() => desk.setRights('Ana', { can: ['disarm'] }, house)).toThrow(/change it there/);
  expect(await desk.remove('Ana')).toBe(true);
  expect(await desk.list(house)).toEqual([{ name: 'Ana', isNamed: true, credentials: [] }]);
});

test('cannot change somebody who was taken out meanwhile', async () => {
  await desk.add({ name: 'Cleo', code: CODE }, house);
  await desk.remove('Cleo');
  await expect(desk.setRights('Cleo', { can: ['arm'] }, house)).rejects.toThrow(/any more/);
});

test('a code that is spent or whose days are over is shown as such', async () => {
  await desk.add({ name: 'Cleo', code: CODE, uses: 1 }, house);
  const codes = openCodes(dataDir);
  await codes.add('Dora', new SecretText('847392'), { until: 5 });
  codes.close();
  const people = await desk.list(house);
  expect(people.map(({ credentials }) => credentials.map(({ isOver }) => isOver))).toEqual([[], [false], [true]]);
});

test.each([
  [{ name: 'Cleo', code: CODE, until: '2020-01-01' }, /to come/],
  [{ name: 'Cleo', code: CODE, from: '2030-02-01', until: '2030-01-01' }, /before the first/],
  [{ name: 'Cleo', code: CODE, until: '2030-02-30' }, /Write a day/],
  [{ name: 'Cleo', code: CODE, uses: 0 }, /whole number from 1/],
  [{ name: 'Cleo', kind: 'tag', code: '!' }, /^The tag for Cleo must be/],
  [{ name: 'Cleo', code: '123456' }, /^Digits in a row/],
  [{ name: 'Cleo', code: '4711' }, /^Use 6 digits\.$/],
  [{ name: 'Cleo' }, /^The code is missing\.$/],
  [{ code: CODE }, /^The name is missing\.$/],
  [{ name: 'A'.repeat(65), code: CODE }, /too long/],
  [{ name: ['Cleo'], code: { a: 1 } }, /missing/],
  [{ name: 'Cleo', code: CODE, rights: { can: ['disram'] } }, /^can\.0: .*Did you mean "disarm"\?/],
  [{ name: 'Cleo', code: CODE, rights: { modes: ['siesat'] } }, /^modes\.0: .*Did you mean "siesta"\?/],
  [{ name: 'Cleo', code: CODE, rights: { partitions: ['barn'] } }, /^partitions\.0: "barn" is no partition/],
  [{ name: 'Cleo', code: CODE, rights: { schedule: [{ from: '8' }] } }, /^schedule\.0\.from: /],
  [{ name: 'Cleo', code: CODE, rights: { from: '2030-02-01', until: '2030-01-01' } }, /before it begins/],
  [{ name: 'Cleo', code: CODE, rights: { code: { secret: 'x' } } }, /^code: There is no such key/],
])('refuses %j in words, and lets nobody in', async (written, words) => {
  const refused = await Promise.resolve()
    .then(() => desk.add(written, house))
    .catch((error: Error) => error.message);
  expect(refused).toMatch(words);
  expect(refused).not.toContain(CODE);
  expect(await desk.list(house)).toEqual([expect.objectContaining({ name: 'Ana', credentials: [] })]);
});
