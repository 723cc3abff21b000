import { describe, expect, test } from '@jest/globals';
import { Rehearsal, withHouse, withZones, zone, ZONES } from '../test/rehearsal.ts';

describe('the entry delay', () => {
  test('starts at an entry zone, is answered by disarming, and otherwise alarms', () => {
    const house = new Rehearsal().armed();
    house.open('door');
    expect([house.now, house.until]).toEqual(['pending away', 30]);
    house.wait(29.999);
    expect(house.now).toBe('pending away');
    house.wait(0.001);
    expect(house.now).toBe('triggered away');
    expect(house.all('state').at(-1)?.cause).toEqual({ timer: 'entry' });
    expect(house.view.alarms).toMatchObject([{ hazard: 'burglary', zones: ['door#contact'] }]);
  });

  test("is the zone's own where it has one", () => {
    const house = new Rehearsal().armed();
    house.open('gate');
    expect(house.until).toBe(90);
  });

  test('keeps the first deadline when a slower entry zone opens', () => {
    const house = new Rehearsal().armed();
    house.open('door');
    house.wait(5);
    house.open('gate');
    expect(house.until).toBe(30);
  });

  test('is shortened by a faster entry zone', () => {
    const house = new Rehearsal().armed();
    house.open('door');
    house.wait(5);
    house.open('garage');
    expect(house.until).toBe(15);
    house.wait(10);
    expect(house.now).toBe('triggered away');
  });

  test('of none alarms at once', () => {
    const house = new Rehearsal().armed('night');
    house.open('door');
    expect(house.now).toBe('triggered night');
  });

  test('is cut short by the perimeter', () => {
    const house = new Rehearsal().armed();
    house.open('door');
    house.open('window');
    expect(house.view).toMatchObject({ state: 'triggered', alarms: [{ zones: ['door#contact', 'window#contact'] }] });
    house.wait(240);
    expect(house.now).toBe('armed away');
  });

  test('does not run for a zone that the mode does not watch', () => {
    const house = new Rehearsal(withZones(zone('door', { signal: 'contact', type: 'entry', modes: ['home'] })));
    house.armed();
    house.open('door');
    expect(house.now).toBe('armed away');
  });
});

describe('an interior zone', () => {
  test('waits for a late report of the door, then follows the entry delay', () => {
    const house = new Rehearsal().armed();
    house.move('hall');
    house.wait(0.9);
    expect(house.now).toBe('armed away');
    house.open('door');
    house.wait(5);
    expect(house.now).toBe('pending away');
  });

  test('alarms when no door is reported in time', () => {
    const house = new Rehearsal().armed();
    house.move('hall');
    house.wait(0.5);
    house.move('stairs');
    house.wait(0.5);
    expect(house.now).toBe('triggered away');
    expect(house.view.alarms[0]?.zones).toEqual(['hall#motion', 'stairs#motion']);
  });

  test('alarms at once where the owner grants no grace', () => {
    const house = new Rehearsal(withHouse({ followerGraceSeconds: 0 })).armed();
    house.move('hall');
    expect(house.now).toBe('triggered away');
  });

  test('follows a running entry delay', () => {
    const house = new Rehearsal().armed();
    house.open('door');
    house.move('hall');
    house.wait(29);
    expect(house.now).toBe('pending away');
  });

  test('waits no more once disarmed', () => {
    const house = new Rehearsal().armed();
    house.move('hall');
    house.disarm();
    house.wait(5);
    expect(house.now).toBe('disarmed');
  });
});

describe('a zone trips on fresh activation, never on level', () => {
  test('movement that was true before arming trips only when it comes again', () => {
    const house = new Rehearsal(withHouse({ followerGraceSeconds: 0 }));
    house.report('hall', 'motion', true);
    house.armed();
    house.wait(10);
    expect(house.now).toBe('armed away');
    house.report('hall', 'motion', false);
    house.report('hall', 'motion', true);
    expect(house.now).toBe('triggered away');
  });

  test('a bypassed door taken back while open trips only when it opens again', () => {
    const house = new Rehearsal();
    house.open('window');
    house.arm('away', { force: true, skipDelay: true });
    house.ask({ type: 'unbypass', zone: 'window' });
    expect(house.now).toBe('armed away');
    house.close('window');
    house.open('window');
    expect(house.now).toBe('triggered away');
  });

  test('a door that opens as soon as it is first heard of trips', () => {
    const house = new Rehearsal(withZones(zone('lobby', { signal: 'contact', type: 'perimeter', modes: [] })));
    const zones = [zone('late', { signal: 'contact', type: 'perimeter' })];
    house.armed();
    house.available('late', true);
    house.feed({ type: 'configured', at: 0, config: withHouse({ zones }) });
    house.open('late');
    expect(house.now).toBe('triggered away');
  });
});

describe('confirmation', () => {
  const CONFIRMED = withHouse({
    followerGraceSeconds: 0,
    zones: ZONES.map((one) =>
      one.device === 'hall' ? { ...one, confirm: { activations: 2, withinSeconds: 60 } } : one,
    ),
  });

  test('needs so many activations of the zone', () => {
    const house = new Rehearsal(CONFIRMED).armed();
    house.move('hall');
    house.wait(60);
    expect(house.now).toBe('armed away');
    house.move('hall');
    expect(house.now).toBe('triggered away');
  });

  test('forgets activations that are too old', () => {
    const house = new Rehearsal(CONFIRMED).armed();
    house.move('hall');
    house.wait(61);
    house.move('hall');
    expect(house.now).toBe('armed away');
  });

  test('begins anew with each arming', () => {
    const house = new Rehearsal(CONFIRMED).armed();
    house.move('hall');
    house.disarm();
    house.armed();
    house.move('hall');
    expect(house.now).toBe('armed away');
  });
});

describe('a cross-zone group', () => {
  const GROUPED = withHouse({
    followerGraceSeconds: 0,
    groups: [{ zones: ['hall#motion', 'stairs#motion'], count: 2, withinSeconds: 60 }],
  });

  test('needs so many different zones', () => {
    const house = new Rehearsal(GROUPED).armed();
    house.move('hall');
    house.move('hall');
    expect(house.now).toBe('armed away');
    house.wait(60);
    house.move('stairs');
    expect(house.now).toBe('triggered away');
  });

  test('forgets what is too long ago', () => {
    const house = new Rehearsal(GROUPED).armed();
    house.move('hall');
    house.wait(61);
    house.move('stairs');
    expect(house.now).toBe('armed away');
  });

  test.each([
    ['unavailable', (house: Rehearsal) => house.available('stairs', false)],
    ['bypassed', (house: Rehearsal) => house.ask({ type: 'bypass', zone: 'stairs' })],
  ])('leaves a zone acting alone when its partner is %s', (_how, lose) => {
    const house = new Rehearsal(GROUPED).armed();
    lose(house);
    house.move('hall');
    expect(house.now).toBe('triggered away');
  });
});

describe('the chime', () => {
  test('sounds when a door opens while disarmed', () => {
    const house = new Rehearsal();
    expect(house.open('door')).toContainEqual({
      type: 'chime',
      partition: 'house',
      zone: 'door#contact',
      devices: ['bell'],
    });
    expect(house.open('garage').some(({ type }) => type === 'chime')).toBe(false);
  });

  test('sounds where the zone says, instead of where its partition does', () => {
    const zones = ZONES.map((one) => (one.device === 'door' ? { ...one, chimes: ['hall-bell'] } : one));
    const house = new Rehearsal(withHouse({ zones }));
    const chimed = [...house.open('door'), ...house.open('window')].filter((effect) => effect.type === 'chime');
    expect(chimed.map(({ devices }) => devices)).toEqual([['hall-bell'], ['bell']]);
  });

  test('is silent while armed and for what was so already', () => {
    const house = new Rehearsal();
    house.open('window', 'resync');
    expect(house.all('chime')).toEqual([]);
    house.close('window');
    house.armed('home');
    house.open('door');
    expect(house.all('chime')).toEqual([]);
  });

  test('answers every burglary zone in a walk test, which arming ends', () => {
    const house = new Rehearsal();
    expect(house.ask({ type: 'test', on: true })).toEqual({ ok: true });
    house.move('hall');
    expect(house.all('chime')).toHaveLength(1);
    house.armed();
    house.disarm();
    house.move('hall');
    expect(house.all('chime')).toEqual([]);
  });
});
