import { describe, expect, test } from '@jest/globals';
import type { AttributeKey } from '@nightlatch/model';
import { HOUSE, LINK, Rehearsal, withHouse, withZones, zone } from '../test/rehearsal.ts';

const DETECTORS = [
  ['smoke', 'fire', 'fire', 'fire', undefined],
  ['heat', 'heat', 'fire', 'fire', undefined],
  ['carbonMonoxide', 'co', 'co', 'co', undefined],
  ['gas', 'gas', 'gas', 'co', undefined],
  ['waterLeak', 'water', 'water', 'water', 240],
  ['freeze', 'freeze', 'freeze', 'water', 240],
  ['tamper', 'tamper', 'tamper', 'burglary', 240],
] as const;

describe.each(DETECTORS)('%s in a %s zone', (signal: AttributeKey, type, hazard, pattern, seconds) => {
  const config = withZones(zone('detector', { signal, type }), zone('door', { signal: 'contact', type: 'entry' }));

  test.each(['disarmed', 'home', 'away'])(`alarms as ${hazard}, also when %s`, (mode) => {
    const house = new Rehearsal(config);
    if (mode !== 'disarmed') house.armed(mode);
    const effects = house.report('detector', signal, true);
    expect(house.view.state).toBe('triggered');
    expect(house.view.alarms).toEqual([{ hazard, status: 'alarm', zones: [`detector#${signal}`], since: 0 }]);
    const time = seconds === undefined ? {} : { seconds };
    const siren = { type: 'siren', partition: 'house', on: true, pattern, ...time, devices: ['siren'] };
    expect(effects[0]).toEqual(siren);
  });

  test('shows again what the partition was once it is silenced', () => {
    const house = new Rehearsal(config).armed('away');
    house.report('detector', signal, true);
    expect(house.ask({ type: 'silence' })).toEqual({ ok: true });
    expect(house.now).toBe('armed away');
    expect(house.view.alarms[0]?.status).toBe('silenced');
    expect(house.all('siren').at(-1)?.on).toBe(false);
    house.report('detector', signal, false);
    expect(house.view.alarms).toEqual([]);
    expect(house.all('hazard').map(({ to }) => to)).toEqual(['alarm', 'silenced', 'restored']);
  });

  test(seconds === undefined ? 'sounds until somebody acts' : 'falls silent after the time of the siren', () => {
    const house = new Rehearsal(config);
    house.report('detector', signal, true);
    house.wait(86_400);
    expect(house.now).toBe(seconds === undefined ? 'triggered' : 'disarmed');
  });
});

describe('life safety', () => {
  test.each(['kitchen', 'attic'])('is over when the detector is: %s', (device) => {
    const house = new Rehearsal();
    house.report(device, 'smoke', true);
    house.report(device, 'smoke', false);
    expect([house.now, house.view.alarms]).toEqual(['disarmed', []]);
    expect(house.all('siren').at(-1)?.on).toBe(false);
  });

  test('sounds again at a new detector after it was silenced', () => {
    const house = new Rehearsal();
    house.report('kitchen', 'smoke', true);
    house.ask({ type: 'silence' });
    house.report('attic', 'smoke', true);
    expect(house.now).toBe('triggered');
    expect(house.view.alarms[0]).toMatchObject({ status: 'alarm', zones: ['kitchen#smoke', 'attic#smoke'] });
  });

  test('lasts while any of its detectors does, also one that fell silent burning', () => {
    const house = new Rehearsal();
    house.report('kitchen', 'smoke', true);
    house.report('attic', 'smoke', true);
    house.available('attic', false);
    house.report('kitchen', 'smoke', false);
    expect(house.now).toBe('triggered');
  });

  test('is not cleared by disarming', () => {
    const house = new Rehearsal().armed();
    house.report('kitchen', 'smoke', true);
    expect(house.disarm()).toEqual({ ok: true });
    expect(house.now).toBe('triggered');
    expect(house.disarm()).toMatchObject({ reason: 'already' });
    expect(house.all('siren').every(({ on }) => on)).toBe(true);
  });

  test('alarms at the first word of a detector that was never heard before', () => {
    const house = new Rehearsal(withZones());
    house.available('new', true);
    house.feed({ type: 'configured', at: 0, config: withZones(zone('new', { signal: 'smoke', type: 'fire' })) });
    house.report('new', 'smoke', true);
    expect(house.now).toBe('triggered');
  });

  test('goes before a burglar in the pattern of the siren, which then goes on for him', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.wait(10);
    house.report('kitchen', 'smoke', true);
    house.report('kitchen', 'smoke', false);
    expect(house.all('siren')).toMatchObject([
      { pattern: 'burglary', seconds: 240 },
      { pattern: 'fire' },
      { pattern: 'burglary', seconds: 230 },
    ]);
  });

  test('does not stop an entry delay that runs beneath it', () => {
    const house = new Rehearsal().armed();
    house.open('door');
    house.report('kitchen', 'smoke', true);
    house.wait(30);
    house.report('kitchen', 'smoke', false);
    expect(house.view.alarms).toMatchObject([{ hazard: 'burglary', status: 'alarm' }]);
  });
});

describe('a temperature below its limit', () => {
  test.each([
    [4.1, 'disarmed'],
    [4, 'triggered'],
    [-3, 'triggered'],
  ])('%d °C: %s', (temperature, state) => {
    const house = new Rehearsal();
    house.report('pipe', 'temperature', temperature);
    expect(house.now).toBe(state);
  });

  test('alarms once, not with each degree', () => {
    const house = new Rehearsal();
    for (const temperature of [4, 3, 2]) house.report('pipe', 'temperature', temperature);
    expect(house.all('hazard')).toHaveLength(1);
  });

  test('alarms once while it wavers around the limit, and is over when it has risen by half a degree', () => {
    const house = new Rehearsal();
    for (const temperature of [5, 4, 4.1, 4, 4.5, 3.9]) house.report('pipe', 'temperature', temperature);
    expect(house.all('hazard').map(({ to }) => to)).toEqual(['alarm']);
    house.report('pipe', 'temperature', 4.6);
    expect(house.all('hazard').map(({ to }) => to)).toEqual(['alarm', 'restored']);
  });
});

describe("after the siren's time", () => {
  test('the partition is armed again in the same mode', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.wait(240);
    expect(house.now).toBe('armed away');
    expect(house.view.alarms[0]?.status).toBe('silenced');
    expect(house.all('siren').at(-1)?.on).toBe(false);
  });

  test('the next trip alarms again', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.wait(240);
    house.move('hall');
    house.wait(1);
    expect(house.now).toBe('triggered away');
    expect(house.until).toBe(481);
  });

  test('a burglar who closes the window behind him is remembered as long as the siren sounds', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.close('window');
    expect(house.now).toBe('triggered away');
    house.wait(240);
    expect(house.view.alarms).toEqual([]);
  });
});

test('further trips are recorded while it sounds, and do not prolong it', () => {
  const house = new Rehearsal().armed();
  house.open('window');
  house.wait(100);
  house.open('door');
  house.move('hall');
  expect(house.view.alarms[0]?.zones).toEqual(['window#contact', 'door#contact', 'hall#motion']);
  expect(house.all('hazard')).toHaveLength(3);
  expect(house.until).toBe(240);
});

describe('panic', () => {
  test('by key or by command sounds, and silence ends it', () => {
    const house = new Rehearsal();
    house.press('bed', 'panic');
    expect(house.view).toMatchObject({ state: 'triggered', alarms: [{ hazard: 'panic' }] });
    house.ask({ type: 'silence' });
    expect([house.now, house.view.alarms]).toEqual(['disarmed', []]);
    house.ask({ type: 'panic', hazard: 'medical' });
    expect(house.all('siren').at(-1)).toMatchObject({ on: true, pattern: 'medical' });
  });

  test.each(['panic', 'medical'] as const)('raised as %s sounds for the time of the siren', (hazard) => {
    const house = new Rehearsal();
    house.ask({ type: 'panic', hazard });
    expect(house.until).toBe(240);
    house.wait(240);
    expect(house.now).toBe('disarmed');
  });

  test('raised as fire is not ended by a detector that comes back to normal', () => {
    const house = new Rehearsal();
    house.ask({ type: 'panic', hazard: 'fire' });
    house.report('kitchen', 'smoke', true);
    house.report('kitchen', 'smoke', false);
    expect(house.now).toBe('triggered');
  });

  test.each([
    ['by key', (house: Rehearsal) => house.press('till', 'button')],
    ['by command', (house: Rehearsal) => house.ask({ type: 'panic', silent: true })],
  ])('%s in silence reaches its sinks and changes nothing else', (_how, call) => {
    const house = new Rehearsal().armed();
    const before = JSON.stringify(house.view);
    call(house);
    expect(house.effects.filter(({ type }) => type !== 'result')).toEqual([
      { type: 'silent', event: 'panic', partition: 'house' },
    ]);
    expect(JSON.stringify(house.view)).toBe(before);
  });
});

describe('silence', () => {
  test('of one hazard leaves the others', () => {
    const house = new Rehearsal();
    house.report('kitchen', 'smoke', true);
    house.report('cellar', 'waterLeak', true);
    house.ask({ type: 'silence', hazard: 'fire' });
    expect(house.view.alarms).toMatchObject([{ status: 'silenced' }, { hazard: 'water', status: 'alarm' }]);
    expect(house.all('siren').at(-1)).toMatchObject({ on: true, pattern: 'water' });
  });

  test('where nothing sounds is refused', () => {
    const house = new Rehearsal();
    expect(house.ask({ type: 'silence' })).toMatchObject({ reason: 'already' });
  });
});

describe('silence from where disarming needs a code', () => {
  test('quiets a smoke alarm', () => {
    const house = new Rehearsal();
    house.report('kitchen', 'smoke', true);
    expect(house.ask({ type: 'silence' }, LINK)).toEqual({ ok: true });
  });

  test('does not quiet a burglar alarm, but leaves the smoke alarm of the same moment to be quieted', () => {
    const house = new Rehearsal().armed('home');
    house.open('window');
    house.report('kitchen', 'smoke', true);
    expect(house.ask({ type: 'silence' }, LINK)).toEqual({ ok: false, reason: 'code-required' });
    expect(house.ask({ type: 'silence', hazard: 'burglary' }, LINK)).toEqual({ ok: false, reason: 'code-required' });
    expect(house.ask({ type: 'silence', hazard: 'fire' }, LINK)).toEqual({ ok: true });
  });
});

describe('a siren that two partitions share', () => {
  const flat = { ...HOUSE, id: 'flat', name: 'Flat', zones: [zone('oven', { signal: 'smoke', type: 'fire' })] };
  const shared = { ...withZones(zone('window', { signal: 'contact', type: 'perimeter' })) };
  const config = { ...shared, partitions: [...shared.partitions, flat] };

  test('stops only when both are silent', () => {
    const house = new Rehearsal(config);
    house.ask({ type: 'arm', mode: 'home', partition: 'house' });
    house.open('window');
    house.report('oven', 'smoke', true);
    expect(house.all('siren').at(-1)).toMatchObject({ partition: 'flat', pattern: 'fire' });
    house.ask({ type: 'silence', partition: 'flat' });
    expect(house.all('siren').at(-1)).toMatchObject({ partition: 'house', on: true, pattern: 'burglary' });
    house.ask({ type: 'silence', partition: 'house' });
    expect(house.all('siren').at(-1)).toMatchObject({ on: false });
  });
});

test('a partition without sirens still says when it would have sounded', () => {
  const house = new Rehearsal(withHouse({ sirens: [] }));
  house.report('kitchen', 'smoke', true);
  expect(house.all('siren')).toEqual([{ type: 'siren', partition: 'house', on: true, pattern: 'fire', devices: [] }]);
});

test('a tower block on fire lists the first 64 detectors and is over only with the last', () => {
  const devices = Array.from({ length: 100 }, (_, index) => `flat${index}`);
  const house = new Rehearsal(withZones(...devices.map((device) => zone(device, { signal: 'smoke', type: 'fire' }))));
  for (const device of devices) house.report(device, 'smoke', true);
  expect(house.view.alarms[0]?.zones).toHaveLength(64);
  for (const device of devices.slice(0, 99)) house.report(device, 'smoke', false);
  expect(house.now).toBe('triggered');
  house.report('flat99', 'smoke', false);
  expect(house.now).toBe('disarmed');
});

test('disarming an alarm is one change, not an alarm without a mode first', () => {
  const house = new Rehearsal().armed();
  house.open('window');
  house.effects.length = 0;
  house.disarm();
  expect(house.all('state').map(({ from, to }) => [from, to])).toEqual([['triggered', 'disarmed']]);
  expect(house.effects[0]).toMatchObject({ type: 'siren', on: false });
});
