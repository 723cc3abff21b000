import { describe, expect, test } from '@jest/globals';
import type { DeviceReport, KeypadAttempt, Log } from '@nightlatch/model';
import { NightlatchError, SecretText } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import { createSimulator } from './create-simulator.ts';
import { DEMO_HOUSE } from './house.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';

const silent: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

interface Watched {
  readonly house: Simulator;
  readonly clock: TestClock;
  readonly attempts: KeypadAttempt[];
  /** What was reported since the last call, `device attribute=value`, one a line. */
  readonly news: () => string[];
  reports: DeviceReport[];
}

async function watch(options: Partial<SimulatorOptions> = {}): Promise<Watched> {
  const clock = (options.clock as TestClock | undefined) ?? new TestClock();
  const reports: DeviceReport[] = [];
  const attempts: KeypadAttempt[] = [];
  const house = createSimulator({ log: silent, ...options, clock });
  await house.start({
    report: (report) => void reports.push(report),
    keypad: (attempt) => void attempts.push(attempt),
  });
  let read = reports.length;
  const news = (): string[] => {
    const lines = reports.slice(read).flatMap(inWords);
    read = reports.length;
    return lines;
  };
  return { house, clock, attempts, news, reports };
}

function inWords(report: DeviceReport): string[] {
  if (report.type === 'attributes') {
    const cause = report.cause === 'live' ? '' : ` (${report.cause})`;
    return Object.entries(report.values).map(([key, value]) => `${report.device} ${key}=${String(value)}${cause}`);
  }
  if (report.type === 'availability') return [`${report.device} available=${String(report.available)}`];
  return report.type === 'event' ? [`${report.device} ${report.event}`] : [report.type];
}

describe('a house at its start', () => {
  test('describes every device before its first value and reports it reachable', async () => {
    const { reports, house } = await watch();
    const first = reports.filter((report) => report.type === 'described').map((report) => report.device.id);
    expect(first).toEqual(DEMO_HOUSE.map(({ key }) => `simulator/${key}`));
    const about = reports.slice(0, 3).map((report) => report.type);
    expect(about).toEqual(['described', 'availability', 'attributes']);
    expect(house.devices.every((device) => device.attributes.length > 0 || device.events.length > 0)).toBe(true);
  });

  test('reports what is so already as resync, never as live', async () => {
    const { reports } = await watch();
    const causes = reports.flatMap((report) => (report.type === 'attributes' ? [report.cause] : []));
    expect(new Set(causes)).toEqual(new Set(['resync']));
  });

  test('names its devices after the id of the source', async () => {
    const { house } = await watch({ id: 'cottage' });
    expect(house.devices[0]?.id).toBe('cottage/front-door');
  });
});

describe('things moved by hand', () => {
  test('opens and closes a door by name, key or id', async () => {
    const { house, news } = await watch();
    house.open('Front door');
    house.close('front-door');
    house.open('simulator/front-door');
    expect(news()).toEqual([
      'simulator/front-door contact=open',
      'simulator/front-door contact=closed',
      'simulator/front-door contact=open',
    ]);
  });

  test('ends a motion by itself after 30 s and leaves a tamper alone', async () => {
    const { house, clock, news } = await watch();
    house.set('Hall motion', 'tamper', true);
    house.trip('Hall motion');
    clock.advance(29_999);
    expect(house.value('Hall motion', 'motion')).toBe(true);
    news();
    clock.advance(1);
    expect(news()).toEqual(['simulator/hall-motion motion=false']);
  });

  test('keeps smoke until it is cleared', async () => {
    const { house, clock } = await watch();
    house.trip('Kitchen smoke');
    clock.advance(3_600_000);
    expect(house.value('Kitchen smoke', 'smoke')).toBe(true);
    house.clear('Kitchen smoke');
    expect(house.value('Kitchen smoke', 'smoke')).toBe(false);
  });

  test.each([
    ['Doorbell', 'simulator/doorbell ring'],
    ['Panic button', 'simulator/panic-button panic'],
    ['Garage pipe', 'simulator/pipe freeze=true'],
    ['Laundry leak', 'simulator/laundry-leak waterLeak=true'],
    ['Hall CO', 'simulator/hall-co carbonMonoxide=true'],
  ])('trips %s in the way of its kind', async (device, expected) => {
    const { house, news } = await watch();
    house.trip(device);
    expect(news()).toContain(expected);
  });

  test.each([
    [(house: Simulator) => house.open('Attic'), 'unknown-device', 'it has Front door'],
    [(house: Simulator) => house.open('Hall motion'), 'unknown-attribute', 'Hall motion has no "contact"'],
    [(house: Simulator) => house.set('Front door', 'battery', 400), 'invalid-value', 'battery "400"'],
    [(house: Simulator) => house.press('Front door', 'ring'), 'unknown-event', 'Front door cannot be pressed'],
  ])('refuses what the house does not have, and says what it has', async (act, code, words) => {
    const { house } = await watch();
    let caught: unknown;
    try {
      act(house);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(NightlatchError);
    expect((caught as NightlatchError).code).toBe(code);
    expect((caught as NightlatchError).message).toContain(words);
  });

  test('keeps what happens to a device out of reach and reports it as resync when it returns', async () => {
    const { house, news } = await watch();
    house.offline('Front door');
    house.open('Front door');
    expect(news()).toEqual(['simulator/front-door available=false']);
    house.online('Front door');
    expect(news()).toContain('simulator/front-door contact=open (resync)');
  });

  test('hands a code over to the hub and counts the attempts', async () => {
    const { house, attempts } = await watch();
    house.enterCode('Hall keypad', 'disarm', new SecretText('1234'));
    house.enterCode('Hall keypad', 'arm', undefined, 'night');
    expect(attempts.map(({ verb, mode, transaction }) => ({ verb, mode, transaction }))).toEqual([
      { verb: 'disarm', mode: undefined, transaction: 1 },
      { verb: 'arm', mode: 'night', transaction: 2 },
    ]);
    expect(attempts[0]?.code?.reveal()).toBe('1234');
  });

  test('hands a tag over to the hub, and tells by which slot a lock was opened', async () => {
    const { house, attempts, news, reports, clock } = await watch();
    house.presentTag('Hall keypad', new SecretText('04A1B2C3'));
    house.presentTag('Hall keypad', new SecretText('04A1B2C3'), 'disarm');
    expect(attempts.map(({ verb, tag }) => [verb, tag?.reveal()])).toEqual([
      ['present', '04A1B2C3'],
      ['disarm', '04A1B2C3'],
    ]);
    house.turn('Front door lock', 'locked');
    clock.advance(2000);
    news();
    house.unlockWith('Front door lock', 'code', '3');
    clock.advance(2000);
    expect(reports.filter(({ type }) => type === 'operated')).toEqual([
      {
        type: 'operated',
        device: 'simulator/front-door-lock',
        attribute: 'lock',
        to: 'unlocked',
        by: 'code',
        slot: '3',
      },
    ]);
    expect(news()).toContain('simulator/front-door-lock lock=unlocked');
  });
});

describe('orders', () => {
  const unlock = { type: 'lock', device: 'simulator/front-door-lock', attribute: 'lock', locked: false } as const;

  test('a bolt takes its time', async () => {
    const { house, clock, news } = await watch();
    expect(await house.order(unlock)).toEqual({ ok: true });
    expect(news()).toEqual(['simulator/front-door-lock lock=unlocking']);
    clock.advance(1_500);
    expect(news()).toEqual(['simulator/front-door-lock lock=unlocked']);
  });

  test('a second order turns the bolt round and the first never arrives', async () => {
    const { house, clock, news } = await watch();
    await house.order(unlock);
    clock.advance(1_000);
    await house.order({ ...unlock, locked: true });
    clock.advance(10_000);
    expect(news()).toEqual([
      'simulator/front-door-lock lock=unlocking',
      'simulator/front-door-lock lock=locking',
      'simulator/front-door-lock lock=locked',
    ]);
  });

  test('a bolt that is there already confirms it at once', async () => {
    const { house, news } = await watch();
    await house.order({ ...unlock, locked: true });
    expect(news()).toEqual(['simulator/front-door-lock lock=locked']);
  });

  test('a stuck bolt ends every order jammed until it is freed', async () => {
    const { house, clock, news } = await watch();
    house.jam('Front door lock');
    await house.order({ ...unlock, locked: true });
    clock.advance(1_500);
    expect(news().map((line) => line.split('=')[1])).toEqual(['jammed', 'locking', 'jammed']);
    house.free('Front door lock');
    await house.order({ ...unlock, locked: true });
    clock.advance(1_500);
    expect(house.value('Front door lock', 'lock')).toBe('locked');
  });

  test('a siren sounds for its seconds, or until it is stopped', async () => {
    const { house, clock } = await watch();
    await house.order({ type: 'siren', device: 'simulator/siren', on: true, seconds: 240 });
    clock.advance(239_999);
    expect(house.value('Siren', 'siren')).toBe(true);
    clock.advance(1);
    expect(house.value('Siren', 'siren')).toBe(false);
    await house.order({ type: 'siren', device: 'simulator/siren', on: true });
    clock.advance(3_600_000);
    expect(house.value('Siren', 'siren')).toBe(true);
    await house.order({ type: 'siren', device: 'simulator/siren', on: false });
    expect(house.value('Siren', 'siren')).toBe(false);
  });

  test('a keypad remembers what it was told to show', async () => {
    const { house } = await watch();
    expect(house.indication('Hall keypad')).toBeUndefined();
    const indication = { state: 'arming', mode: 'away', seconds: 60 } as const;
    await house.order({ type: 'keypad', device: 'simulator/hall-keypad', indication });
    expect(house.indication('Hall keypad')).toEqual(indication);
  });

  test('says why a device did not obey', async () => {
    const { house } = await watch();
    house.offline('Siren');
    const problems = await Promise.all([
      house.order({ type: 'siren', device: 'simulator/siren', on: true }),
      house.order({ type: 'siren', device: 'simulator/doorbell', on: true }),
      house.order({ type: 'siren', device: 'simulator/attic', on: true }),
    ]);
    expect(problems.map((result) => (result.ok ? '' : result.problem))).toEqual([
      'Siren does not answer: it is offline.',
      'Doorbell cannot do "siren".',
      'The simulated house has no device simulator/attic.',
    ]);
  });
});

describe('time passing', () => {
  const DAY = 24 * 3_600_000;

  test('drains batteries slowly, and says when one is low', async () => {
    const { house, clock, news } = await watch();
    clock.advance(7 * DAY);
    expect(house.value('Front door', 'battery')).toBe(90);
    clock.advance(500 * DAY);
    expect(house.value('Garage door', 'batteryLow')).toBe(true);
    expect(news().filter((line) => line.endsWith('batteryLow=true')).length).toBeGreaterThan(0);
    expect(house.value('Front door', 'batteryLow')).toBe(false);
  });

  test('nothing happens by itself without a script', async () => {
    const { clock, news } = await watch({ script: 'none' });
    clock.advance(DAY / 4);
    expect(news().filter((line) => !line.includes('battery'))).toEqual([]);
  });

  test('the same seed lives the same days, another one does not', async () => {
    const [days, again, others] = await Promise.all([7, 7, 8].map((seed) => watch({ script: 'daily', seed })));
    for (const each of [days, again, others]) each?.clock.advance(3 * DAY);
    const lived = days?.news() ?? [];
    expect(lived.length).toBeGreaterThan(150);
    expect(again?.news()).toEqual(lived);
    expect(others?.news()).not.toEqual(lived);
  });

  test('a day ends with every door closed and locked', async () => {
    const { house, clock } = await watch({ script: 'daily' });
    clock.advanceTo(new Date(clock.now() + DAY).setHours(24, 0, 0, 0));
    const open = house.devices.filter(({ name }) => house.value(name, 'contact') === 'open');
    expect(open).toEqual([]);
    expect(house.value('Front door lock', 'lock')).toBe('locked');
  });

  test('a house whose keypad shows it armed is left in peace for a week', async () => {
    const { house, clock, news } = await watch({ script: 'daily' });
    const indication = { state: 'armed', mode: 'away' } as const;
    await house.order({ type: 'keypad', device: 'simulator/hall-keypad', indication });
    news();
    clock.advance(7 * DAY);
    const trips = news().filter((line) => /contact=open|motion=true|lock=unlock|button panic|smoke=true/.test(line));
    expect(trips).toEqual([]);
    await house.order({ type: 'keypad', device: 'simulator/hall-keypad', indication: { state: 'disarmed' } });
    clock.advance(DAY);
    expect(news().some((line) => line.endsWith('contact=open'))).toBe(true);
  });

  test('lives its day faster when asked', async () => {
    const { clock, news } = await watch({ script: 'daily', speed: 24 });
    clock.advance(2 * 3_600_000);
    expect(news().filter((line) => line.includes('front-door contact=open')).length).toBeGreaterThanOrEqual(2);
  });

  test('leaves no timer behind when it stops', async () => {
    const { house, clock } = await watch({ script: 'daily' });
    house.trip('Hall motion');
    await house.order({ type: 'siren', device: 'simulator/siren', on: true, seconds: 60 });
    await house.stop();
    expect(clock.pending).toBe(0);
  });
});
