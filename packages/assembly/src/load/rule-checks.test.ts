import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '@nightlatch/model';
import type { ConfigInput } from '../schema/configuration-schema.ts';
import { readConfig } from './load-config.ts';

type PartitionInput = NonNullable<ConfigInput['partitions']>[number];

/** What is wrong with a partition: `key: message remedy`. */
function told(partition: object): readonly string[] {
  try {
    readConfig({ partitions: [{ id: 'house', ...partition } as PartitionInput] }, { env: {} });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ key, message, remedy }) => `${key}: ${message} ${remedy}`);
  }
  return [];
}

const zone = (type: string, more: object): object => ({ zones: [{ device: 'x', type, ...more }] });
const zoneTold = (type: string, more: object): readonly string[] =>
  told(zone(type, more)).map((line) => line.replace('partitions.0.zones.0.', ''));

describe('a zone has', () => {
  test.each([
    ['fire', { minActive: 5 }, 'minActive: A fire zone has no minActive. Leave it out: life safety never waits.'],
    ['water', { useExitDelay: true }, 'useExitDelay: A water zone has no useExitDelay.'],
    ['fire', { useEntryDelay: true }, 'useEntryDelay: A fire zone has no useEntryDelay.'],
    ['tamper', { allowOpen: true }, 'allowOpen: A tamper zone has no allowOpen.'],
    ['co', { autoBypass: ['night'] }, 'autoBypass: A co zone has no autoBypass.'],
    ['fire', { whenUnavailable: 'ignore' }, 'whenUnavailable: A fire zone has no whenUnavailable: ignore.'],
    ['water', { whenUnavailable: 'alarm' }, 'whenUnavailable: A water zone has no whenUnavailable: alarm.'],
    [
      'perimeter',
      { useEntryDelay: true },
      'useEntryDelay: A perimeter zone has no useEntryDelay. Make it an entry zone',
    ],
    ['perimeter', { armOnClose: true }, 'armOnClose: A perimeter zone has no armOnClose.'],
    ['interior', { delay: 1 }, 'delay: An interior zone has no delay.'],
    ['entry', { delay: 2, entryDelay: 45 }, 'delay: Its own entryDelay, 45 s, counts before it.'],
    ['entry', { useEntryDelay: false, entryDelay: 45 }, 'useEntryDelay: It alarms at once and has an entry delay.'],
    ['entry', { armOnClose: true, useExitDelay: false }, 'armOnClose: Nobody leaves through it'],
    ['entry', { allowOpen: true, autoBypass: ['night'] }, 'autoBypass: With allowOpen it is watched once it closes'],
    ['entry', { autoBypass: ['nigth'] }, 'autoBypass.0: "nigth" is no mode of this partition. Did you mean "night"?'],
    ['entry', { delay: 3 }, 'delay: '],
    ['entry', { minActive: 0 }, 'minActive: 0 is too little.'],
    ['entry', { whenUnavailable: 'alram' }, 'whenUnavailable: "alram" is not one of'],
  ])('%s: %j has no place', (type, more, expected) => {
    expect(zoneTold(type, more)[0]).toContain(expected);
  });

  test('a second entry delay only where a mode has one', () => {
    expect(zoneTold('entry', { delay: 2 })).toEqual([
      'delay: No mode of this partition has an entryDelay2. Give one entryDelay2, or leave this out.',
    ]);
    expect(told({ ...zone('entry', { delay: 2 }), modes: { away: { entryDelay2: 45 } } })).toEqual([]);
  });

  test.each([
    ['entry', { useExitDelay: false, useEntryDelay: false, allowOpen: true, minActive: 2, whenUnavailable: 'alarm' }],
    ['entry', { armOnClose: true, delay: 1 }],
    ['perimeter', { useExitDelay: true, autoBypass: ['night', 'home'] }],
    ['interior', { useEntryDelay: false, whenUnavailable: 'ignore' }],
    ['water', { minActive: 5, whenUnavailable: 'ignore' }],
    ['fire', { whenUnavailable: 'trouble' }],
  ])('%s: %j its place', (type, more) => {
    expect(zoneTold(type, more)).toEqual([]);
  });
});

describe('a mode that is armed instead', () => {
  test.each([
    [{ away: { autoStay: 'hme' } }, 'away.autoStay: "hme" is no mode of this partition. Did you mean "home"?'],
    [{ away: { autoStay: 'away' } }, 'away.autoStay: It falls to itself.'],
    [{ night: { autoStay: 'home' } }, 'night.autoStay: It has no exit delay in which somebody could leave.'],
    [{ home: false, away: { autoStay: 'home' } }, 'away.autoStay: "home" is no mode of this partition.'],
  ])('is one that the partition has, and another: %j', (modes, expected) => {
    expect(told({ modes })[0]).toContain(expected);
  });

  test('may be none', () => {
    expect(told({ modes: { away: { autoStay: false }, vacation: { autoStay: 'night' } } })).toEqual([]);
  });
});

describe('a siren', () => {
  test.each([
    [[{ device: 'x', maxSecond: 5 }], '0.maxSecond: There is no such key. Did you mean "maxSeconds"?'],
    [[{ device: 'x', hazards: ['fier'] }], '0.hazards.0: "fier" is not one of burglary, fire,'],
    [[{ device: 'x', hazards: [] }], '0.hazards: A list is too little.'],
    [[{ device: 'x', maxSeconds: 5 }], '0.maxSeconds: 5 is too little. Use 30 to 900.'],
    [[{ device: 'x', maxSeconds: 99.5 }], '0.maxSeconds: 99.5 is not a whole number.'],
    [[{ hazards: ['fire'] }], '0.device: This key is needed. Id or name of the siren.'],
    [[{ device: 'x', hazards: ['water'] }], '0.hazards.0: water sounds no siren here: hazards.water.siren is false.'],
    [['x', { device: 'X', maxSeconds: 60 }], '1: "X" is there twice. Remove one of the two.'],
    [[5], '0: 5 cannot be used here.'],
  ])('%j is told what is wrong with it', (sirens, expected) => {
    const [first, ...others] = told({ sirens, hazards: { water: { siren: false } } });
    expect([first?.replace('partitions.0.sirens.', ''), others]).toEqual([expect.stringContaining(expected), []]);
  });

  test('is a name, or a name with hazards, a time or both', () => {
    const sirens = ['x', { device: 'y', hazards: ['fire'] }, { device: 'z', maxSeconds: 180 }, { device: 'w' }];
    expect(told({ sirens })).toEqual([]);
  });
});

describe('figures are held to their range', () => {
  test.each([
    [{ abortWindow: 10 }, 'abortWindow: 10 is neither 0 nor 15 to 45.'],
    [{ abortWindow: 46 }, 'abortWindow: 46 is too much.'],
    [{ cancelWindow: 299 }, 'cancelWindow: 299 is too little.'],
    [{ swingerTrips: 7 }, 'swingerTrips: 7 is too much.'],
    [{ hazards: { fire: { siren: false } } }, 'hazards.fire.siren: There is no such key.'],
    [{ hazards: { panic: { verify: 60 } } }, 'hazards.panic.verify: There is no such key.'],
    [{ hazards: { burglary: {} } }, 'hazards.burglary: There is no such key.'],
    [{ hazards: { fire: { verify: 5 } } }, 'hazards.fire.verify: 5 is too little.'],
  ])('%j', (partition, expected) => {
    expect(told(partition)[0]?.replace('partitions.0.', '')).toContain(expected);
  });

  test.each([0, 15, 45])('an abort window of %d s can be had', (abortWindow) => {
    expect(told({ abortWindow, insist: true, swingerTrips: 0, hazards: { water: { siren: false } } })).toEqual([]);
  });
});
