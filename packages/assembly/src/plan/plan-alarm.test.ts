import { describe, expect, test } from '@jest/globals';
import type { AttributeKey, DeviceDescription } from '@nightlatch/model';
import { readConfig } from '../load/load-config.ts';
import type { LockingConfig } from '@nightlatch/alarm';
import type { ConfigInput } from '../schema/configuration-schema.ts';
import type { HousePlan } from './plan-alarm.ts';
import { planHouse } from './plan-alarm.ts';

function device(id: string, name: string, more: Partial<DeviceDescription> = {}): DeviceDescription {
  return { id, name, attributes: [], events: [], abilities: [], ...more };
}

const sensor = (id: string, name: string, ...attributes: AttributeKey[]): DeviceDescription =>
  device(id, name, { attributes });

const DOOR = sensor('z/1', 'Front door', 'contact', 'tamper', 'battery');
const HALL = sensor('z/2', 'Hall motion', 'motion', 'temperature');
const SMOKE = sensor('z/3', 'Kitchen smoke', 'smoke', 'batteryLow');
const GATE = sensor('z/4', 'Gate', 'contact@left', 'contact@right');
const KEYPAD = device('z/5', 'Keypad', { events: ['keypad', 'panic', 'button'], abilities: ['keypad'] });
const SIREN = device('z/6', 'Siren', { attributes: ['siren'], abilities: ['siren', 'chime'] });
const HOUSE = [DOOR, HALL, SMOKE, GATE, KEYPAD, SIREN];

function locking(partition: object): LockingConfig | undefined {
  return plan({ users: [{ name: 'Ana' }], partitions: [{ id: 'house', ...partition }] }).alarm.partitions[0]?.locking;
}

function plan(config: ConfigInput, devices: readonly DeviceDescription[] = HOUSE): HousePlan {
  return planHouse(readConfig(config, { env: {} }).config)(devices);
}

const zonesOf = (house: HousePlan, index = 0): string[] =>
  (house.alarm.partitions[index]?.zones ?? []).map(({ id, type }) => `${id} ${type}`);

const one = (zone: object, devices = HOUSE, more: ConfigInput = {}): HousePlan =>
  plan({ ...more, partitions: [{ id: 'house', zones: [zone as never] }] }, devices);
const firstZone = (type: string, called: string): unknown =>
  one({ device: called, type }).alarm.partitions[0]?.zones[0];
const policy = (settings: ConfigInput['policy'] = {}): HousePlan['alarm']['policy'] =>
  plan({ policy: settings }).alarm.policy;

describe('a partition that lists no zones', () => {
  test('adopts contact as entry, motion as interior, hazards and panic keys; neither tamper nor temperature', () => {
    expect(zonesOf(plan({}))).toEqual([
      'z/1#contact entry',
      'z/2#motion interior',
      'z/3#smoke fire',
      'z/4#contact@left entry',
      'z/4#contact@right entry',
      'z/5#panic panic',
    ]);
  });

  test('adopts what no other partition lists, and a second one without zones adopts nothing', () => {
    const house = plan({
      partitions: [{ id: 'flat' }, { id: 'garage', zones: [{ device: 'Gate', type: 'entry' }] }, { id: 'attic' }],
    });
    expect(zonesOf(house, 0)).not.toContainEqual(expect.stringContaining('z/4'));
    expect(zonesOf(house, 1)).toEqual(['z/4#contact@left entry', 'z/4#contact@right entry']);
    expect(zonesOf(house, 2)).toEqual([]);
    expect([...house.adopted.keys()]).toEqual(['flat', 'attic']);
  });

  test('keeps its zones when a device is renamed', () => {
    const renamed = HOUSE.map((known) => (known === DOOR ? { ...DOOR, name: 'Main door' } : known));
    expect(zonesOf(plan({}, renamed))).toEqual(zonesOf(plan({})));
  });
});

describe('a zone', () => {
  test.each([
    ['by the source’s name in any case', 'FRONT door', {}],
    ['by id', 'z/1', {}],
    ['by the owner’s name', 'Entrance', { devices: [{ id: 'z/1', name: 'Entrance' }] }],
  ])('finds its device %s', (_, called, more) => {
    expect(zonesOf(one({ device: called, type: 'entry' }, HOUSE, more))).toEqual(['z/1#contact entry']);
  });

  test.each([
    ['entry', 'Gate', ['contact@left', 'contact@right']],
    ['interior', 'Hall motion', ['motion']],
    ['fire', 'Kitchen smoke', ['smoke']],
    ['freeze', 'Hall motion', ['temperature']],
    ['tamper', 'Front door', ['tamper']],
    ['panic', 'Keypad', ['panic']],
    ['medical', 'Keypad', ['panic']],
  ])('of type %s on %s watches %j', (type, called, signals) => {
    const { alarm, notes } = one({ device: called, type });
    expect(alarm.partitions[0]?.zones.map(({ signal }) => signal)).toEqual(signals);
    expect(notes).toEqual([]);
  });

  test('on a temperature alarms at 4 °C, or where the owner says', () => {
    expect(one({ device: 'z/2', type: 'freeze' }).alarm.partitions[0]?.zones[0]?.belowCelsius).toBe(4);
    expect(one({ device: 'z/2', type: 'freeze', below: 7 }).alarm.partitions[0]?.zones[0]?.belowCelsius).toBe(7);
  });

  test('watches the attribute that is named, instead of the one of its type', () => {
    expect(zonesOf(one({ device: 'Gate', type: 'perimeter', attribute: 'contact@left' }))).toEqual([
      'z/4#contact@left perimeter',
    ]);
  });

  test('whose device nobody knows stays under its name, and is told', () => {
    const house = one({ device: 'Cellar door', type: 'perimeter' });
    expect(zonesOf(house)).toEqual(['Cellar door#contact perimeter']);
    expect(house.notes).toEqual(['"Cellar door" is known to no source; its zone counts as unknown.']);
  });

  test('by a name that two devices have is nobody’s, and is told', () => {
    const house = one({ device: 'Door', type: 'entry' }, [
      sensor('z/7', 'Door', 'contact'),
      sensor('z/8', 'door', 'contact'),
    ]);
    expect(zonesOf(house)).toEqual(['Door#contact entry']);
    expect(house.notes[0]).toContain('is the name of several devices');
  });

  test('on a device that cannot do its type stays as unknown, and says what the device has', () => {
    const house = one({ device: 'Hall motion', type: 'fire' });
    expect(zonesOf(house)).toEqual(['z/2#smoke fire']);
    expect(house.notes).toEqual([
      '"Hall motion" has no smoke for a zone of type fire, only motion, temperature; its zone counts as unknown.',
    ]);
  });

  test('is watched in every mode at the doors, in away and vacation inside, and chimes at doors only', () => {
    expect(firstZone('entry', 'z/1')).toMatchObject({ modes: ['away', 'home', 'night', 'vacation'], chime: true });
    expect(firstZone('perimeter', 'z/1')).toMatchObject({ modes: ['away', 'home', 'night', 'vacation'], chime: false });
    expect(firstZone('interior', 'z/2')).toMatchObject({ modes: ['away', 'vacation'], chime: false });
    expect(firstZone('fire', 'z/3')).toMatchObject({ modes: [], chime: false });
  });
});

describe('modes', () => {
  test('have 60 s to leave, none where one stays, and 30 s to disarm', () => {
    expect(plan({ partitions: [{ id: 'house', modes: { party: {} } }] }).alarm.partitions[0]?.modes).toEqual({
      away: { exitDelaySeconds: 60, entryDelaySeconds: 30, autoStay: 'home' },
      home: { exitDelaySeconds: 0, entryDelaySeconds: 30 },
      night: { exitDelaySeconds: 0, entryDelaySeconds: 30 },
      vacation: { exitDelaySeconds: 60, entryDelaySeconds: 30 },
      party: { exitDelaySeconds: 60, entryDelaySeconds: 30 },
    });
  });

  test('change by what is named, and go by false', () => {
    const modes = { away: { entryDelay: 45 }, night: false, vacation: false } as const;
    expect(plan({ partitions: [{ id: 'house', modes }] }).alarm.partitions[0]?.modes).toEqual({
      away: { exitDelaySeconds: 60, entryDelaySeconds: 45, autoStay: 'home' },
      home: { exitDelaySeconds: 0, entryDelaySeconds: 30 },
    });
  });
});

test('a mode that is silent where one stays has twice the time to leave, at most 255 s', () => {
  const silent = { silent: true };
  const modes = {
    away: { exitDelay: 60, ...silent },
    home: { exitDelay: 45, ...silent },
    night: { exitDelay: 200, ...silent },
    vacation: false,
  } as const;
  expect(plan({ partitions: [{ id: 'house', modes }] }).alarm.partitions[0]?.modes).toMatchObject({
    away: { exitDelaySeconds: 60, isSilent: true },
    home: { exitDelaySeconds: 90, isSilent: true },
    night: { exitDelaySeconds: 255, isSilent: true },
  });
});

function stay(modes: NonNullable<ConfigInput['partitions']>[number]['modes'] = {}): string | undefined {
  return plan({ partitions: [{ id: 'house', modes }] }).alarm.partitions[0]?.modes['away']?.autoStay;
}

test('away falls to home when nobody left, unless its owner or its partition knows no such mode', () => {
  expect([
    stay({}),
    stay({ away: { autoStay: false } }),
    stay({ home: false }),
    stay({ away: { exitDelay: 0 } }),
  ]).toEqual(['home', undefined, undefined, undefined]);
});

test('a partition holds reports for 30 s, cancels for 300 s and shuts down at the second alarm, unless it says otherwise', () => {
  expect(plan({}).alarm.partitions[0]).toMatchObject({
    abortWindowSeconds: 30,
    cancelWindowSeconds: 300,
    swingerTrips: 2,
  });
  const hazards = { fire: { verify: 60 }, water: { siren: false, sirenSeconds: 60 } } as const;
  const own = { abortWindow: 0, cancelWindow: 600, swingerTrips: 0, insist: true, hazards } as const;
  expect(plan({ partitions: [{ id: 'house', ...own }] }).alarm.partitions[0]).toMatchObject({
    abortWindowSeconds: 0,
    insistsOnAbortWindow: true,
    cancelWindowSeconds: 600,
    swingerTrips: 0,
    hazards: { fire: { verifySeconds: 60 }, water: { isQuiet: true, sirenSeconds: 60 } },
  });
});

test('the rules of a zone are planned where they differ from what is usual', () => {
  const modes = { away: { entryDelay2: 45 } };
  const rules = {
    delay: 2,
    useExitDelay: true,
    armOnClose: true,
    allowOpen: true,
    whenUnavailable: 'alarm',
    minActive: 3,
  } as const;
  const zones = [
    { device: 'z/1', type: 'entry', ...rules },
    { device: 'z/2', type: 'interior', useEntryDelay: false, autoBypass: ['night'], whenUnavailable: 'trouble' },
  ] as const;
  const [door, hall] =
    plan({ partitions: [{ id: 'house', modes, zones: [...zones] } as never] }).alarm.partitions[0]?.zones ?? [];
  expect(door).toMatchObject({
    entryDelayClass: 2,
    useExitDelay: true,
    armOnClose: true,
    allowOpen: true,
    whenUnavailable: 'alarm',
    minActiveSeconds: 3,
  });
  expect(hall).toMatchObject({ useEntryDelay: false, autoBypass: ['night'] });
  expect(hall).not.toHaveProperty('whenUnavailable');
});

test('a zone may have chimes of its own', () => {
  const [zone] = one({ type: 'entry', device: 'z/1', chimes: ['siren'] }).alarm.partitions[0]?.zones ?? [];
  expect(zone?.chimes).toEqual(['z/6']);
});

test('sirens and keypads are every device that is one, chimes none, unless they are named', () => {
  expect(plan({}).alarm.partitions[0]).toMatchObject({ sirens: ['z/6'], keypads: ['z/5'], chimes: [] });
  expect(
    plan({ partitions: [{ id: 'house', sirens: [], keypads: ['Lost'], chimes: ['siren'] }] }).alarm.partitions[0],
  ).toMatchObject({
    sirens: [],
    keypads: ['Lost'],
    chimes: ['z/6'],
  });
});

test('a siren may have hazards and a time of its own; one that has neither has no rule', () => {
  const sirens = ['lost', { device: 'siren', hazards: ['burglary', 'panic'], maxSeconds: 180 }, { device: 'horn' }];
  const [partition] = plan({ partitions: [{ id: 'house', sirens: sirens as [] }] }).alarm.partitions;
  expect(partition).toMatchObject({
    sirens: ['lost', 'z/6', 'horn'],
    sirenRules: [{ device: 'z/6', hazards: ['burglary', 'panic'], maxSeconds: 180 }],
  });
  expect(plan({ partitions: [{ id: 'house', sirens: ['siren'] }] }).alarm.partitions[0]).not.toHaveProperty(
    'sirenRules',
  );
});

test('a group finds its zones by zone, by device and by id; with too few of them it is left out', () => {
  const zones = [
    { device: 'Hall motion', type: 'interior', name: 'Hall' },
    { device: 'z/1', type: 'entry' },
  ] as const;
  const groups = [{ zones: ['hall', 'Front door'] }];
  const house = { partitions: [{ id: 'house', zones: [...zones], groups: [{ zones: ['hall', 'z/1'] }] }] };
  expect(plan(house).alarm.partitions[0]?.groups).toEqual([
    { zones: ['z/2#motion', 'z/1#contact'], count: 2, withinSeconds: 60 },
  ]);
  expect(plan({ partitions: [{ id: 'house', groups }] }, [DOOR]).alarm.partitions[0]?.groups).toEqual([]);
});

describe('policy', () => {
  test('lets every way in arm without a code, and none but HomeKit disarm or unlock', () => {
    for (const [origin, verbs] of Object.entries(policy().withoutCode)) {
      expect(verbs).toEqual(expect.arrayContaining(['arm', 'lock', 'panic']));
      expect([origin, verbs.includes('disarm')]).toEqual([origin, origin === 'homekit']);
      expect([origin, verbs.includes('unlock')]).toEqual([origin, origin === 'homekit']);
      expect([origin, verbs.includes('silence')]).toEqual([origin, origin !== 'voice']);
    }
  });

  test.each([
    ['yes', true, false, []],
    ['no', false, true, []],
    ['entry-only', false, false, ['homekit']],
  ] as const)('homekitDisarm: %s', (homekitDisarm, may, never, onEntry) => {
    const { withoutCode, never: barred, disarmOnEntryOnly } = policy({ homekitDisarm });
    expect([withoutCode.homekit.includes('disarm'), barred.homekit.includes('disarm'), disarmOnEntryOnly]).toEqual([
      may,
      never,
      onEntry,
    ]);
  });

  test('lets any way in that the owner names disarm on entry only, HomeKit once', () => {
    expect(policy().disarmOnEntryOnly).toEqual([]);
    const named = policy({ disarmOnEntryOnly: ['link', 'matter', 'link', 'homekit'], homekitDisarm: 'entry-only' });
    expect(named.disarmOnEntryOnly).toEqual(['homekit', 'matter', 'link']);
    expect(named.withoutCode.link).not.toContain('disarm');
  });

  test('asks for a code where the owner wants one, and bars what may never be', () => {
    const { withoutCode, never } = policy({ withoutCode: { keypad: [] }, never: { voice: ['disarm', 'bypass'] } });
    expect(withoutCode.keypad).toEqual([]);
    expect(withoutCode.panel).toContain('arm');
    expect(never.voice).toEqual(['disarm', 'bypass', 'unbypass']);
  });

  test('leaves locks alone until some are named, and then locks them in every mode but those that should not', () => {
    expect(locking({})).toBeUndefined();
    const modes = { home: { lock: false }, night: false };
    const locks = [{ device: 'Front' }, { device: 'Back', unlockDisarms: true, users: { 1: 'Ana' } }];
    expect(locking({ modes, locks, readers: [{ device: 'Reader', lock: 'Front' }] })).toEqual({
      locks: [
        { device: 'Front', unlockDisarms: false, users: {} },
        { device: 'Back', unlockDisarms: true, users: { 1: 'Ana' } },
      ],
      modes: ['away', 'vacation'],
      jam: 'warn',
      settleSeconds: 5,
      unlockOn: [],
      readers: [{ device: 'Reader', lock: 'Front', disarms: false }],
    });
  });

  test('lets voice arm only, code or not, until the owner says otherwise', () => {
    expect(policy().never.voice).toEqual(['disarm', 'unlock', 'bypass', 'unbypass', 'test']);
    expect(policy({ never: { voice: [] } }).never.voice).toEqual([]);
  });

  test('reads schedules in minutes, and days on the wall clock of the house', () => {
    const schedule: NonNullable<ConfigInput['users']>[number]['schedule'] = [
      { days: ['mon', 'sun'], from: '22:30', to: '06:00' },
    ];
    const home = { timeZone: 'Europe/Madrid' };
    const validity = { from: '2026-07-01', until: '2026-07-01 18:00', enabled: false };
    const users = [{ name: 'Ana', modes: ['away'], schedule, ...validity }];
    expect(plan({ home, users }).alarm.users[0]).toMatchObject({
      modes: ['away'],
      schedule: [{ days: [1, 7], from: 1350, to: 360 }],
      from: Date.parse('2026-06-30T22:00:00Z'),
      until: Date.parse('2026-07-01T16:00:00Z'),
      isDisabled: true,
    });
  });

  test('locks after 5 wrong codes for 90 s, at most 900 s', () => {
    expect(policy()).toMatchObject({
      lockoutAttempts: 5,
      lockoutSeconds: 90,
      lockoutMaxSeconds: 900,
      codeQueue: 8,
      settleSeconds: 60,
      confirmSeconds: 10,
    });
  });

  test('a user may take a bypass back, and acts in every partition unless some are named', () => {
    expect(plan({ users: [{ name: 'Ana', can: ['bypass'] }] }).alarm.users).toEqual([
      { name: 'Ana', can: ['bypass', 'unbypass'] },
    ]);
  });
});
