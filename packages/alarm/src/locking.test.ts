import { describe, expect, test } from '@jest/globals';
import type { Person } from '@nightlatch/model';
import { CONFIG, HOUSE, KEYPAD, Rehearsal } from '../test/rehearsal.ts';
import type { LockingConfig } from './config.ts';

const LOCKING: LockingConfig = {
  locks: [
    { device: 'front', unlockDisarms: true, users: { 1: 'Ana', 2: 'Guest', 3: 'Cleaner' } },
    { device: 'back', unlockDisarms: false, users: { 1: 'Ana' } },
  ],
  modes: ['away', 'home'],
  jam: 'warn',
  settleSeconds: 5,
  unlockOn: [],
  readers: [{ device: 'reader', lock: 'front', disarms: true }],
};
const CLEANER: Person = {
  name: 'Cleaner',
  can: ['disarm', 'unlock'],
  schedule: [{ days: [1], from: 540, to: 600 }],
};

/** A house of two locks, which stand unlocked. */
function house(locking: Partial<LockingConfig> = {}): Rehearsal {
  const partitions = [{ ...HOUSE, locking: { ...LOCKING, ...locking } }];
  const rehearsal = new Rehearsal({ ...CONFIG, partitions, users: [...CONFIG.users, CLEANER] });
  for (const lock of ['front', 'back']) {
    rehearsal.available(lock, true);
    rehearsal.report(lock, 'lock', 'unlocked');
  }
  rehearsal.effects.length = 0;
  return rehearsal;
}

const orders = (rehearsal: Rehearsal) => rehearsal.all('lock').map(({ device, locked }) => [device, locked]);
const troubles = (rehearsal: Rehearsal) => rehearsal.all('trouble').map(({ kind, on }) => [kind, on]);
const ALL_LOCKED = [
  ['front', true],
  ['back', true],
];

describe('arming', () => {
  test('locks every lock, once the exit delay is over', () => {
    const rehearsal = house();
    rehearsal.arm('away');
    expect(orders(rehearsal)).toEqual([]);
    rehearsal.wait(60);
    expect(orders(rehearsal)).toEqual(ALL_LOCKED);
  });

  test('without an exit delay locks at once, but not what is locked already', () => {
    const rehearsal = house();
    rehearsal.report('back', 'lock', 'locked');
    rehearsal.arm('home');
    expect(orders(rehearsal)).toEqual([['front', true]]);
  });

  test('locks nothing in a mode in which it should not', () => {
    const rehearsal = house();
    rehearsal.arm('night');
    expect(orders(rehearsal)).toEqual([]);
  });

  test('locks nothing while a door stands open at the end of the exit delay', () => {
    const rehearsal = house();
    rehearsal.arm('away');
    rehearsal.open('door');
    rehearsal.wait(60);
    expect(orders(rehearsal)).toEqual([]);
  });

  test.each([
    ['fire', 'kitchen', 'smoke'],
    ['CO', 'boiler', 'carbonMonoxide'],
  ] as const)('locks nothing during %s, and after it was silenced', (_hazard, device, attribute) => {
    const rehearsal = house();
    rehearsal.report(device, attribute, true);
    rehearsal.ask({ type: 'silence' });
    rehearsal.arm('home');
    expect(orders(rehearsal)).toEqual([]);
  });
});

describe('a lock that is jammed or lost', () => {
  test.each(['warn', 'refuse'] as const)('with jam: %s', (jam) => {
    const rehearsal = house({ jam });
    rehearsal.report('back', 'lock', 'jammed');
    const answer = rehearsal.arm('home');
    expect(answer).toEqual(jam === 'warn' ? { ok: true } : { ok: false, reason: 'trouble' });
    expect(troubles(rehearsal)).toEqual([['jam', true]]);
  });

  test('refuses arming where it should, unless it is forced', () => {
    const rehearsal = house({ jam: 'refuse' });
    rehearsal.available('front', false);
    expect(rehearsal.arm('home')).toEqual({ ok: false, reason: 'trouble' });
    expect(rehearsal.arm('night')).toEqual({ ok: true });
    rehearsal.disarm();
    expect(rehearsal.arm('home', { force: true })).toEqual({ ok: true });
  });

  test('only after arming leaves it armed, and is trouble', () => {
    const rehearsal = house({ jam: 'refuse' });
    rehearsal.arm('home');
    rehearsal.report('front', 'lock', 'jammed');
    rehearsal.report('back', 'lock', 'locking');
    rehearsal.wait(10);
    expect(rehearsal.now).toBe('armed home');
    expect(troubles(rehearsal)).toEqual([
      ['jam', true],
      ['unconfirmed', true],
      ['unconfirmed', true],
    ]);
  });
});

describe('a lock that says "locked" too soon', () => {
  test('is believed only when its word has stood', () => {
    const rehearsal = house();
    rehearsal.report('front', 'lock', 'jammed');
    rehearsal.report('front', 'lock', 'locked');
    rehearsal.wait(4);
    expect(troubles(rehearsal)).toEqual([['jam', true]]);
    rehearsal.wait(1);
    expect(troubles(rehearsal)).toEqual([
      ['jam', true],
      ['jam', false],
    ]);
  });

  test.each(['jammed', 'unlocked'] as const)('and then "%s" has not done as it was told', (value) => {
    const rehearsal = house();
    rehearsal.arm('home');
    for (const lock of ['front', 'back']) rehearsal.report(lock, 'lock', 'locked');
    rehearsal.wait(3);
    rehearsal.report('front', 'lock', value);
    expect(rehearsal.all('trouble')).toContainEqual({
      type: 'trouble',
      kind: 'unconfirmed',
      device: 'front',
      on: true,
    });
    rehearsal.wait(30);
    expect(troubles(rehearsal).filter(([, on]) => on === false)).toEqual([]);
  });
});

describe('a hazard', () => {
  test('unlocks where the owner says so, and nowhere else', () => {
    const rehearsal = house({ unlockOn: ['fire'] });
    for (const lock of ['front', 'back']) rehearsal.report(lock, 'lock', 'locked');
    rehearsal.report('boiler', 'carbonMonoxide', true);
    expect(orders(rehearsal)).toEqual([]);
    rehearsal.report('kitchen', 'smoke', true);
    expect(orders(rehearsal)).toEqual([
      ['front', false],
      ['back', false],
    ]);
  });

  test('does not wait until it is verified, and unlocks once', () => {
    const locking: LockingConfig = { ...LOCKING, unlockOn: ['fire'] };
    const partition = { ...HOUSE, locking, hazards: { fire: { verifySeconds: 60 } } };
    const rehearsal = new Rehearsal({ ...CONFIG, partitions: [partition] });
    for (const lock of ['front', 'back']) rehearsal.report(lock, 'lock', 'locked');
    rehearsal.report('kitchen', 'smoke', true);
    expect(rehearsal.all('hazard').map(({ to }) => to)).toEqual(['verifying']);
    expect(orders(rehearsal)).toEqual([
      ['front', false],
      ['back', false],
    ]);
  });

  test('unlocks nothing by default', () => {
    const rehearsal = house();
    rehearsal.report('front', 'lock', 'locked');
    rehearsal.report('kitchen', 'smoke', true);
    expect(orders(rehearsal)).toEqual([]);
  });
});

describe("a code of the lock's own", () => {
  const monday = { now: 0, weekday: 1, minute: 550 };
  const opened = { type: 'operated', attribute: 'lock', to: 'unlocked', by: 'code', device: 'front' } as const;
  const open = (rehearsal: Rehearsal, more: object) =>
    rehearsal.feed({ ...opened, at: rehearsal.state.at, moment: monday, ...more });

  test('disarms for the one whose it is, and names them', () => {
    const rehearsal = house().armed();
    open(rehearsal, { slot: '1' });
    expect(rehearsal.now).toBe('disarmed');
    expect(rehearsal.all('state').at(-1)?.actor).toEqual({ origin: 'keypad', client: 'front', user: 'Ana' });
  });

  test('disarms on a schedule', () => {
    const rehearsal = house().armed();
    open(rehearsal, { slot: '3', moment: { ...monday, minute: 600 } });
    expect([rehearsal.now, rehearsal.all('refused')[0]?.reason]).toEqual(['armed away', 'not-permitted']);
    open(rehearsal, { slot: '3' });
    expect(rehearsal.now).toBe('disarmed');
  });

  test('that was enrolled disarms within its limits, and the configuration goes first', () => {
    const rehearsal = house().armed();
    const once = { id: 'a', kind: 'slot', uses: 1 };
    open(rehearsal, { slot: '2', user: 'Ana', credential: once });
    expect(rehearsal.now).toBe('armed away');
    open(rehearsal, { slot: '9', user: 'Ana', credential: once });
    expect([rehearsal.now, rehearsal.state.uses]).toEqual(['disarmed', { a: 1 }]);
    rehearsal.armed();
    open(rehearsal, { slot: '9', user: 'Ana', credential: once });
    expect([rehearsal.now, rehearsal.all('refused').at(-1)?.reason]).toEqual(['armed away', 'not-permitted']);
  });

  test.each([
    ['of somebody who may not disarm', { slot: '2' }],
    ['of nobody', { slot: '9' }],
    ['that the lock does not name', {}],
    ['at a lock that does not disarm', { slot: '1', device: 'back' }],
    ['that locks', { slot: '1', to: 'locked' }],
    ['where it was the key', { slot: '1', by: 'hand' }],
  ])('%s does not disarm', (_who, more) => {
    const rehearsal = house().armed();
    open(rehearsal, more);
    expect(rehearsal.now).toBe('armed away');
  });

  test('does not disarm while all ways in are locked', () => {
    const rehearsal = house().armed();
    for (let wrong = 0; wrong < 5; wrong += 1) rehearsal.askWithCode({ type: 'disarm' }, undefined);
    open(rehearsal, { slot: '1' });
    expect([rehearsal.now, rehearsal.all('refused').at(-1)?.reason]).toEqual(['armed away', 'locked-out']);
  });
});

describe('a tag at a reader', () => {
  const actor = { origin: 'keypad', client: 'reader' } as const;
  const present = { type: 'unlock', device: 'reader' } as const;
  const tag = (rehearsal: Rehearsal, user: string | undefined, more: object = {}) =>
    rehearsal.askWithCode(present, user, { actor, ...more });

  test('opens the door that the reader stands for, and disarms for those who may', () => {
    const rehearsal = house().armed();
    expect(tag(rehearsal, 'Ana')).toEqual({ ok: true });
    expect([orders(rehearsal), rehearsal.now]).toEqual([[['front', false]], 'disarmed']);
  });

  test('opens and leaves the alarm as it is where the reader does not disarm', () => {
    const rehearsal = house({ readers: [{ device: 'reader', lock: 'front', disarms: false }] }).armed();
    expect(tag(rehearsal, 'Ana')).toEqual({ ok: true });
    expect([orders(rehearsal), rehearsal.now]).toEqual([[['front', false]], 'armed away']);
  });

  test.each([
    ['of nobody', undefined, 'wrong-code'],
    ['of somebody who may not unlock', 'Guest', 'not-permitted'],
    ['of somebody of another partition', 'Neighbour', 'not-permitted'],
    ['at another hour', 'Cleaner', 'wrong-code'],
  ])('%s opens nothing', (_who, user, reason) => {
    const rehearsal = house().armed();
    expect(tag(rehearsal, user)).toEqual({ ok: false, reason });
    expect([orders(rehearsal), rehearsal.now]).toEqual([[], 'armed away']);
  });

  test('under duress opens and disarms as always, and calls for help', () => {
    const [plain, duress] = [house().armed(), house().armed()];
    tag(plain, 'Ana');
    tag(duress, 'Ana', { duress: true });
    expect(duress.all('silent')).toHaveLength(1);
    expect(duress.effects.filter(({ type }) => type !== 'silent')).toEqual(plain.effects);
  });

  test('at a keypad that stands for no door opens none', () => {
    const rehearsal = house();
    rehearsal.available('keypad', true);
    const asked = rehearsal.askWithCode({ type: 'unlock', device: 'keypad' }, 'Ana', { actor: KEYPAD });
    expect([asked, orders(rehearsal)]).toEqual([{ ok: false, reason: 'unknown-device' }, []]);
  });
});

test('a keypad is told that all ways in are locked', () => {
  const rehearsal = house().armed();
  for (let wrong = 0; wrong < 6; wrong += 1) rehearsal.askWithCode({ type: 'disarm' }, undefined);
  expect(rehearsal.all('keypad').map(({ indication }) => indication.answer)).toEqual([
    ...Array.from({ length: 5 }, () => 'wrong-code'),
    'locked-out',
  ]);
});
