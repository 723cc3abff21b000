import { describe, expect, test } from '@jest/globals';
import type { Log } from '@nightlatch/model';
import { createSimulator } from '@nightlatch/source-simulator';
import { MemoryHome, TestClock } from '@nightlatch/testing';
import { DEMO_KEYS } from './demo-keys.ts';
import { DemoSession } from './demo-session.ts';
import type { Told } from './describe-change.ts';

const log: Log = { error() {}, warn() {}, info() {}, debug() {} };

async function begin() {
  const clock = new TestClock();
  const house = createSimulator({ clock, log });
  const home = new MemoryHome({ clock });
  await house.start({ report: (report) => void home.apply(report), keypad() {} });
  const said: Told[] = [];
  const failures: unknown[] = [];
  const session = new DemoSession({ house, home, say: (told) => said.push(told) }, (error) => failures.push(error));
  return { session, house, home, said, failures, clock };
}

describe('keys', () => {
  test('no two keys are the same, and Ctrl-C, Escape and Enter are none', () => {
    const keys = DEMO_KEYS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => /^[a-z0-9]$/.test(key))).toBe(true);
  });

  test('every key does something to this house', async () => {
    const { session, failures } = await begin();
    for (const { key } of DEMO_KEYS.filter(({ action }) => typeof action === 'function')) {
      expect(session.press(key)).toBe('done');
      expect(session.press(key.toUpperCase())).toBe('done');
    }
    await Promise.resolve();
    expect(failures).toEqual([]);
  });

  test('a door opens and closes, smoke comes and goes, a bolt jams and is freed', async () => {
    const { session, house, clock } = await begin();
    const seen: unknown[] = [];
    for (const key of ['1', '1', 's', 's', 'j', 'j']) {
      session.press(key);
      clock.advance(2_000);
      seen.push(
        house.value('Front door', 'contact'),
        house.value('Kitchen smoke', 'smoke'),
        house.value('Front door lock', 'lock'),
      );
    }
    expect(seen.slice(0, 6)).toEqual(['open', false, 'locked', 'closed', false, 'locked']);
    expect(seen.slice(6, 12)).toEqual(['closed', true, 'locked', 'closed', false, 'locked']);
    expect(seen.slice(12)).toEqual(['closed', false, 'jammed', 'closed', false, 'locked']);
  });

  test('a door goes out of reach and comes back', async () => {
    const { session, home } = await begin();
    const isThere = () => home.snapshot.devices.get('simulator/front-door')?.available;
    session.press('o');
    expect(isThere()).toBe(false);
    session.press('o');
    expect(isThere()).toBe(true);
  });

  test('an unknown key does nothing', async () => {
    const { session, home } = await begin();
    expect(session.press('\u001b[A')).toBe('unknown');
    expect(session.press('z')).toBe('unknown');
    expect(home.commands).toEqual([]);
  });

  test('q quits, but not while a code is typed', async () => {
    const { session } = await begin();
    session.press('d');
    expect(session.press('q')).toBe('unknown');
    session.press('\u001b');
    expect(session.press('q')).toBe('quit');
  });
});

describe('the code', () => {
  test('is typed digit by digit, mended, and sent with Enter', async () => {
    const { session, home } = await begin();
    session.press('d');
    for (const key of ['2', '5', '9', '\u007f', '8', '0']) session.press(key);
    expect(session.typed).toBe(4);
    session.press('\r');
    expect(session.typed).toBeUndefined();
    const command = home.takeCommand();
    expect(command.type === 'disarm' && command.code?.reveal()).toBe('2580');
  });

  test('comes as a line of its own from a pipe', async () => {
    const { session, home } = await begin();
    session.enter('d');
    session.enter(' 2580 ');
    const command = home.takeCommand();
    expect(command.type === 'disarm' && command.code?.reveal()).toBe('2580');
  });

  test('digits of a code open no doors', async () => {
    const { session, house } = await begin();
    session.press('d');
    session.press('1');
    expect(house.value('Front door', 'contact')).toBe('closed');
  });

  test('nothing is sent without one', async () => {
    const { session, home } = await begin();
    session.press('d');
    session.press('\r');
    expect(home.commands).toEqual([]);
  });
});

test('says why a command failed that the home itself says nothing of', async () => {
  const { session, home, said } = await begin();
  home.answer = () => ({ ok: false, reason: 'unavailable' });
  session.press('a');
  await new Promise(setImmediate);
  expect(said).toEqual([{ text: 'The hub cannot be reached.', tone: 'warn' }]);
});

test('each press of the key asks for the next QR code', async () => {
  const { session } = await begin();
  session.press('i');
  expect(session.pairingTurns).toBe(1);
  session.press('i');
  expect(session.pairingTurns).toBe(2);
});
