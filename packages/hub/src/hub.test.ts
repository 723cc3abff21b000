import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { AlarmState, DeviceOrder, HomeChange, NumberedChange } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { inFolder } from '../test/folder.ts';
import { HandSource } from '../test/hand-source.ts';
import { DEVICES, smallHouse } from '../test/small-house.ts';
import { openCodes } from './codes/open-codes.ts';
import { openHub } from './hub.ts';
import { readJournal } from './journal/read-journal.ts';
import type { Hub, HubOptions } from './options.ts';

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const CODE = new SecretText('8675309');

interface House {
  readonly hub: Hub;
  readonly source: HandSource;
}

async function open(dataDir: string, options: Partial<HubOptions> = {}): Promise<House> {
  const source = new HandSource(DEVICES);
  const hub = await openHub({
    home: { id: 'home', name: 'Home' },
    dataDir,
    sources: [source],
    plan: () => smallHouse(),
    seedCodes: [{ user: 'Ana', code: CODE }],
    log: SILENT,
    ...options,
  });
  return { hub, source };
}

function closeAll({ source }: House): void {
  for (const name of ['door', 'window']) {
    source.report({ type: 'attributes', device: `hand/${name}`, values: { contact: 'closed' }, cause: 'live' });
  }
  source.report({ type: 'attributes', device: 'hand/smoke', values: { smoke: false }, cause: 'live' });
}

const openDoor = ({ source }: House, name: string): void =>
  source.report({ type: 'attributes', device: `hand/${name}`, values: { contact: 'open' }, cause: 'live' });

/** Runs a test against a house that is closed afterwards, however the test ends. */
function withHouse(run: (house: House, folder: string) => Promise<void>, options?: Partial<HubOptions>): Promise<void> {
  return inFolder(async (folder) => {
    const house = await open(folder, options);
    try {
      await run(house, folder);
    } finally {
      await house.hub.close();
    }
  });
}

/** Waits until the house shows a state. */
function becomes(house: House, state: AlarmState): Promise<void> {
  return new Promise((resolve) => {
    panel(house).changes.subscribe((change) => {
      if (change.type === 'partition' && change.to.state === state) resolve();
    });
  });
}

const panel = (house: House) => house.hub.homeFor({ origin: 'panel' });
const stateOf = (house: House) => panel(house).snapshot.partitions.get('house');

describe('the way of data', () => {
  test('shows every attribute unknown until it is reported, and a report at once', () =>
    withHouse((house) => {
      expect(panel(house).snapshot.devices.get('hand/door')?.values.contact?.value).toBe('unknown');
      const seen: HomeChange[] = [];
      panel(house).changes.subscribe((change) => seen.push(change));
      openDoor(house, 'door');
      expect(seen[0]).toMatchObject({ type: 'attribute', device: 'hand/door', from: 'unknown', to: 'open' });
      return Promise.resolve();
    }));

  test('refuses to arm while a zone is unknown, and names it', () =>
    withHouse(async (house) => {
      expect(await panel(house).execute({ type: 'arm', mode: 'away' })).toEqual({
        ok: false,
        reason: 'zones-unknown',
        zones: expect.arrayContaining(['hand/door#contact', 'hand/window#contact']),
      });
    }));

  test('arms, alarms on a window at once, drives the siren, and a code disarms', () =>
    withHouse(async (house) => {
      closeAll(house);
      expect(await panel(house).execute({ type: 'arm', mode: 'away' })).toEqual({ ok: true });
      expect(stateOf(house)).toMatchObject({ state: 'armed', mode: 'away' });
      const triggered = becomes(house, 'triggered');
      openDoor(house, 'window');
      await triggered;
      expect(await house.source.ordered((order) => order.type === 'siren' && order.on)).toMatchObject({
        pattern: 'burglary',
      });
      expect(await panel(house).execute({ type: 'disarm' })).toMatchObject({ reason: 'code-required' });
      expect(await panel(house).execute({ type: 'disarm', code: new SecretText('000000') })).toMatchObject({
        reason: 'wrong-code',
      });
      expect(await panel(house).execute({ type: 'disarm', code: CODE })).toEqual({ ok: true });
      expect(stateOf(house)).toMatchObject({ state: 'disarmed' });
      expect(await house.source.ordered((order) => order.type === 'siren' && !order.on)).toBeDefined();
    }));

  test('a siren is ordered before anything is shown, and then shows what tripped it first', () =>
    withHouse(async (house) => {
      closeAll(house);
      expect(await panel(house).execute({ type: 'arm', mode: 'away' })).toEqual({ ok: true });
      const seen: HomeChange[] = [];
      panel(house).changes.subscribe((change) => seen.push(change));
      const triggered = becomes(house, 'triggered');
      openDoor(house, 'window');
      expect(house.source.orders.at(-1)).toMatchObject({ type: 'siren', on: true });
      expect(seen).toEqual([]);
      expect(panel(house).snapshot.devices.get('hand/window')?.values.contact?.value).toBe('open');
      await triggered;
      expect(seen[0]).toMatchObject({ type: 'attribute', device: 'hand/window', to: 'open' });
      expect(seen).toContainEqual(expect.objectContaining({ type: 'hazard', hazard: 'burglary', to: 'alarm' }));
    }));

  test('a keypad arms and disarms with its own number in the answer', () =>
    withHouse(async (house) => {
      closeAll(house);
      house.source.sink.keypad({ device: 'hand/keypad', verb: 'arm', mode: 'away', transaction: 17 });
      await house.source.ordered((order) => order.type === 'keypad' && order.indication.transaction === 17);
      house.source.sink.keypad({ device: 'hand/keypad', verb: 'disarm', code: CODE, transaction: 18 });
      const answer = await house.source.ordered(
        (order) => order.type === 'keypad' && order.indication.transaction === 18,
      );
      expect(answer).toMatchObject({ indication: { answer: 'granted' } });
      expect(stateOf(house)?.state).toBe('disarmed');
    }));

  test('a lock that has not reported yet can be told to lock', () =>
    withHouse(async (house) => {
      expect(await house.hub.homeFor({ origin: 'homekit' }).execute({ type: 'lock', device: 'hand/lock' })).toEqual({
        ok: true,
      });
      expect(await house.source.ordered((order) => order.type === 'lock')).toMatchObject({ locked: true });
    }));

  test('an order that fails is trouble on its device until it succeeds', () =>
    withHouse(async (house) => {
      house.source.answer = { ok: false, problem: 'no route to the device' };
      const trouble = Promise.withResolvers<HomeChange>();
      panel(house).changes.subscribe((change) => change.type === 'trouble' && trouble.resolve(change));
      await house.hub.homeFor({ origin: 'homekit' }).execute({ type: 'lock', device: 'hand/lock' });
      expect(await trouble.promise).toMatchObject({
        kind: 'unconfirmed',
        device: 'hand/lock',
        on: true,
        detail: 'no route to the device',
      });
    }));
});

describe('what was acknowledged', () => {
  test('survives a restart', () =>
    inFolder(async (folder) => {
      const first = await open(folder);
      closeAll(first);
      await panel(first).execute({ type: 'arm', mode: 'away' });
      await first.hub.close();
      const second = await open(folder);
      expect(stateOf(second)).toMatchObject({ state: 'armed', mode: 'away' });
      await second.hub.close();
    }));

  test('numbers changes without a gap, also across a restart', () =>
    inFolder(async (folder) => {
      const numbers: number[] = [];
      for (let run = 0; run < 2; run += 1) {
        const house = await open(folder);
        house.hub.hosted.committed.subscribe(({ n }: NumberedChange) => numbers.push(n));
        closeAll(house);
        openDoor(house, 'door');
        await panel(house).execute({ type: 'silence' });
        await house.hub.close();
      }
      expect(numbers.length).toBeGreaterThan(6);
      const first = numbers[0] ?? 0;
      expect(numbers.at(-1)).toBeGreaterThanOrEqual(first + numbers.length - 1);
      const house = await open(folder);
      const kept = house.hub.hosted.changesAfter(0) ?? [];
      expect(kept.map(({ n }) => n)).toEqual(kept.map((_, index) => index + 1));
      await house.hub.close();
    }));

  test('gives the first answer again to a command that comes twice, also after a restart', () =>
    inFolder(async (folder) => {
      const first = await open(folder);
      closeAll(first);
      const actor = { origin: 'link', client: 'phone' } as const;
      expect(await first.hub.hosted.execute({ type: 'arm', mode: 'away' }, actor, 'c1')).toEqual({ ok: true });
      expect(await first.hub.hosted.execute({ type: 'arm', mode: 'away' }, actor, 'c1')).toEqual({ ok: true });
      await first.hub.close();
      const second = await open(folder);
      expect(await second.hub.hosted.execute({ type: 'arm', mode: 'away' }, actor, 'c1')).toEqual({ ok: true });
      expect(await second.hub.hosted.execute({ type: 'arm', mode: 'away' }, actor, 'c2')).toMatchObject({ ok: false });
      await second.hub.close();
    }));

  test('holds no code anywhere in the house', () =>
    withHouse(async (house, folder) => {
      closeAll(house);
      house.source.sink.keypad({ device: 'hand/keypad', verb: 'disarm', code: CODE, transaction: 1 });
      await panel(house).execute({ type: 'arm', mode: 'away' });
      await panel(house).execute({ type: 'disarm', code: CODE });
      const kinds = [];
      for await (const { kind, body } of readJournal(folder)) {
        expect(JSON.stringify(body)).not.toContain('8675309');
        kinds.push(kind);
      }
      expect(kinds).toEqual(expect.arrayContaining(['configured', 'command', 'code-judged', 'attribute']));
      for (const file of ['hub.db', 'hub.db-wal'])
        expect(readFileSync(join(folder, file), 'latin1')).not.toContain('8675309');
    }));
});

test('a source that cannot start is trouble, and the rest of the house goes on', () =>
  inFolder(async (folder) => {
    const broken = {
      id: 'broken',
      start: () => Promise.reject(new Error('no stick')),
      order: () => Promise.reject(new Error('gone')),
      stop: () => Promise.resolve(),
    };
    const source = new HandSource(DEVICES);
    const { hub } = await open(folder, { sources: [source, broken] });
    expect(hub.homeFor({ origin: 'panel' }).snapshot.devices.size).toBe(DEVICES.length);
    expect(hub.homeFor({ origin: 'panel' }).snapshot.troubles).toEqual([
      expect.objectContaining({ kind: 'unavailable', device: 'broken', detail: 'no stick' }),
    ]);
    await hub.close();
  }));

test('a device that the owner hides is nowhere', () =>
  withHouse(
    (house) => {
      expect(panel(house).snapshot.devices.has('hand/lock')).toBe(false);
      return Promise.resolve();
    },
    { present: (device) => (device.id === 'hand/lock' ? undefined : device) },
  ));

const isAnswer = (order: DeviceOrder): boolean => order.type === 'keypad' && order.indication.transaction === 1;

describe('somebody enrolled beside a running hub', () => {
  const GUEST = new SecretText('902110');
  const disarm = (house: House, code = GUEST) => panel(house).execute({ type: 'disarm', code });

  test('may what the database lets them, without a restart, and nothing once taken out', () =>
    withHouse(async (house, folder) => {
      closeAll(house);
      const arm = () => panel(house).execute({ type: 'arm', mode: 'away' });
      await arm();
      expect(await disarm(house)).toMatchObject({ reason: 'wrong-code' });
      const beside = openCodes(folder);
      await beside.add('Guest', GUEST, { uses: 1 });
      beside.putPerson({ name: 'Guest', can: ['disarm'] });
      expect(beside.list()).toMatchObject([{}, { user: 'Guest', uses: 1, used: 0 }]);
      expect(await disarm(house)).toEqual({ ok: true });
      expect(beside.list()).toMatchObject([{}, { user: 'Guest', uses: 1, used: 1 }]);
      await arm();
      expect(await disarm(house)).toMatchObject({ reason: 'wrong-code' });
      beside.removePerson('Guest');
      beside.close();
      expect(await disarm(house)).toMatchObject({ reason: 'wrong-code' });
    }));

  test('has used their one-time code also after a restart', () =>
    inFolder(async (folder) => {
      const first = await open(folder);
      closeAll(first);
      await first.hub.codes.add('Ana', GUEST, { uses: 1 });
      await panel(first).execute({ type: 'arm', mode: 'away' });
      expect(await disarm(first)).toEqual({ ok: true });
      await first.hub.close();
      const second = await open(folder);
      closeAll(second);
      await panel(second).execute({ type: 'arm', mode: 'away' });
      expect(await disarm(second)).toMatchObject({ reason: 'wrong-code' });
      expect(await disarm(second, CODE)).toEqual({ ok: true });
      await second.hub.close();
    }));

  test('by a bridge has rights of their own, and nobody sees a duress code there', () =>
    withHouse(async (house) => {
      closeAll(house);
      const { credentials, codes } = house.hub;
      await codes.add('Ana', new SecretText('246802'), { duress: true });
      expect(credentials.list()).toEqual([expect.objectContaining({ user: 'Ana', kind: 'code' })]);
      const { id } = await credentials.add({ user: 'Cleaner', kind: 'code', secret: GUEST, can: ['unlock'] });
      expect(await panel(house).execute({ type: 'unlock', device: 'hand/lock', code: GUEST })).toEqual({ ok: true });
      expect(credentials.remove(id)).toBe(true);
      expect(credentials.remove(codes.list().find(({ duress }) => duress)?.id ?? '')).toBe(false);
      expect(credentials.removeAll('Ana')).toBe(1);
      expect(codes.list()).toEqual([]);
    }));

  test('by a bridge come and go within the limits that it sets, and those of the configuration are out of its reach', () =>
    withHouse(async (house) => {
      closeAll(house);
      const { credentials, codes } = house.hub;
      const open = () => panel(house).execute({ type: 'unlock', device: 'hand/lock', code: GUEST });
      expect(credentials.admit({ name: 'Cleaner', can: ['unlock'], schedule: [] })).toBe(true);
      await credentials.add({ user: 'Cleaner', kind: 'code', secret: GUEST });
      expect(credentials.person('Cleaner')).toEqual({ name: 'Cleaner', can: ['unlock'], schedule: [] });
      expect(await open()).toMatchObject({ reason: 'wrong-code' });
      credentials.admit({ name: 'Cleaner', can: ['unlock'] });
      expect(await open()).toEqual({ ok: true });
      expect(credentials.dismiss('Cleaner')).toBe(true);
      expect(await open()).toMatchObject({ reason: 'wrong-code' });
      const ana = credentials.person('Ana');
      expect(ana?.can).toContain('disarm');
      expect(credentials.admit({ name: 'Ana', can: [] })).toBe(false);
      expect(credentials.dismiss('Ana')).toBe(false);
      expect(credentials.person('Ana')).toEqual(ana);
      expect(codes.list()).toEqual([expect.objectContaining({ user: 'Ana' })]);
    }));

  test('with a tag disarms at a keypad that reads it', () =>
    withHouse(async (house) => {
      closeAll(house);
      await house.hub.codes.add('Ana', new SecretText('04:A1:B2:C3'), { kind: 'tag' });
      await panel(house).execute({ type: 'arm', mode: 'away' });
      const tag = new SecretText('04a1b2c3');
      house.source.sink.keypad({ device: 'hand/keypad', verb: 'disarm', tag, transaction: 1 });
      expect(await house.source.ordered(isAnswer)).toMatchObject({ indication: { answer: 'granted' } });
      expect(stateOf(house)?.state).toBe('disarmed');
    }));
});
