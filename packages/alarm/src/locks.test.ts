import { describe, expect, test } from '@jest/globals';
import { KEYPAD, LINK, Rehearsal, withHouse } from '../test/rehearsal.ts';

function withLock(): Rehearsal {
  const house = new Rehearsal();
  house.available('latch', true);
  house.report('latch', 'lock', 'unlocked');
  house.effects.length = 0;
  return house;
}

describe('a lock', () => {
  test('is ordered at once and confirmed by its own word', () => {
    const house = withLock();
    expect(house.ask({ type: 'lock', device: 'latch' }, LINK)).toEqual({ ok: true });
    expect(house.all('lock')).toEqual([{ type: 'lock', device: 'latch', attribute: 'lock', locked: true }]);
    house.wait(9);
    house.report('latch', 'lock', 'locked');
    house.wait(10);
    expect(house.all('trouble')).toEqual([]);
  });

  test('that does not move in time is trouble until it does', () => {
    const house = withLock();
    house.ask({ type: 'lock', device: 'latch' });
    house.report('latch', 'lock', 'locking');
    house.wait(10);
    expect(house.all('trouble')).toEqual([{ type: 'trouble', kind: 'unconfirmed', device: 'latch', on: true }]);
    house.report('latch', 'lock', 'locked');
    expect(house.all('trouble').at(-1)).toMatchObject({ kind: 'unconfirmed', on: false });
  });

  test('that jams is trouble', () => {
    const house = withLock();
    house.report('latch', 'lock', 'jammed');
    house.report('latch', 'lock', 'locked');
    expect(house.all('trouble').map(({ kind, on }) => [kind, on])).toEqual([
      ['jam', true],
      ['jam', false],
    ]);
  });

  test('is unlocked only by those who may', () => {
    const house = withLock();
    expect(house.ask({ type: 'unlock', device: 'latch' }, LINK)).toMatchObject({ reason: 'code-required' });
    expect(house.askWithCode({ type: 'unlock', device: 'latch' }, 'Guest', { actor: KEYPAD })).toMatchObject({
      reason: 'not-permitted',
    });
    expect(house.all('lock')).toEqual([]);
    expect(house.askWithCode({ type: 'unlock', device: 'latch' }, 'Ana', { actor: KEYPAD })).toEqual({ ok: true });
    expect(house.all('lock')).toMatchObject([{ locked: false }]);
  });

  test('moves by itself neither in a fire nor at arming', () => {
    const house = withLock();
    house.report('kitchen', 'smoke', true);
    house.arm('away');
    expect(house.all('lock')).toEqual([]);
  });

  test('that nobody has heard of is refused', () => {
    expect(withLock().ask({ type: 'lock', device: 'nothing' })).toEqual({ ok: false, reason: 'unknown-device' });
  });
});

test('a siren is switched by hand by those who may', () => {
  const house = new Rehearsal();
  expect(house.ask({ type: 'siren', device: 'siren', on: true }, LINK)).toMatchObject({ reason: 'code-required' });
  expect(house.ask({ type: 'siren', device: 'siren', on: true })).toEqual({ ok: true });
  expect(house.all('operate-siren')).toEqual([{ type: 'operate-siren', device: 'siren', on: true }]);
});

test('a chime is sounded by hand by those who may, where there is one', () => {
  const house = new Rehearsal({ ...withHouse({}), chimes: ['gong'] });
  expect(house.ask({ type: 'chime', device: 'gong' }, LINK)).toMatchObject({ reason: 'code-required' });
  expect(house.ask({ type: 'chime', device: 'gong' })).toEqual({ ok: true });
  expect(house.all('operate-chime')).toEqual([{ type: 'operate-chime', device: 'gong' }]);
  expect(house.ask({ type: 'chime', device: 'door' })).toEqual({ ok: false, reason: 'unknown-device' });
});

describe('what a device tells of itself is trouble at the edge', () => {
  test.each([
    ['batteryLow', [true, true, false], ['on', 'off'], 'low-battery'],
    ['battery', [50, 15, 12, 18, 20, 60], ['on', 'off'], 'low-battery'],
    ['tamper', [false, true, false], ['on', 'off'], 'tamper'],
  ] as const)('%s', (attribute, values, edges, kind) => {
    const house = new Rehearsal();
    for (const value of values) house.report('door', attribute, value);
    expect(house.all('trouble')).toEqual(
      edges.map((edge) => ({ type: 'trouble', kind, device: 'door', on: edge === 'on' })),
    );
  });

  test('a device that is lost', () => {
    const house = new Rehearsal();
    house.available('door', false);
    house.available('door', 'unknown');
    house.available('door', true);
    expect(house.all('trouble').map(({ on }) => on)).toEqual([true, false]);
  });

  test('a tamper contact that is a zone alarms instead', () => {
    const house = new Rehearsal();
    house.report('box', 'tamper', true);
    expect(house.all('trouble')).toEqual([]);
  });

  test('a percentage counts only where the device does not judge itself', () => {
    const house = new Rehearsal();
    house.report('door', 'batteryLow', false);
    house.report('door', 'battery', 5);
    expect(house.all('trouble')).toEqual([]);
  });

  test('trouble that a source reports is kept until it says otherwise', () => {
    const house = new Rehearsal();
    house.feed({ type: 'trouble', at: 0, kind: 'self-test', on: true });
    house.feed({ type: 'trouble', at: 0, kind: 'self-test', on: true });
    house.feed({ type: 'trouble', at: 0, kind: 'self-test', on: false });
    expect(house.all('trouble').map(({ on }) => on)).toEqual([true, false]);
  });
});
