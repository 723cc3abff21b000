import { describe, expect, test } from '@jest/globals';
import { HOUSE, Rehearsal, withHouse, withZones, zone } from '../test/rehearsal.ts';
import { reported } from '../test/rules/reports.ts';

function tower(...kind: readonly ['contact', 'perimeter'] | readonly ['smoke', 'fire']): readonly string[] {
  return Array.from({ length: 100 }, (_, index) => `${kind[1]}${index}`);
}

test('tells of the hundredth detector of a tower block as of the first, and of each once', () => {
  const devices = tower('smoke', 'fire');
  const house = new Rehearsal(withZones(...devices.map((device) => zone(device, { signal: 'smoke', type: 'fire' }))));
  for (const device of devices) house.report(device, 'smoke', true);
  house.report('fire99', 'smoke', false);
  house.report('fire99', 'smoke', true);
  expect(house.all('hazard').map((effect) => effect.zone)).toEqual(devices.map((device) => `${device}#smoke`));
  expect(house.all('report')).toHaveLength(100);
  expect(house.view.memory).toHaveLength(100);
});

describe('a hundred windows that break in the abort window', () => {
  const devices = tower('contact', 'perimeter');
  const config = withZones(...devices.map((device) => zone(device, { signal: 'contact', type: 'perimeter' })));
  const broken = (): Rehearsal => {
    const house = new Rehearsal(config).armed();
    for (const device of devices) house.open(device);
    house.effects.length = 0;
    return house;
  };

  test('are all reported when it ends, in the order of the house past the first 64', () => {
    const house = broken();
    house.wait(30);
    expect(house.all('report').map((report) => report.zone)).toEqual(devices.map((device) => `${device}#contact`));
  });

  test('are all dropped by a disarm in time', () => {
    const house = broken();
    house.disarm();
    const reports = house.all('report');
    expect(reports).toHaveLength(100);
    expect(reports.every(({ status }) => status === 'aborted')).toBe(true);
  });
});

describe('an intrusion that is reported', () => {
  test('is told at once when it comes again while its report can be cancelled, and can be cancelled for longer', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.close('window');
    house.wait(250);
    house.move('hall');
    house.wait(1);
    expect(reported(house).slice(-3)).toEqual([
      'sent burglary window BA recent',
      'sent burglary-restored BH',
      'sent burglary hall BA recent',
    ]);
    house.wait(299);
    house.disarm();
    expect(reported(house)).toContain('cancelled burglary BC');
  });

  test('is held anew when the last can no longer be cancelled', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.close('window');
    house.wait(331);
    house.move('hall');
    house.wait(1);
    expect(reported(house).at(-1)).toBe('held burglary hall BA');
  });

  test('and silenced before the window ends is reported all the same', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.close('window');
    house.ask({ type: 'silence' });
    expect(house.view.alarms).toEqual([]);
    house.wait(30);
    expect(reported(house).slice(-2)).toEqual(['sent burglary window BA recent', 'sent burglary-restored BH']);
  });

  test('is not told to be over where it was never reported', () => {
    const house = new Rehearsal().armed();
    house.open('window');
    house.disarm();
    expect(reported(house).some((line) => line.includes('restored'))).toBe(false);
  });

  test('without an abort window goes out at once', () => {
    const house = new Rehearsal(withHouse({ abortWindowSeconds: 0 })).armed();
    house.open('window');
    expect(reported(house)).toEqual(['sent burglary window BA recent']);
  });
});

test('the door of an exit error is told once, whatever trips beside it while the report is held', () => {
  const house = new Rehearsal();
  house.arm('away');
  house.open('door');
  house.wait(90);
  house.open('window');
  house.wait(30);
  expect(reported(house).filter((line) => line.includes('exit-error'))).toEqual([
    'held exit-error door EA recent',
    'sent exit-error door EA recent',
  ]);
});

describe('a tamper alarm of a house that is disarmed', () => {
  test('is held too, and disarming drops it though it was silenced and is over', () => {
    const house = new Rehearsal();
    house.report('box', 'tamper', true);
    house.report('box', 'tamper', false);
    house.ask({ type: 'silence' });
    expect(house.now).toBe('disarmed');
    expect(house.disarm()).toEqual({ ok: true });
    expect(reported(house)).toEqual(['held tamper box TA', 'aborted tamper box TA']);
    expect(house.disarm()).toEqual({ ok: false, reason: 'already' });
  });
});

test('a silent panic is reported to nobody but its sinks', () => {
  const house = new Rehearsal().armed();
  house.press('till', 'button');
  house.ask({ type: 'panic', silent: true });
  expect(house.all('report')).toEqual([]);
});

test('a partition whose report is held stays until it went out, though the configuration has it no more', () => {
  const house = new Rehearsal();
  house.report('box', 'tamper', true);
  house.report('box', 'tamper', false);
  house.ask({ type: 'silence' });
  const gone = { ...house.config, partitions: [{ ...HOUSE, id: 'other' }] };
  house.feed({ type: 'configured', at: house.state.at, config: gone });
  house.wait(30);
  expect(reported(house).at(-1)).toBe('sent tamper-restored TR');
});
