import { describe, expect, test } from '@jest/globals';
import { CONFIG, HOUSE, LINK, Rehearsal, withHouse, withZones, zone } from '../test/rehearsal.ts';

describe('after a restart', () => {
  test('the partition stands as it did, with the same bypasses', () => {
    const house = new Rehearsal();
    house.ask({ type: 'bypass', zone: 'gate' });
    house.armed();
    house.stop();
    house.start(600);
    expect([house.now, house.view.bypassed]).toEqual(['armed away', ['gate#contact']]);
  });

  test('a door that was closed and is found open starts the entry delay, the cause being that nobody saw it', () => {
    const house = new Rehearsal().armed();
    house.stop();
    house.start(120);
    house.open('door', 'resync');
    house.available('door', true);
    expect([house.now, house.until]).toEqual(['pending away', 150]);
    expect(house.all('state')).toMatchObject([{ to: 'pending', cause: { timer: 'blind' } }]);
  });

  test.each(['retained', 'resync'] as const)('a window found open gives time to answer too (%s)', (cause) => {
    const house = new Rehearsal().armed();
    house.start();
    house.available('window', true);
    house.open('window', cause);
    expect(house.now).toBe('pending away');
  });

  test('a door that was open before and still is, is no trip', () => {
    const house = new Rehearsal();
    house.open('window');
    house.arm('away', { force: true, skipDelay: true });
    house.start();
    house.available('window', true);
    expect(house.now).toBe('armed away');
  });

  test('a live opening trips at once', () => {
    const house = new Rehearsal().armed();
    house.start();
    house.available('window', true);
    house.open('window');
    expect(house.now).toBe('triggered away');
  });

  test('what is heard for the first time is no trip while settling, and one after', () => {
    const late = zone('late', { signal: 'contact', type: 'perimeter' });
    const other = zone('other', { signal: 'contact', type: 'perimeter' });
    const house = new Rehearsal(withZones()).armed();
    house.feed({ type: 'configured', at: 0, config: withZones(late, other) });
    house.start();
    house.available('late', true);
    house.available('other', true);
    house.open('late');
    house.wait(60);
    expect(house.now).toBe('armed away');
    house.open('other');
    expect(house.now).toBe('triggered away');
  });

  test('movement is no trip while settling, and one after', () => {
    const house = new Rehearsal(withHouse({ followerGraceSeconds: 0 })).armed();
    house.start();
    house.available('hall', true);
    house.move('hall');
    expect(house.now).toBe('armed away');
    house.wait(60);
    house.move('hall');
    expect(house.now).toBe('triggered away');
  });

  test('smoke that began unseen alarms', () => {
    const house = new Rehearsal();
    house.start();
    house.report('kitchen', 'smoke', true, 'resync');
    house.available('kitchen', true);
    expect(house.now).toBe('triggered');
  });

  test('a deadline that passed while blind fires at once, and the siren sounds its whole time', () => {
    const house = new Rehearsal().armed();
    house.open('door');
    house.stop();
    house.start(3600);
    expect([house.now, house.until]).toEqual(['triggered away', 3840]);
  });

  test('an exit delay that passed while blind leaves it armed', () => {
    const house = new Rehearsal();
    house.arm('away');
    house.stop();
    house.start(3600);
    expect(house.now).toBe('armed away');
  });

  test('a door left open through an exit delay that nobody saw the end of must still be answered', () => {
    const house = new Rehearsal();
    house.arm('away');
    house.open('door');
    house.stop();
    house.start(3600);
    expect(house.now).toBe('armed away');
    house.available('door', true);
    expect(house.now).toBe('pending away');
  });

  test('a door shut unseen before the end of an exit delay that nobody saw is no error', () => {
    const house = new Rehearsal();
    house.arm('away');
    house.open('door');
    house.stop();
    house.start(3600);
    house.close('door', 'resync');
    house.available('door', true);
    house.wait(60);
    expect(house.now).toBe('armed away');
  });

  test('a device that was lost with its door open, and is back with it open, is no trip', () => {
    const house = new Rehearsal();
    house.open('window');
    house.arm('away', { force: true, skipDelay: true });
    house.ask({ type: 'unbypass', zone: 'window' });
    house.available('window', false);
    house.available('window', true);
    expect(house.now).toBe('armed away');
  });

  test('a siren that sounded is told again, with the time that is left', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.stop();
    house.effects.length = 0;
    house.start(40);
    expect(house.all('siren')).toMatchObject([{ on: true, pattern: 'burglary', seconds: 200 }]);
  });

  test('sirens that never sounded are told nothing', () => {
    const house = new Rehearsal();
    house.stop();
    house.start(40);
    expect(house.all('siren')).toEqual([]);
  });

  test('codes that waited are answered stale', () => {
    const house = new Rehearsal().armed();
    house.ask({ type: 'disarm' }, LINK, true);
    house.stop();
    house.judge('c1', 'Ana');
    house.start(5);
    expect(house.answer('c1')).toEqual({ ok: false, reason: 'stale' });
    expect(house.now).toBe('armed away');
  });

  test('the time that was not watched is trouble until the house has settled', () => {
    const house = new Rehearsal();
    house.stop();
    house.start(5);
    expect(house.all('trouble')).toContainEqual({ type: 'trouble', kind: 'blind', on: true });
    house.wait(60);
    expect(house.all('trouble')).toContainEqual({ type: 'trouble', kind: 'blind', on: false });
  });

  test('a zone on guard that stays silent is trouble', () => {
    const house = new Rehearsal().armed('home');
    house.start();
    for (const { device } of HOUSE.zones) if (device !== 'window') house.available(device, true);
    house.wait(60);
    expect(house.all('trouble')).toEqual([{ type: 'trouble', kind: 'blind', device: 'window', on: true }]);
    house.available('window', true);
    expect(house.all('trouble').at(-1)).toMatchObject({ device: 'window', on: false });
  });

  test('a clock that jumped is trouble until someone takes note', () => {
    const house = new Rehearsal();
    house.feed({ type: 'hub', at: 0, to: 'started', clockJumped: true });
    expect(house.all('trouble')).toEqual([{ type: 'trouble', kind: 'clock', on: true }]);
    expect(house.ask({ type: 'acknowledge' })).toEqual({ ok: true });
    expect(house.ask({ type: 'acknowledge' })).toMatchObject({ reason: 'already' });
  });
});

test('nothing happens between stopped and started', () => {
  const house = new Rehearsal().armed();
  house.open('door');
  house.stop();
  house.wait(3600);
  house.press('bed', 'panic');
  expect(house.now).toBe('pending away');
  expect(house.ask({ type: 'disarm' })).toEqual({ ok: false, reason: 'unavailable' });
});

test('time never falls', () => {
  const house = new Rehearsal();
  house.wait(100);
  house.feed({ type: 'tick', at: 5 });
  expect(house.state.at).toBe(100_000);
});

describe('a new configuration', () => {
  test('keeps states, bypasses and what is known', () => {
    const house = new Rehearsal();
    house.ask({ type: 'bypass', zone: 'gate' });
    house.open('garage');
    house.arm('away', { skipDelay: true, force: true });
    house.feed({ type: 'configured', at: 0, config: withHouse({ zones: HOUSE.zones.toReversed(), name: 'Villa' }) });
    expect(house.view).toMatchObject({ name: 'Villa', state: 'armed', bypassed: ['gate#contact', 'garage#contact'] });
    house.open('window');
    expect(house.now).toBe('triggered away');
  });

  test('taken in before the start hides nothing that happened unseen', () => {
    const house = new Rehearsal().armed();
    house.stop();
    house.open('door', 'resync');
    house.feed({ type: 'configured', at: 0, config: withHouse({ name: 'Villa' }) });
    house.feed({ type: 'hub', at: 0, to: 'started' });
    expect(house.now).toBe('pending away');
  });

  test('knows a device that was heard before any zone watched it', () => {
    const house = new Rehearsal(withZones());
    house.available('door', true);
    house.open('door');
    house.feed({ type: 'configured', at: 0, config: withHouse({}) });
    expect(house.view.ready.home).toContain('door#contact');
    expect(house.now).toBe('disarmed');
  });

  test('without a partition that is armed leaves it on guard until it is disarmed', () => {
    const house = new Rehearsal().armed();
    house.feed({ type: 'configured', at: 0, config: { ...CONFIG, partitions: [{ ...HOUSE, id: 'other' }] } });
    house.open('window');
    expect(house.now).toBe('triggered away');
    house.ask({ type: 'disarm', partition: 'house' });
    expect(() => house.view).toThrow('There is no partition "house"');
  });

  test('without the mode that is armed keeps it until then', () => {
    const house = new Rehearsal().armed();
    house.feed({
      type: 'configured',
      at: 0,
      config: withHouse({ modes: { home: { exitDelaySeconds: 0, entryDelaySeconds: 30 } } }),
    });
    expect([house.now, Object.keys(house.view.ready)]).toEqual(['armed away', ['away', 'home', 'night', 'vacation']]);
    house.disarm();
    expect(Object.keys(house.view.ready)).toEqual(['home']);
  });

  test('moves an alarm that sounds to the sirens that there are now', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.effects.length = 0;
    house.feed({ type: 'configured', at: 0, config: withHouse({ sirens: ['new'] }) });
    expect(house.all('siren')).toMatchObject([
      { on: false, devices: ['siren'] },
      { on: true, devices: ['new'] },
    ]);
  });
});
