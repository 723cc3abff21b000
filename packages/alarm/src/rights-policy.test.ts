import { describe, expect, test } from '@jest/globals';
import type { Person } from '@nightlatch/model';
import { CONFIG, Rehearsal } from '../test/rehearsal.ts';
import type { Judged } from '../test/rehearsal.ts';
import type { Moment } from './rights-policy.ts';
import { isGood } from './rights-policy.ts';

const DISARM = { type: 'disarm' } as const;
const NINE = 9 * 60;
const WEEKDAYS = [1, 2, 3, 4, 5];
const moment = (weekday: number, minute: number, now = 0): Moment => ({ weekday, minute, now });

/** A house that lets one more person in, armed away. */
function house(person: Partial<Person>): Rehearsal {
  const rehearsal = new Rehearsal({
    ...CONFIG,
    users: [...CONFIG.users, { name: 'Cleaner', can: ['arm', 'disarm'], ...person }],
  });
  return rehearsal.armed();
}

function ask(rehearsal: Rehearsal, judged: Judged = {}, duress = false) {
  return rehearsal.askWithCode(DISARM, 'Cleaner', { ...judged, duress });
}

describe('a weekly schedule', () => {
  const morning = { schedule: [{ days: WEEKDAYS, from: NINE, to: 12 * 60 }] };
  const night = { schedule: [{ days: [5, 7], from: 22 * 60, to: 6 * 60 }] };

  test.each([
    ['as it begins', morning, moment(1, NINE), true],
    ['just before it begins', morning, moment(1, NINE - 1), false],
    ['in its last minute', morning, moment(5, 12 * 60 - 1), true],
    ['as it ends', morning, moment(5, 12 * 60), false],
    ['on another day', morning, moment(6, NINE), false],
    ['past midnight, which is of the day before', night, moment(6, 60), true],
    ['past midnight from Sunday into Monday', night, moment(1, 60), true],
    ['in the early hours of its own day', night, moment(5, 60), false],
  ])('is kept %s', (_when, person, now, isOpen) => {
    expect(ask(house(person), { moment: now })?.ok).toBe(isOpen);
  });

  test('that cannot be kept, since nobody knows the hour, lets nobody in', () => {
    expect(ask(house(morning))).toEqual({ ok: false, reason: 'wrong-code' });
  });
});

describe('a code that is not good now', () => {
  const at = { moment: moment(1, 0, 5000) };
  const credential = { id: 'a', kind: 'code' } as const;
  const cases: [string, Partial<Person>, Judged][] = [
    ['of somebody who is switched off', { isDisabled: true }, at],
    ['of somebody whose time has not come', { from: 5001 }, at],
    ['of somebody whose time is over', { until: 5000 }, at],
    ['that is not valid yet', {}, { ...at, credential: { ...credential, from: 5001 } }],
    ['that has expired', {}, { ...at, credential: { ...credential, until: 5000 } }],
    ['that is used up', {}, { ...at, credential: { ...credential, uses: 0 } }],
  ];

  test.each(cases)('(%s) is answered and counted like a wrong one', (_why, person, judged) => {
    const [expired, wrong] = [house(person), house(person)];
    const [first, second] = [ask(expired, judged), wrong.askWithCode(DISARM, undefined)];
    expect(first).toEqual({ ok: false, reason: 'wrong-code' });
    expect(second).toEqual(first);
    expect(expired.effects).toEqual(wrong.effects);
    expect(expired.state.lockout).toEqual(wrong.state.lockout);
  });

  test.each(cases)(
    '(%s) still calls for help where it is the duress code, and shows no difference',
    (_w, person, more) => {
      const [plain, duress] = [house(person), house(person)];
      ask(plain, more);
      ask(duress, more, true);
      expect(duress.all('silent')).toEqual([expect.objectContaining({ event: 'duress', user: 'Cleaner' })]);
      expect(duress.effects.filter(({ type }) => type !== 'silent')).toEqual(plain.effects);
      expect(duress.state).toEqual(plain.state);
    },
  );
});

describe('a code of limited uses', () => {
  const once = { credential: { id: 'guest', kind: 'code', uses: 1 } } as const;

  test('is good so many times, and then a wrong one', () => {
    const twice = { credential: { ...once.credential, uses: 2 } };
    const rehearsal = house({});
    expect(ask(rehearsal, twice)).toEqual({ ok: true });
    rehearsal.armed();
    expect(ask(rehearsal, twice)).toEqual({ ok: true });
    rehearsal.armed();
    expect(ask(rehearsal, twice)).toEqual({ ok: false, reason: 'wrong-code' });
  });

  test('is used by what it opens, not by what is refused', () => {
    const rehearsal = house({});
    expect(rehearsal.askWithCode({ type: 'unlock', device: 'door' }, 'Cleaner', once)).toMatchObject({ ok: false });
    expect(ask(rehearsal, once)).toEqual({ ok: true });
  });

  test('is forgotten with the code, so that a new one of the same person starts anew', () => {
    const rehearsal = house({});
    ask(rehearsal, once);
    expect(rehearsal.state.uses).toEqual({ guest: 1 });
    rehearsal.feed({ type: 'people', at: rehearsal.state.at, people: [], counted: ['other'] });
    expect(rehearsal.state.uses).toBeUndefined();
  });
});

describe('somebody whom the house lets in beside the configuration', () => {
  const people: readonly Person[] = [{ name: 'Guest of Ana', can: ['disarm'] }];

  test('is somebody from then on, and nobody once taken out', () => {
    const rehearsal = new Rehearsal().armed();
    const tell = (list: readonly Person[]) =>
      rehearsal.feed({ type: 'people', at: rehearsal.state.at, people: list, counted: [] });
    expect(rehearsal.askWithCode(DISARM, 'Guest of Ana')).toMatchObject({ reason: 'wrong-code' });
    tell(people);
    expect(rehearsal.askWithCode(DISARM, 'Guest of Ana')).toEqual({ ok: true });
    rehearsal.armed();
    tell([]);
    expect(rehearsal.askWithCode(DISARM, 'Guest of Ana')).toMatchObject({ reason: 'wrong-code' });
  });

  test('has the rights of the configuration where that names them too', () => {
    const rehearsal = new Rehearsal().armed();
    rehearsal.feed({ type: 'people', at: 0, people: [{ name: 'Guest', can: ['disarm'] }], counted: [] });
    expect(rehearsal.askWithCode(DISARM, 'Guest')).toEqual({ ok: false, reason: 'not-permitted' });
  });
});

describe('permission by mode', () => {
  const away = { modes: ['away'] } as const;

  test('arms and disarms those modes and no other', () => {
    const rehearsal = house(away);
    expect(ask(rehearsal)).toEqual({ ok: true });
    expect(rehearsal.askWithCode({ type: 'arm', mode: 'night' }, 'Cleaner')).toMatchObject({ reason: 'not-permitted' });
    expect(rehearsal.askWithCode({ type: 'arm', mode: 'away' }, 'Cleaner')).toEqual({ ok: true });
  });

  test('does not disarm a house that is armed in another, nor change its mode to one of theirs', () => {
    const rehearsal = house(away);
    rehearsal.disarm();
    rehearsal.armed('night');
    expect(ask(rehearsal)).toEqual({ ok: false, reason: 'not-permitted' });
    expect(rehearsal.askWithCode({ type: 'arm', mode: 'away' }, 'Cleaner')).toMatchObject({ reason: 'not-permitted' });
    expect(rehearsal.now).toBe('armed night');
  });
});

test('somebody who may only arm cannot guess for ever with their own code in between', () => {
  const rehearsal = new Rehearsal().armed();
  for (let guess = 0; guess < 4; guess += 1) {
    rehearsal.askWithCode(DISARM, undefined);
    rehearsal.askWithCode({ type: 'arm', mode: 'home' }, 'Guest');
  }
  rehearsal.askWithCode(DISARM, undefined);
  expect(rehearsal.askWithCode(DISARM, undefined)).toMatchObject({ reason: 'locked-out' });
});

test('limits nothing where nothing is said', () => {
  expect(isGood({ name: 'Ana', can: [] }, undefined, { used: 0, moment: undefined, at: 0 })).toBe(true);
});
