import { describe, expect, test } from '@jest/globals';
import { KEYPAD, LINK, PANEL, POLICY, Rehearsal } from '../test/rehearsal.ts';
import { armAll, DISARM_ALL, FLAT, GARAGE, looks, TWO } from '../test/two-partitions.ts';
import { partitionView } from './view.ts';

describe('arming the master', () => {
  test('arms all of its partitions at the same moment', () => {
    const house = new Rehearsal(TWO);
    expect(house.ask(armAll('away'))).toEqual({ ok: true });
    expect(looks(house)).toEqual(['arming away', 'arming away']);
    house.wait(60);
    expect(looks(house)).toEqual(['armed away', 'armed away']);
  });

  test('with one open zone changes nothing anywhere, and names every zone in the way', () => {
    const house = new Rehearsal(TWO);
    house.open('gate');
    house.open('door');
    const before = house.state.partitions;
    expect(house.ask(armAll('home'))).toEqual({
      ok: false,
      reason: 'zones-open',
      zones: ['door#contact', 'gate#contact'],
    });
    expect(house.state.partitions).toBe(before);
  });

  test('with one open zone never disarms another partition', () => {
    const house = new Rehearsal(TWO);
    house.ask({ type: 'arm', partition: 'flat', mode: 'night' });
    house.open('gate');
    expect(house.ask(armAll('night'))).toMatchObject({ reason: 'zones-open', zones: ['gate#contact'] });
    expect(looks(house)).toEqual(['armed night', 'disarmed']);
  });

  test('leaves what is armed so already as it is, and is refused where all is', () => {
    const house = new Rehearsal(TWO);
    house.ask({ type: 'arm', partition: 'flat', mode: 'away', skipDelay: true });
    expect(house.ask(armAll('away'))).toEqual({ ok: true });
    expect(looks(house)).toEqual(['armed away', 'arming away']);
    expect(house.ask(armAll('away'))).toEqual({ ok: false, reason: 'already' });
  });

  test('offers only the modes that all have', () => {
    const house = new Rehearsal(TWO);
    expect(house.ask(armAll('vacation'))).toEqual({ ok: false, reason: 'unknown-mode' });
    expect(looks(house)).toEqual(['disarmed', 'disarmed']);
  });

  test('is refused while an entry delay runs in one of them', () => {
    const house = new Rehearsal(TWO);
    house.ask({ type: 'arm', partition: 'flat', mode: 'away', skipDelay: true });
    house.open('door');
    expect(house.ask(armAll('away', { force: true }))).toEqual({ ok: false, reason: 'trouble' });
    expect(looks(house)).toEqual(['pending away', 'disarmed']);
  });

  test('with force bypasses what is in the way in each', () => {
    const house = new Rehearsal(TWO);
    house.open('gate');
    house.open('door');
    expect(house.ask(armAll('home', { force: true }))).toEqual({ ok: true });
    expect(['flat', 'garage'].flatMap((id) => partitionView(house.state, id).bypassed)).toEqual([
      'door#contact',
      'gate#contact',
    ]);
  });

  test('into a mode that watches less in one of them needs the right to disarm', () => {
    const house = new Rehearsal(TWO);
    house.ask({ type: 'arm', partition: 'flat', mode: 'away', skipDelay: true });
    expect(house.ask(armAll('home'), LINK)).toEqual({ ok: false, reason: 'code-required' });
    expect(looks(house)).toEqual(['armed away', 'disarmed']);
  });
});

describe('disarming the master', () => {
  test('disarms every partition that is armed', () => {
    const house = new Rehearsal(TWO);
    house.ask({ type: 'arm', partition: 'garage', mode: 'home' });
    expect(house.ask(DISARM_ALL)).toEqual({ ok: true });
    expect(looks(house)).toEqual(['disarmed', 'disarmed']);
    expect(house.ask(DISARM_ALL)).toEqual({ ok: false, reason: 'already' });
  });

  test('is not for who may act in some of its partitions only', () => {
    const users = [{ name: 'Tenant', can: ['arm', 'disarm'] as const, partitions: ['flat'] }];
    const house = new Rehearsal({ ...TWO, users });
    house.ask(armAll('home'));
    expect(house.askWithCode(DISARM_ALL, 'Tenant', { actor: LINK })).toEqual({ ok: false, reason: 'not-permitted' });
    expect(looks(house)).toEqual(['armed home', 'armed home']);
  });

  test('by an origin that may disarm on entry only needs an entry delay in each that stands guard', () => {
    const policy = { ...POLICY, disarmOnEntryOnly: ['homekit'] as const };
    const house = new Rehearsal({ ...TWO, policy });
    const homekit = { origin: 'homekit' } as const;
    house.ask(armAll('away', { skipDelay: true }));
    house.open('door');
    expect(house.ask(DISARM_ALL, homekit)).toEqual({ ok: false, reason: 'code-required' });
    house.ask({ type: 'disarm', partition: 'garage' });
    expect(house.ask(DISARM_ALL, homekit)).toEqual({ ok: true });
  });
});

describe('a command that names no partition, in a house of several', () => {
  test('is refused, that nobody disarms more than was meant', () => {
    const house = new Rehearsal(TWO);
    house.ask(armAll('home'));
    expect(house.ask({ type: 'disarm' })).toEqual({ ok: false, reason: 'unknown-partition' });
    expect(looks(house)).toEqual(['armed home', 'armed home']);
  });

  test('means the master at a keypad that serves all of its partitions, which shows it', () => {
    const house = new Rehearsal(TWO);
    expect(house.ask({ type: 'arm', mode: 'home' }, KEYPAD)).toEqual({ ok: true });
    expect(looks(house)).toEqual(['armed home', 'armed home']);
    expect(house.all('keypad').map(({ indication }) => indication)).toEqual([
      { state: 'armed', mode: 'home', answer: 'granted' },
      { state: 'armed', mode: 'home' },
    ]);
    house.ask({ type: 'disarm', partition: 'garage' });
    expect(house.all('keypad').at(-1)?.indication).toEqual({ state: 'disarmed' });
  });

  test('means the partition of a keypad that serves one', () => {
    const house = new Rehearsal({ ...TWO, partitions: [FLAT, { ...GARAGE, keypads: [] }] });
    house.ask({ type: 'arm', mode: 'home' }, KEYPAD);
    expect(looks(house)).toEqual(['armed home', 'disarmed']);
  });

  test('means, at a keypad that serves all, the partition of a person who may act in that one only', () => {
    const users = [{ name: 'Tenant', can: ['arm', 'disarm'] as const, partitions: ['garage'] }];
    const house = new Rehearsal({ ...TWO, users });
    house.ask(armAll('home'));
    expect(house.askWithCode({ type: 'disarm' }, 'Tenant')).toEqual({ ok: true });
    expect(looks(house)).toEqual(['armed home', 'disarmed']);
  });
});

describe('other commands to the master', () => {
  test('silence and panic reach every partition, a silent call its sinks once', () => {
    const house = new Rehearsal(TWO);
    house.ask({ type: 'panic', partition: 'all' });
    expect(looks(house)).toEqual(['triggered', 'triggered']);
    expect(house.ask({ type: 'silence', partition: 'all' })).toEqual({ ok: true });
    expect(looks(house)).toEqual(['disarmed', 'disarmed']);
    house.ask({ type: 'panic', partition: 'all', silent: true });
    expect(house.all('silent')).toHaveLength(1);
  });

  test('a bypass finds its zone in whichever partition has it', () => {
    const house = new Rehearsal(TWO);
    expect(house.ask({ type: 'bypass', partition: 'all', zone: 'gate' })).toEqual({ ok: true });
    expect(partitionView(house.state, 'garage').bypassed).toEqual(['gate#contact']);
  });

  test('a walk test begins in all, or in none where one stands guard', () => {
    const house = new Rehearsal(TWO);
    house.ask({ type: 'arm', partition: 'garage', mode: 'home' });
    expect(house.ask({ type: 'test', partition: 'all', on: true }, PANEL)).toMatchObject({ reason: 'not-permitted' });
    expect(house.ask({ type: 'test', partition: 'flat', on: true })).toEqual({ ok: true });
  });
});
