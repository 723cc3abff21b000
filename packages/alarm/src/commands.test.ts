import { describe, expect, test } from '@jest/globals';
import { ORIGINS } from '@nightlatch/model';
import type { PolicyConfig } from './config.ts';
import { byOrigin, CONFIG, HOUSE, KEYPAD, LINK, PANEL, POLICY, Rehearsal } from '../test/rehearsal.ts';

function withPolicy(change: Partial<PolicyConfig>): Rehearsal {
  return new Rehearsal({ ...CONFIG, policy: { ...POLICY, ...change } });
}

describe('a command without a code', () => {
  test('that needs one is refused and changes nothing', () => {
    const house = new Rehearsal().armed();
    expect(house.disarm(LINK)).toEqual({ ok: false, reason: 'code-required' });
    expect(house.now).toBe('armed away');
    expect(house.all('refused')).toEqual([
      { type: 'refused', partition: 'house', command: 'disarm', reason: 'code-required', actor: LINK },
    ]);
  });

  test('that its origin may never give is refused with a code too, unjudged', () => {
    const house = withPolicy({ never: { ...byOrigin([]), homekit: ['disarm'] } }).armed();
    expect(house.ask({ type: 'disarm' }, { origin: 'homekit' })).toMatchObject({ reason: 'not-permitted' });
    expect(house.ask({ type: 'disarm' }, { origin: 'homekit' }, true)).toMatchObject({ reason: 'not-permitted' });
    expect(house.all('verify-code')).toEqual([]);
  });

  test('may disarm only on entry where the owner says so', () => {
    const withoutCode = { ...POLICY.withoutCode, homekit: ['arm', 'disarm'] as const };
    const house = withPolicy({ disarmOnEntryOnly: ['homekit'], withoutCode }).armed();
    expect(house.ask({ type: 'disarm' }, { origin: 'homekit' })).toMatchObject({ reason: 'code-required' });
    house.open('door');
    expect(house.ask({ type: 'disarm' }, { origin: 'homekit' })).toEqual({ ok: true });
  });

  test.each(ORIGINS)('of %s may disarm on entry only where the owner names it, with a code at any time', (origin) => {
    const house = withPolicy({ disarmOnEntryOnly: [origin], withoutCode: byOrigin(['arm']) }).armed();
    expect(house.ask({ type: 'disarm' }, { origin })).toMatchObject({ reason: 'code-required' });
    house.open('door');
    for (const other of ORIGINS)
      if (other !== origin) expect(house.ask({ type: 'disarm' }, { origin: other })).toMatchObject({ ok: false });
    expect(house.ask({ type: 'disarm' }, { origin })).toEqual({ ok: true });
    expect(house.armed().ask({ type: 'disarm' }, { origin }, true)).toBeUndefined();
  });
});

describe('a code', () => {
  test('is judged first, and names who did it', () => {
    const house = new Rehearsal().armed();
    expect(house.ask({ type: 'disarm' }, KEYPAD, true)).toBeUndefined();
    expect(house.all('verify-code')).toEqual([{ type: 'verify-code', id: 'c1' }]);
    expect(house.now).toBe('armed away');
    house.judge('c1', 'Ana');
    expect(house.now).toBe('disarmed');
    expect(house.all('state').at(-1)?.actor).toEqual({ ...KEYPAD, user: 'Ana' });
  });

  test.each([
    ['of someone who may not', 'Guest'],
    ['of someone for another partition', 'Neighbour'],
  ])('%s is refused', (_who, user) => {
    const house = new Rehearsal().armed();
    expect(house.askWithCode({ type: 'disarm' }, user)).toEqual({ ok: false, reason: 'not-permitted' });
    expect(house.now).toBe('armed away');
  });

  test('of someone whom nobody lets in any more is a wrong one', () => {
    const house = new Rehearsal().armed();
    expect(house.askWithCode({ type: 'disarm' }, 'Stranger')).toEqual({ ok: false, reason: 'wrong-code' });
    expect(house.state.lockout.wrong).toBe(1);
  });

  test('that is wrong refuses even what needs none', () => {
    const house = new Rehearsal();
    expect(house.askWithCode({ type: 'arm', mode: 'home' }, undefined, { actor: LINK })).toMatchObject({
      reason: 'wrong-code',
    });
    expect(house.now).toBe('disarmed');
  });

  test('is not judged for what does not exist', () => {
    const house = new Rehearsal();
    expect(house.ask({ type: 'arm', mode: 'beach' }, KEYPAD, true)).toMatchObject({ reason: 'unknown-mode' });
    expect(house.all('verify-code')).toEqual([]);
  });

  test('judged for a command that nobody gave changes nothing', () => {
    const house = new Rehearsal().armed();
    expect(house.judge('stranger', 'Ana')).toEqual([]);
    expect(house.now).toBe('armed away');
  });

  test('judged twice counts once', () => {
    const house = new Rehearsal().armed();
    house.askWithCode({ type: 'disarm' }, 'Ana');
    expect(house.judge('c1', 'Ana')).toEqual([]);
  });
});

function wrong(house: Rehearsal, times: number): void {
  for (let time = 0; time < times; time++) house.askWithCode({ type: 'disarm' }, undefined);
}

describe('the lockout', () => {
  test('refuses every way in after five wrong codes, unjudged, for 90 seconds', () => {
    const house = new Rehearsal().armed();
    wrong(house, 5);
    const judged = house.all('verify-code').length;
    expect(house.askWithCode({ type: 'disarm' }, 'Ana', { actor: LINK })).toMatchObject({ reason: 'locked-out' });
    expect(house.all('verify-code')).toHaveLength(judged);
    house.wait(89.9);
    expect(house.askWithCode({ type: 'disarm' }, 'Ana')).toMatchObject({ reason: 'locked-out' });
    house.wait(0.1);
    expect(house.askWithCode({ type: 'disarm' }, 'Ana')).toEqual({ ok: true });
  });

  test('doubles each time up to a quarter of an hour', () => {
    const house = new Rehearsal().armed();
    const lengths = [90, 180, 360, 720, 900, 900].map((seconds) => {
      wrong(house, 5);
      house.wait(seconds - 1);
      const last = house.askWithCode({ type: 'disarm' }, 'Ana');
      house.wait(1);
      return last;
    });
    expect(lengths.every((answer) => answer?.ok === false && answer.reason === 'locked-out')).toBe(true);
    expect(house.askWithCode({ type: 'disarm' }, 'Ana')).toEqual({ ok: true });
  });

  test('is forgotten after a right code', () => {
    const house = new Rehearsal().armed();
    wrong(house, 4);
    house.askWithCode({ type: 'silence' }, 'Ana');
    wrong(house, 4);
    expect(house.askWithCode({ type: 'disarm' }, 'Ana')).toEqual({ ok: true });
  });

  test('never blocks panic, silence, arming without a code, or a panel that may disarm without one', () => {
    const house = new Rehearsal().armed('home');
    wrong(house, 5);
    expect(house.ask({ type: 'panic' }, LINK, true)).toEqual({ ok: true });
    expect(house.ask({ type: 'silence' }, LINK, true)).toEqual({ ok: true });
    expect(house.ask({ type: 'disarm' }, PANEL, true)).toEqual({ ok: true });
    expect(house.ask({ type: 'arm', mode: 'home' }, LINK, true)).toEqual({ ok: true });
  });

  test('lets no more codes be judged at once than it has attempts left', () => {
    const house = new Rehearsal().armed();
    wrong(house, 2);
    const answers = [0, 1, 2, 3].map(() => house.ask({ type: 'disarm' }, LINK, true));
    expect(answers).toEqual([undefined, undefined, undefined, { ok: false, reason: 'busy' }]);
  });

  test('is preceded by a queue of its own', () => {
    const house = withPolicy({ lockoutAttempts: 100, codeQueue: 8 }).armed();
    const answers = Array.from({ length: 9 }, () => house.ask({ type: 'disarm' }, LINK, true));
    expect(answers.at(7)).toBeUndefined();
    expect(answers.at(8)).toEqual({ ok: false, reason: 'busy' });
  });
});

describe('duress', () => {
  test('disarms as always and tells its sinks', () => {
    const calm = new Rehearsal().armed();
    calm.askWithCode({ type: 'disarm' }, 'Ana');
    const forced = new Rehearsal().armed();
    forced.askWithCode({ type: 'disarm' }, 'Ana', { duress: true });
    expect(forced.all('silent')).toEqual([{ type: 'silent', event: 'duress', partition: 'house', user: 'Ana' }]);
    expect(forced.effects.filter(({ type }) => type !== 'silent')).toEqual(calm.effects);
  });

  test('is told even where the command is refused', () => {
    const house = new Rehearsal();
    expect(house.askWithCode({ type: 'disarm' }, 'Guest', { duress: true })).toMatchObject({ ok: false });
    expect(house.all('silent')).toHaveLength(1);
  });
});

describe('a partition that is not named', () => {
  const shed = { ...HOUSE, id: 'shed', name: 'Shed', keypads: ['pad'], zones: [], sirens: [] };
  const config = { ...CONFIG, partitions: [...CONFIG.partitions, shed] };

  test("is the keypad's own", () => {
    const house = new Rehearsal(config);
    house.ask({ type: 'arm', mode: 'home' }, { origin: 'keypad', client: 'pad' });
    expect(house.all('state')).toMatchObject([{ partition: 'shed', to: 'armed' }]);
  });

  test('is refused where there are several', () => {
    expect(new Rehearsal(config).ask({ type: 'arm', mode: 'home' })).toEqual({
      ok: false,
      reason: 'unknown-partition',
    });
  });
});

describe('a keypad', () => {
  test('shows each change of state, with the seconds left', () => {
    const house = new Rehearsal();
    house.arm('away');
    house.wait(60);
    house.wait(1);
    house.open('garage');
    house.wait(10);
    expect(house.all('keypad').map(({ indication }) => indication)).toEqual([
      { state: 'arming', mode: 'away', seconds: 60 },
      { state: 'armed', mode: 'away' },
      { state: 'pending', mode: 'away', seconds: 10 },
      { state: 'triggered', mode: 'away' },
    ]);
  });

  test.each([
    ['granted', (house: Rehearsal) => house.askWithCode({ type: 'disarm' }, 'Ana')],
    ['wrong-code', (house: Rehearsal) => house.askWithCode({ type: 'disarm' }, undefined)],
    ['not-ready', (house: Rehearsal) => (house.open('door'), house.askWithCode({ type: 'arm', mode: 'away' }, 'Ana'))],
    ['already', (house: Rehearsal) => house.askWithCode({ type: 'arm', mode: 'home' }, 'Ana')],
  ])('is answered %s before the state is shown', (said, act) => {
    const house = new Rehearsal().armed('home');
    act(house);
    const [first] = house.all('keypad').filter(({ indication }) => indication.answer !== undefined);
    expect(first).toMatchObject({ device: 'keypad', indication: { answer: said } });
    const keypads = house.all('keypad').filter(({ indication }) => indication.state === 'disarmed');
    if (said === 'granted') expect(keypads.map(({ indication }) => indication.answer)).toEqual(['granted', undefined]);
  });

  test('says nothing of a silent call', () => {
    const house = new Rehearsal();
    house.ask({ type: 'panic', silent: true }, KEYPAD);
    expect(house.all('keypad')).toEqual([]);
  });
});
