import { describe, expect, test } from '@jest/globals';
import { LINK, PANEL, Rehearsal, withHouse, withZones, zone } from '../test/rehearsal.ts';

describe('arming', () => {
  test('with an exit delay is arming until it ends, and then armed', () => {
    const house = new Rehearsal();
    expect(house.arm('away')).toEqual({ ok: true });
    expect([house.now, house.until]).toEqual(['arming away', 60]);
    house.wait(59.999);
    expect(house.now).toBe('arming away');
    house.wait(0.001);
    expect(house.now).toBe('armed away');
  });

  test('without an exit delay is armed at once', () => {
    const house = new Rehearsal();
    house.arm('home');
    expect(house.now).toBe('armed home');
  });

  test('may skip the exit delay, also while it runs', () => {
    const house = new Rehearsal();
    house.arm('away');
    expect(house.arm('away', { skipDelay: true })).toEqual({ ok: true });
    expect(house.now).toBe('armed away');
    house.open('door');
    house.wait(20);
    expect(house.now).toBe('pending away');
  });

  test('needs no code where the owner asks for none', () => {
    const house = new Rehearsal();
    expect(house.arm('away', {}, LINK)).toEqual({ ok: true });
  });

  test.each([
    ['already armed in that mode', 'home', 'home', 'already'],
    ['a mode that the partition does not have', 'home', 'beach', 'unknown-mode'],
    ['a mode named like something else', 'home', 'toString', 'unknown-mode'],
  ])('refuses: %s', (_why, first, second, reason) => {
    const house = new Rehearsal();
    house.arm(first);
    expect(house.arm(second)).toEqual({ ok: false, reason });
  });

  test('refuses a partition that is not there', () => {
    const house = new Rehearsal();
    expect(house.ask({ type: 'arm', mode: 'away', partition: 'shed' })).toEqual({
      ok: false,
      reason: 'unknown-partition',
    });
  });
});

describe('what is in the way of arming', () => {
  test.each([
    ['an open entry door, with an exit delay', 'away', 'door', { ok: true }],
    [
      'an open window, with an exit delay',
      'away',
      'window',
      { ok: false, reason: 'zones-open', zones: ['window#contact'] },
    ],
    ['an open entry door, without one', 'home', 'door', { ok: false, reason: 'zones-open', zones: ['door#contact'] }],
    ['an open window, without one', 'home', 'window', { ok: false, reason: 'zones-open', zones: ['window#contact'] }],
  ])('%s', (_what, mode, device, answer) => {
    const house = new Rehearsal();
    house.open(device);
    expect(house.arm(mode)).toEqual(answer);
  });

  test.each(['away', 'vacation'])('is never movement, which may be true from before (%s)', (mode) => {
    const house = new Rehearsal();
    house.report('hall', 'motion', true);
    expect(house.arm(mode)).toEqual({ ok: true });
    expect(new Rehearsal().arm(mode, { skipDelay: true })).toEqual({ ok: true });
  });

  test.each([
    ['a value that nobody has reported', (house: Rehearsal) => house.report('door', 'contact', 'unknown')],
    ['a device that is lost, though its last word was closed', (house: Rehearsal) => house.available('door', false)],
    ['a device of which nobody knows', (house: Rehearsal) => house.available('door', 'unknown')],
  ])('is %s', (_what, lose) => {
    const house = new Rehearsal();
    lose(house);
    expect(house.arm('away')).toEqual({ ok: false, reason: 'zones-unknown', zones: ['door#contact'] });
  });

  test('is no zone of another mode', () => {
    const house = new Rehearsal();
    house.available('hall', false);
    expect(house.arm('home')).toEqual({ ok: true });
  });

  test('is no detector that is watched around the clock', () => {
    const house = new Rehearsal();
    house.available('kitchen', false);
    expect(house.arm('away')).toEqual({ ok: true });
  });

  test('shows in the readiness of each mode', () => {
    const house = new Rehearsal();
    house.open('door');
    house.available('hall', false);
    expect(house.view.ready).toEqual({
      away: ['hall#motion'],
      home: ['door#contact'],
      night: ['door#contact'],
      vacation: ['hall#motion'],
    });
  });
});

test('a refused arm changes nothing', () => {
  const house = new Rehearsal();
  house.open('window');
  const before = { ...house.state };
  house.arm('away');
  expect({ ...house.state }).toEqual(before);
});

describe('force', () => {
  test('bypasses what is open until the next disarm', () => {
    const house = new Rehearsal();
    house.open('window');
    expect(house.arm('away', { force: true })).toEqual({ ok: true });
    expect(house.view.bypassed).toEqual(['window#contact']);
    house.wait(60);
    house.close('window');
    house.open('window');
    expect(house.now).toBe('armed away');
    house.disarm();
    expect(house.view.bypassed).toEqual([]);
  });

  test('bypasses what is unknown and raises trouble', () => {
    const house = new Rehearsal();
    house.available('window', false);
    house.effects.length = 0;
    expect(house.arm('home', { force: true })).toEqual({ ok: true });
    expect(house.view.bypassed).toEqual(['window#contact']);
    expect(house.all('trouble')).toEqual([{ type: 'trouble', kind: 'blind', device: 'window', on: true }]);
  });
});

describe('the exit delay', () => {
  test('lets people leave through entry and interior zones', () => {
    const house = new Rehearsal();
    house.arm('away');
    house.move('hall');
    house.open('door');
    house.close('door');
    house.wait(60);
    expect(house.now).toBe('armed away');
  });

  test('does not let anyone in through the perimeter', () => {
    const house = new Rehearsal();
    house.arm('away');
    house.open('window');
    expect(house.now).toBe('triggered away');
  });

  test('that ends at an open door is an exit error: the sirens warn and the entry delay starts', () => {
    const house = new Rehearsal();
    house.arm('away');
    house.open('door');
    const effects = house.wait(60);
    expect(house.now).toBe('pending away');
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'siren', on: true, pattern: 'warning', seconds: 30 }),
    );
    expect(effects).toContainEqual(expect.objectContaining({ to: 'pending', cause: { timer: 'exit-error' } }));
    expect(house.disarm()).toEqual({ ok: true });
    expect(house.all('siren').at(-1)).toMatchObject({ on: false });
  });

  test('that ends at movement from before is no error', () => {
    const house = new Rehearsal();
    house.arm('away');
    house.report('hall', 'motion', true);
    house.wait(60);
    expect(house.now).toBe('armed away');
  });

  test('can be disarmed', () => {
    const house = new Rehearsal();
    house.arm('away');
    house.disarm();
    house.wait(120);
    expect(house.now).toBe('disarmed');
  });
});

describe('a change of mode', () => {
  test('that is forced takes out no zone on guard without the right to disarm', () => {
    const house = new Rehearsal().armed('home');
    house.report('window', 'contact', 'unknown');
    expect(house.arm('away', { force: true }, LINK)).toEqual({ ok: false, reason: 'code-required' });
    expect(house.view.bypassed).toEqual([]);
    expect(house.arm('away', { force: true })).toEqual({ ok: true });
    expect(house.view.bypassed).toEqual(['window#contact']);
  });

  test('is a new exit delay, during which the perimeter keeps alarming', () => {
    const house = new Rehearsal().armed('home');
    expect(house.arm('away', {}, LINK)).toEqual({ ok: true });
    expect(house.now).toBe('arming away');
    house.open('window');
    expect(house.now).toBe('triggered away');
  });

  test.each([
    ['to a mode that watches less', ['away'], 'home'],
    ['that suspends interior zones for an exit delay', ['away'], 'vacation'],
    ['that begins an exit delay anew before the last has come through', ['home', 'away'], 'vacation'],
    ['back to a weaker mode through a stronger one', ['home', 'vacation'], 'away'],
  ])('%s needs the right to disarm', (_what, path, mode) => {
    const house = new Rehearsal();
    for (const step of path) house.arm(step, { skipDelay: path.length === 1 });
    expect(house.arm(mode, {}, LINK)).toEqual({ ok: false, reason: 'code-required' });
    expect(house.arm(mode, {}, PANEL)).toEqual({ ok: true });
  });

  test.each([
    ['an entry delay', (house: Rehearsal) => house.open('door')],
    ['a burglar alarm', (house: Rehearsal) => house.open('window')],
  ])('is refused during %s, even to those who may disarm', (_what, happen) => {
    const house = new Rehearsal().armed('home');
    happen(house);
    expect(house.arm('away')).toEqual({ ok: false, reason: 'trouble' });
  });
});

describe('disarming', () => {
  test('ends an entry delay', () => {
    const house = new Rehearsal().armed();
    house.open('door');
    house.disarm();
    house.wait(60);
    expect(house.now).toBe('disarmed');
    expect(house.all('hazard')).toEqual([]);
  });

  test('of what is disarmed is refused', () => {
    expect(new Rehearsal().disarm()).toEqual({ ok: false, reason: 'already' });
  });

  test('ends a burglar alarm and its siren', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.disarm();
    expect([house.now, house.view.alarms]).toEqual(['disarmed', []]);
    expect(house.all('siren').map(({ on }) => on)).toEqual([true, false]);
  });

  test('ends a tamper alarm of a house that was disarmed anyway', () => {
    const house = new Rehearsal();
    house.report('box', 'tamper', true);
    expect(house.now).toBe('triggered');
    expect(house.disarm()).toEqual({ ok: true });
    expect(house.now).toBe('disarmed');
  });
});

describe('a bypass by hand', () => {
  test('until the next disarm survives an opening and a closing', () => {
    const house = new Rehearsal();
    house.ask({ type: 'bypass', zone: 'window#contact' });
    house.armed();
    house.open('window');
    house.close('window');
    house.open('window');
    expect(house.now).toBe('armed away');
  });

  test('until it closes ends there', () => {
    const house = new Rehearsal();
    house.open('window');
    house.ask({ type: 'bypass', zone: 'window#contact', until: 'closed' });
    house.armed();
    house.close('window');
    expect(house.view.bypassed).toEqual([]);
    house.open('window');
    expect(house.now).toBe('triggered away');
  });

  test.each(['kitchen#smoke', 'boiler#carbonMonoxide', 'bed#panic', 'till#button'])(
    'is refused for life safety: %s',
    (id) => {
      const house = new Rehearsal();
      expect(house.ask({ type: 'bypass', zone: id })).toEqual({ ok: false, reason: 'life-safety', zones: [id] });
    },
  );

  test('may name a zone as its owner does', () => {
    const house = new Rehearsal();
    expect(house.ask({ type: 'bypass', zone: 'window' })).toEqual({ ok: true });
    expect(house.ask({ type: 'bypass', zone: 'windows' })).toEqual({ ok: false, reason: 'unknown-zone' });
  });

  test('can be taken back', () => {
    const house = new Rehearsal();
    house.ask({ type: 'bypass', zone: 'window' });
    expect(house.ask({ type: 'unbypass', zone: 'window' })).toEqual({ ok: true });
    expect(house.ask({ type: 'unbypass', zone: 'window' })).toMatchObject({ reason: 'already' });
  });

  test('of a zone that stands guard needs the right to disarm', () => {
    const policy = { ...new Rehearsal().config.policy };
    const withoutCode = { ...policy.withoutCode, link: ['arm', 'bypass'] as const };
    const config = { ...withHouse({}), policy: { ...policy, withoutCode } };
    const house = new Rehearsal(config);
    expect(house.ask({ type: 'bypass', zone: 'window' }, LINK)).toEqual({ ok: true });
    house.armed();
    expect(house.ask({ type: 'bypass', zone: 'door' }, LINK)).toEqual({ ok: false, reason: 'code-required' });
  });
});

test('a glass-break sensor that still rings is in the way where an exit delay says so', () => {
  const house = new Rehearsal(withZones(zone('glass', { signal: 'glassBreak', type: 'perimeter' })));
  house.report('glass', 'glassBreak', true);
  expect(house.arm('away')).toMatchObject({ reason: 'zones-open' });
  expect(house.arm('home')).toEqual({ ok: true });
});
