import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { DeviceOrder, HomeChange, Log } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { inFolder } from '../test/folder.ts';
import { HandSource } from '../test/hand-source.ts';
import { DEVICES, smallHouse } from '../test/small-house.ts';
import type { CodeRegistry } from './codes/code-registry.ts';
import { LEARNING_MS } from './codes/learning-book.ts';
import { openCodes } from './codes/open-codes.ts';
import { openHub } from './hub.ts';
import type { Hub } from './options.ts';

const FOB = '04:A1:B2:C3';
const KEYPAD = 'hand/keypad';
const LOCK = 'hand/lock';

interface House {
  readonly hub: Hub;
  readonly source: HandSource;
  /** The codes as another process has them. */
  readonly beside: CodeRegistry;
  readonly folder: string;
  readonly said: string[];
}

/** A house whose lock disarms for those that its own codes stand for, and somebody at the command line beside it. */
function withHouse(run: (house: House) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    const source = new HandSource(DEVICES);
    const said: string[] = [];
    const note = (words: string): void => void said.push(words);
    const log: Log = { error: note, warn: note, info: note, debug: note };
    const hub = await openHub({ home: { id: 'home', name: 'Home' }, dataDir: folder, sources: [source], plan, log });
    const beside = openCodes(folder);
    try {
      for (const name of ['door', 'window']) {
        source.report({ type: 'attributes', device: `hand/${name}`, values: { contact: 'closed' }, cause: 'live' });
      }
      source.report({ type: 'attributes', device: 'hand/smoke', values: { smoke: false }, cause: 'live' });
      await panel({ hub }).execute({ type: 'arm', mode: 'away' });
      await run({ hub, source, beside, folder, said });
    } finally {
      beside.close();
      await hub.close();
    }
  });
}

function plan(): ReturnType<typeof smallHouse> {
  const house = smallHouse();
  const lock = { device: LOCK, unlockDisarms: true, users: { 1: 'Ana' } };
  const locking = { locks: [lock], modes: [], jam: 'warn' as const, settleSeconds: 0, unlockOn: [], readers: [] };
  return { ...house, partitions: house.partitions.map((partition) => ({ ...partition, locking })) };
}

const panel = ({ hub }: Pick<House, 'hub'>) => hub.homeFor({ origin: 'panel' });
const stateOf = (house: House) => panel(house).snapshot.partitions.get('house')?.state;
const isAnswer = (order: DeviceOrder): boolean => order.type === 'keypad' && order.indication.transaction !== undefined;
const CLEO = { user: 'Cleo', limits: { label: 'blue fob' }, rights: { can: ['disarm'] } } as const;

/** Holds a tag to the keypad. @returns What the keypad is told. */
async function hold({ source }: House, tag: string, transaction: number): Promise<unknown> {
  source.sink.keypad({ device: KEYPAD, verb: 'disarm', tag: new SecretText(tag), transaction });
  const order = await source.ordered((one) => isAnswer(one) && transactionOf(one) === transaction);
  return order.type === 'keypad' ? order.indication.answer : undefined;
}

const transactionOf = (order: DeviceOrder) => (order.type === 'keypad' ? order.indication.transaction : undefined);

const opened = ({ source }: House, slot: string): void =>
  source.report({ type: 'operated', device: LOCK, attribute: 'lock', to: 'unlocked', by: 'code', slot });

/** Waits until everything before has been handled: a command goes the same way, and is answered after. */
const settled = (house: House): Promise<unknown> => panel(house).execute({ type: 'silence' });

function changed(house: House, isIt: (change: HomeChange) => boolean): Promise<HomeChange> {
  return new Promise((resolve) => {
    panel(house).changes.subscribe((change) => {
      if (isIt(change)) resolve(change);
    });
  });
}

const isDisarmed = (change: HomeChange): boolean => change.type === 'partition' && change.to.state === 'disarmed';
const isRefused = (change: HomeChange): boolean => change.type === 'refused';

describe('a tag that is learned', () => {
  test('opens nothing while it is, disarms from then on, and is a stranger again once revoked', () =>
    withHouse(async (house) => {
      const { beside } = house;
      beside.learning.begin({ ...CLEO, device: KEYPAD });
      expect(await hold(house, FOB, 1)).toBe('granted');
      expect([stateOf(house), beside.learning.newest()?.state]).toEqual(['armed', 'learned']);
      const [fob] = beside.list();
      expect(fob).toMatchObject({ user: 'Cleo', kind: 'tag', label: 'blue fob' });
      expect(beside.people()).toEqual([{ name: 'Cleo', can: ['disarm'] }]);
      expect(await hold(house, '04a1b2c3', 2)).toBe('granted');
      expect(stateOf(house)).toBe('disarmed');
      await panel(house).execute({ type: 'arm', mode: 'away' });
      beside.revoke(fob?.id ?? '');
      expect(await hold(house, FOB, 3)).toBe('wrong-code');
      expect(stateOf(house)).toBe('armed');
    }));

  test('is refused where it is known, names no one, and opens nothing either', () =>
    withHouse(async (house) => {
      const { beside } = house;
      await beside.add('Ana', new SecretText(FOB), { kind: 'tag' });
      beside.learning.begin({ ...CLEO, device: KEYPAD });
      expect(await hold(house, FOB, 1)).toBe('wrong-code');
      expect(stateOf(house)).toBe('armed');
      expect(beside.learning.newest()).toMatchObject({ state: 'refused', reason: 'tag-known' });
      expect(JSON.stringify(beside.learning.newest())).not.toContain('Ana');
      expect([beside.list().length, beside.people()]).toEqual([1, []]);
    }));

  test('is the first one only, and only where it is waited for', () =>
    withHouse(async (house) => {
      const { beside } = house;
      await beside.add('Ana', new SecretText('04:FF:FF:FF'), { kind: 'tag' });
      beside.learning.begin({ ...CLEO, device: 'hand/other' });
      expect(await hold(house, '04:FF:FF:FF', 1)).toBe('granted');
      expect([stateOf(house), beside.learning.newest()?.state]).toEqual(['disarmed', 'waiting']);
    }));

  test('is in no log, database or journal', () =>
    withHouse(async (house) => {
      house.beside.learning.begin({ ...CLEO, device: KEYPAD });
      await hold(house, FOB, 1);
      const files = readdirSync(house.folder).map((file) => readFileSync(join(house.folder, file), 'latin1'));
      const text = [...files, ...house.said].join('\n');
      expect(house.said).toContain('A tag of Cleo was learned at keypad.');
      expect(text).not.toMatch(/04:?A1:?B2:?C3/i);
    }));
});

describe('a code or tag that a lock keeps by itself', () => {
  test('is learned by its number, disarms from then on, within its limits, and no more once revoked', () =>
    withHouse(async (house) => {
      const { beside } = house;
      beside.learning.begin({ ...CLEO, limits: { uses: 2 }, device: LOCK });
      opened(house, '7');
      await settled(house);
      expect([stateOf(house), beside.learning.newest()?.state]).toEqual(['armed', 'learned']);
      expect(beside.list()).toMatchObject([{ user: 'Cleo', kind: 'slot', label: 'lock, 7', uses: 2, used: 0 }]);
      const disarmed = changed(house, isDisarmed);
      opened(house, '7');
      expect(await disarmed).toMatchObject({ actor: { user: 'Cleo', client: LOCK } });
      await panel(house).execute({ type: 'arm', mode: 'away' });
      expect(beside.list()).toMatchObject([{ used: 1 }]);
      beside.removePerson('Cleo');
      opened(house, '7');
      await settled(house);
      expect(stateOf(house)).toBe('armed');
    }));

  test('can be somebody’s of the household, and of a guest only while they are let in', () =>
    withHouse(async (house) => {
      const { beside } = house;
      beside.addSlot('Ana', { device: LOCK, slot: '4' });
      beside.addSlot('Cleo', { device: LOCK, slot: '5' });
      beside.putPerson({ name: 'Cleo', can: ['disarm'], isDisabled: true });
      const refused = changed(house, isRefused);
      opened(house, '5');
      expect(await refused).toMatchObject({ reason: 'not-permitted', actor: { user: 'Cleo' } });
      const disarmed = changed(house, isDisarmed);
      opened(house, '4');
      expect(await disarmed).toMatchObject({ actor: { user: 'Ana' } });
    }));

  test('is refused where it is somebody’s already, by enrolment or by the configuration', () =>
    withHouse(async ({ beside, ...house }) => {
      beside.addSlot('Ana', { device: LOCK, slot: '4' });
      expect(() => beside.addSlot('Cleo', { device: LOCK, slot: '4' })).toThrow(/revoke that first/);
      for (const slot of ['4', '1']) {
        beside.learning.begin({ ...CLEO, device: LOCK });
        opened({ beside, ...house }, slot);
        await settled({ beside, ...house });
        expect(beside.learning.newest()).toMatchObject({ state: 'refused', reason: 'tag-known' });
      }
      expect(stateOf({ beside, ...house })).toBe('armed');
    }));
});

test('one learning at a time is waited for, for a minute and no longer, whatever the clock does', () =>
  withHouse(async ({ beside: { learning } }) => {
    const { id, from } = learning.begin({ ...CLEO, device: KEYPAD }, 1_000_000);
    expect(() => learning.begin({ ...CLEO, device: LOCK }, from + LEARNING_MS - 1)).toThrow(/already/);
    expect(learning.take(LOCK, from)).toBeUndefined();
    expect(learning.take(KEYPAD, from + LEARNING_MS)).toBeUndefined();
    expect(learning.newest(from - 1)?.state).toBe('over');
    expect(learning.take(KEYPAD, from)?.id).toBe(id);
    expect(learning.take(KEYPAD, from)).toBeUndefined();
    await Promise.resolve();
  }));
