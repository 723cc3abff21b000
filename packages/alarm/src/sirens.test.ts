import { describe, expect, test } from '@jest/globals';
import { HOUSE, PANEL, Rehearsal, withHouse, zone } from '../test/rehearsal.ts';
import type { AlarmConfig, SirenRule } from './config.ts';
import { freeze, thaw } from './freezing.ts';

const OUTDOOR: SirenRule = { device: 'outdoor', hazards: ['burglary', 'panic'], maxSeconds: 180 };

function twoSirens(...sirenRules: readonly SirenRule[]): AlarmConfig {
  return withHouse({ sirens: ['siren', 'outdoor'], sirenRules });
}

const WITH_OUTDOOR = twoSirens(OUTDOOR);

/** What one siren was told, in order: `burglary 180`, `off`. */
function told(house: Rehearsal, device = 'outdoor'): readonly string[] {
  return house
    .all('siren')
    .filter(({ devices }) => devices.includes(device))
    .map(({ on, pattern, seconds }) => (on ? [pattern, seconds].join(' ').trim() : 'off'));
}

function change(house: Rehearsal, config: AlarmConfig): void {
  house.feed({ type: 'configured', at: house.state.at, config });
}

/** Ten seconds into a burglar alarm. */
function alarmed(config: AlarmConfig): Rehearsal {
  const house = new Rehearsal(config).armed();
  house.open('window');
  house.wait(10);
  house.effects.length = 0;
  return house;
}

describe('a siren with hazards of its own', () => {
  test('sounds for them, and not for others', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.report('kitchen', 'smoke', true);
    expect([told(house, 'siren'), told(house)]).toEqual([['fire'], []]);
    house.open('window');
    expect([told(house, 'siren'), told(house)]).toEqual([['fire'], ['burglary 180']]);
  });

  test('plays the most urgent of its own, whatever the others play', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.open('window');
    house.report('kitchen', 'smoke', true);
    house.press('bed', 'panic');
    expect(told(house, 'siren')).toEqual(['burglary 240', 'fire']);
    expect(told(house)).toEqual(['burglary 180', 'panic 180']);
  });

  test('warns of an exit error if it sounds for burglars', () => {
    const fireOnly: SirenRule = { device: 'outdoor', hazards: ['fire'] };
    for (const [rule, expected] of [
      [OUTDOOR, ['warning 30']],
      [fireOnly, []],
    ] as const) {
      const house = new Rehearsal(twoSirens(rule));
      house.arm();
      house.wait(50);
      house.open('door');
      house.wait(10);
      expect(told(house)).toEqual(expected);
    }
  });

  test('is told apart from the others', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.open('window');
    expect(house.all('siren')).toEqual([
      { type: 'siren', partition: 'house', on: true, pattern: 'burglary', seconds: 240, devices: ['siren'] },
      {
        type: 'siren',
        partition: 'house',
        on: true,
        pattern: 'burglary',
        seconds: 180,
        devices: ['outdoor'],
        isApart: true,
      },
    ]);
  });
});

describe('a siren with a time of its own', () => {
  test('stops after it while the others go on, and the alarm with them', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.open('window');
    house.wait(180);
    expect([told(house), told(house, 'siren')]).toEqual([['burglary 180', 'off'], ['burglary 240']]);
    expect(house.now).toBe('triggered away');
    house.wait(60);
    expect([told(house), told(house, 'siren')]).toEqual([
      ['burglary 180', 'off'],
      ['burglary 240', 'off'],
    ]);
    expect(house.now).toBe('armed away');
  });

  test('sounds again for a new trip once its time is over, until the alarm ends', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.open('window');
    house.wait(200);
    house.open('door');
    expect(told(house)).toEqual(['burglary 180', 'off', 'burglary 40']);
    house.wait(40);
    expect(told(house).at(-1)).toBe('off');
  });

  test('gets no more of it for a trip while it still sounds', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.open('window');
    house.wait(100);
    house.open('door');
    house.wait(80);
    expect(told(house)).toEqual(['burglary 180', 'off']);
  });

  test('sounds its whole time again in the next alarm', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.open('window');
    house.wait(300);
    house.open('door');
    house.wait(30);
    expect(told(house)).toEqual(['burglary 180', 'off', 'burglary 180']);
  });

  test.each(['smoke', 'carbonMonoxide', 'gas'] as const)(
    'has none of it for %s: that sounds until silenced',
    (signal) => {
      const type = signal === 'smoke' ? 'fire' : signal === 'gas' ? 'gas' : 'co';
      const config = withHouse({
        zones: [zone('detector', { signal, type })],
        sirens: ['outdoor'],
        sirenRules: [{ device: 'outdoor', maxSeconds: 30 }],
      });
      const house = new Rehearsal(config);
      house.report('detector', signal, true);
      house.wait(86_400);
      expect(told(house)).toEqual([type === 'fire' ? 'fire' : 'co']);
      house.ask({ type: 'silence' });
      expect(told(house).at(-1)).toBe('off');
    },
  );

  test('sounds for a fire although its time for the burglar is over', () => {
    const house = new Rehearsal(twoSirens({ device: 'outdoor', maxSeconds: 60 })).armed();
    house.open('window');
    house.wait(100);
    house.report('kitchen', 'smoke', true);
    house.wait(3600);
    expect(told(house)).toEqual(['burglary 60', 'off', 'fire']);
  });

  test('does not go back to the burglar after a fire that outlasted its time', () => {
    const house = new Rehearsal(twoSirens({ device: 'outdoor', maxSeconds: 60 })).armed();
    house.open('window');
    house.wait(30);
    house.report('kitchen', 'smoke', true);
    house.wait(90);
    house.report('kitchen', 'smoke', false);
    expect(told(house)).toEqual(['burglary 60', 'fire', 'off']);
    expect(told(house, 'siren').at(-1)).toBe('burglary 120');
  });

  test('counts the warning of an exit error from its beginning, and the alarm after it anew', () => {
    const house = new Rehearsal(twoSirens({ device: 'outdoor', maxSeconds: 20 }));
    house.arm();
    house.wait(50);
    house.open('door');
    house.wait(100);
    expect(told(house)).toEqual(['warning 20', 'off', 'burglary 20', 'off']);
  });

  test('is silent at once when somebody silences or disarms', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.open('window');
    house.disarm();
    house.wait(600);
    expect(told(house)).toEqual(['burglary 180', 'off']);
  });
});

describe('over a restart', () => {
  test('a siren with a time of its own is told again what is left of it', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.open('window');
    house.wait(50);
    house.state = thaw(JSON.parse(JSON.stringify(freeze(house.state))));
    house.stop();
    house.effects.length = 0;
    house.start(30);
    expect([told(house), told(house, 'siren')]).toEqual([['burglary 100'], ['burglary 160']]);
    house.wait(100);
    expect(told(house).at(-1)).toBe('off');
  });

  test('one whose time ended meanwhile stays silent', () => {
    const house = new Rehearsal(WITH_OUTDOOR).armed();
    house.open('window');
    house.wait(50);
    house.stop();
    house.effects.length = 0;
    house.start(150);
    expect(new Set(told(house))).toEqual(new Set(['off']));
    expect(told(house, 'siren')).toEqual(['burglary 40']);
  });
});

describe('rules that change while an alarm sounds', () => {
  test('silence a siren that sounds for this no longer, and sound one that now does', () => {
    const house = alarmed(twoSirens());
    change(house, twoSirens({ device: 'outdoor', hazards: ['fire'] }));
    expect([told(house), told(house, 'siren')]).toEqual([['off'], []]);
    change(house, twoSirens());
    expect([told(house), told(house, 'siren')]).toEqual([['off', 'burglary 230'], []]);
  });

  test('begin a time of its own now, and lift it again', () => {
    const house = alarmed(twoSirens());
    change(house, twoSirens({ device: 'outdoor', maxSeconds: 60 }));
    house.wait(59);
    expect(told(house)).toEqual(['burglary 60']);
    change(house, twoSirens({ device: 'outdoor', maxSeconds: 120 }));
    expect(told(house)).toEqual(['burglary 60', 'burglary 61']);
    change(house, twoSirens());
    house.wait(100);
    expect(told(house)).toEqual(['burglary 60', 'burglary 61', 'burglary 171']);
  });

  test('sound a new siren for what it is there for only', () => {
    const house = alarmed(withHouse({}));
    change(house, twoSirens({ device: 'outdoor', hazards: ['fire'] }));
    expect(told(house)).toEqual([]);
    change(house, twoSirens(OUTDOOR));
    expect(told(house)).toEqual(['burglary 180']);
  });

  test('silence a siren that is gone although the alarm ends in the same step', () => {
    const house = new Rehearsal(twoSirens());
    house.report('kitchen', 'smoke', true);
    change(house, withHouse({ zones: HOUSE.zones.slice(0, 4) }));
    expect([told(house), told(house, 'siren')]).toEqual([
      ['fire', 'off'],
      ['fire', 'off'],
    ]);
  });
});

describe('a siren that two partitions share', () => {
  const flat = {
    ...HOUSE,
    id: 'flat',
    name: 'Flat',
    zones: [zone('oven', { signal: 'smoke', type: 'fire' }), zone('hatch', { signal: 'contact', type: 'perimeter' })],
  } as const;
  const shared: AlarmConfig = {
    ...WITH_OUTDOOR,
    partitions: [...WITH_OUTDOOR.partitions, { ...flat, sirens: ['outdoor'], sirenRules: [] }],
  };

  test('keeps to the rules of each: one asks for what the other does not', () => {
    const house = new Rehearsal(shared);
    house.report('kitchen', 'smoke', true);
    expect(told(house)).toEqual([]);
    house.report('oven', 'smoke', true);
    expect(told(house)).toEqual(['fire']);
    house.ask({ type: 'silence', partition: 'flat' });
    expect(told(house)).toEqual(['fire', 'off']);
    expect(told(house, 'siren')).toEqual(['fire']);
  });

  test('goes on for one whose time is longer', () => {
    const house = new Rehearsal(shared);
    for (const partition of ['house', 'flat']) house.ask({ type: 'arm', mode: 'home', partition });
    house.open('window');
    house.open('hatch');
    house.wait(180);
    expect(told(house).at(-1)).toBe('burglary 60');
    house.wait(60);
    expect(told(house).at(-1)).toBe('off');
  });

  test('is not silenced because one of them gives it up', () => {
    const house = new Rehearsal(shared);
    house.report('oven', 'smoke', true);
    house.press('bed', 'panic');
    house.effects.length = 0;
    const partitions = shared.partitions.map((one) => (one.id === 'flat' ? one : { ...one, sirens: ['siren'] }));
    change(house, { ...shared, partitions });
    expect(new Set(told(house))).toEqual(new Set(['fire']));
  });
});

test('a siren that may sound for nothing of this is never told anything', () => {
  const house = new Rehearsal(twoSirens({ device: 'outdoor', hazards: ['co'] })).armed();
  house.open('window');
  house.disarm(PANEL);
  expect(told(house)).toEqual([]);
});

test('nothing of it is left in the state once all is quiet', () => {
  const house = new Rehearsal(WITH_OUTDOOR).armed();
  house.open('window');
  house.close('window');
  house.wait(240);
  expect(house.state.partitions.get('house')).toMatchObject({ alarms: [], siren: {} });
  expect(house.state.partitions.get('house')).not.toHaveProperty('sirenExceptions');
  expect(house.state.deadlines.filter(({ kind }) => kind.startsWith('siren'))).toEqual([]);
});
