import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConfigProblem } from '@nightlatch/model';
import { ConfigError } from '@nightlatch/model';
import type { LoadedConfig } from './load-config.ts';
import { loadConfig, readConfig } from './load-config.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function load(text: string, env: NodeJS.ProcessEnv = {}, name = 'house.yaml'): LoadedConfig {
  writeFileSync(join(folder, name), text);
  return loadConfig(join(folder, name), { env });
}

function problems(act: () => unknown): readonly ConfigProblem[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** `line key: message remedy` of every problem in a text. */
function told(text: string, env?: NodeJS.ProcessEnv): readonly string[] {
  return problems(() => load(text, env)).map(
    ({ line, key, message, remedy }) => `${line} ${key}: ${message}${remedy === undefined ? '' : ` ${remedy}`}`,
  );
}

const ZONES = (...zones: string[]): string =>
  ['partitions:', '  - id: house', '    zones:', ...zones.map((zone) => `      - ${zone}`), ''].join('\n');

describe('a mistake is told with its line, its key and what was likely meant:', () => {
  test.each<[string, string, readonly string[]]>([
    ['an unknown key', 'hme: {}', ['1 hme: There is no such key. Did you mean "home"?']],
    [
      'an unknown key that is near to none',
      'logging:\n  colour: red',
      ['2 logging.colour: There is no such key. Known here: level.'],
    ],
    [
      'a word that is not in the list',
      ZONES('{ device: Door, type: entyr }'),
      [
        expect.stringMatching(
          /^4 partitions\.0\.zones\.0\.type: "entyr" is not one of .*Did you mean "entry"\?$/,
        ) as never,
      ],
    ],
    [
      'a number out of range',
      'partitions:\n  - id: house\n    sirenSeconds: 60',
      [
        '3 partitions.0.sirenSeconds: 60 is too little. Use 90 to 900. Seconds that sirens sound for a burglary: 90 to 900.',
      ],
    ],
    [
      'a text where a number belongs',
      'policy: { settleSeconds: 60s }',
      [expect.stringMatching(/^1 policy\.settleSeconds: "60s" is not a number\. Use 0 to 600\./) as never],
    ],
    [
      'a key that is missing',
      ZONES('{ type: entry }'),
      ['4 partitions.0.zones.0.device: This key is needed. Id or name of the device.'],
    ],
    [
      'a source of no type',
      'sources:\n  - { broker: x }',
      ['2 sources.0.type: This key is needed. One of zigbee2mqtt, simulator.'],
    ],
    [
      'a source of an unknown type',
      'sources:\n  - { type: zigbe2mqtt }',
      ['2 sources.0.type: "zigbe2mqtt" is not one of zigbee2mqtt, simulator. Did you mean "zigbee2mqtt"?'],
    ],
    [
      'a key of another type of source',
      'sources:\n  - type: simulator\n    sead: 4',
      ['3 sources.0.sead: There is no such key. Did you mean "seed"?'],
    ],
    [
      'a time zone that is none',
      'home:\n  timeZone: Europe/Madird',
      ['2 home.timeZone: "Europe/Madird" is no time zone that this system knows. Did you mean "Europe/Madrid"?'],
    ],
    [
      'an attribute that no device has',
      ZONES('{ device: Door, type: entry, attribute: contct }'),
      ['4 partitions.0.zones.0.attribute: "contct" is nothing that a zone can watch. Did you mean "contact"?'],
    ],
    [
      'a yes that became true',
      'policy:\n  homekitDisarm: true',
      ['2 policy.homekitDisarm: true is not one of yes, no, entry-only. Did you mean "yes"?'],
    ],
    [
      'a way in that is none',
      'policy:\n  withoutCode: { homkit: [arm] }',
      ['2 policy.withoutCode.homkit: There is no such key. Did you mean "homekit"?'],
    ],
    [
      'a broker that is none',
      'link: { role: host, broker: embeded }',
      ['1 link.broker: "embeded" cannot be used here. Write embedded, or mqtt://host:1883 or mqtts://host:8883.'],
    ],
    [
      'a mode in capitals',
      'partitions:\n  - id: house\n    modes: { Away: {} }',
      ['3 partitions.0.modes.Away: This name cannot be used. Use up to 32 lower-case letters, digits and -.'],
    ],
    [
      'a code in the open, which is not repeated',
      'users:\n  - name: Ana\n    code: "471100"',
      [
        '3 users.0.code: A secret never stands in the configuration itself. Write { secret: a-name } here, and the code as "a-name" in secrets.yaml.',
      ],
    ],
    [
      'an empty list of zones',
      'partitions: [{ id: house, zones: [] }]',
      [expect.stringMatching(/zones: A list is too little/) as never],
    ],
    [
      'a key that is there twice',
      'home: {}\nlogging: {}\nhome: {}',
      ['3 undefined: This key is there twice. Remove one of the two.'],
    ],
    [
      'a partition that is there twice',
      'partitions:\n  - id: house\n  - id: house',
      ['3 partitions.1.id: "house" is there twice. Rename one.'],
    ],
    [
      'a user who is there twice',
      'users:\n  - name: Ana\n  - name: ana',
      ['3 users.1.name: "ana" is there twice. Rename one.'],
    ],
    [
      'a zone that is there twice, by id and by name',
      `devices: [{ id: zigbee2mqtt/0x1, name: Front door }]\n${ZONES('{ device: front DOOR, type: entry }', '{ device: zigbee2mqtt/0x1, type: entry }')}`,
      [
        '6 partitions.0.zones.1: "zigbee2mqtt/0x1" is a zone of "house" already. Remove one, or name another attribute.',
      ],
    ],
    [
      'a mode that the partition has not',
      ZONES('{ device: Door, type: entry, modes: [nigth] }'),
      ['4 partitions.0.zones.0.modes.0: "nigth" is no mode of this partition. Did you mean "night"?'],
    ],
    [
      'a wait before life safety',
      ZONES('{ device: Smoke, type: fire, confirm: { activations: 2, withinSeconds: 60 } }'),
      ['4 partitions.0.zones.0.confirm: A fire zone has no confirm. Leave it out: life safety and tamper never wait.'],
    ],
    [
      'a group of a zone that is none',
      `${ZONES('{ device: Hall, type: interior }', '{ device: Stairs, type: interior }')}    groups:\n      - { zones: [Hall, Stair] }`,
      ['7 partitions.0.groups.0.zones.1: "Stair" is no zone of this partition. Did you mean "Stairs"?'],
    ],
    [
      'a user of a partition that is none',
      'partitions: [{ id: house }]\nusers:\n  - { name: Ana, partitions: [hose] }',
      ['3 users.0.partitions.0: "hose" is no partition. Did you mean "house"?'],
    ],
    [
      'HomeKit may and may not disarm',
      'policy:\n  homekitDisarm: "no"\n  withoutCode: { homekit: [disarm] }',
      [
        '3 policy.withoutCode.homekit: HomeKit may disarm here, while homekitDisarm says no. Remove disarm here: homekitDisarm alone decides it.',
      ],
    ],
    [
      'HomeKit may disarm on entry only, and at any time',
      'policy:\n  disarmOnEntryOnly: [homekit]',
      [
        '2 policy.disarmOnEntryOnly.0: HomeKit may disarm on entry only, while homekitDisarm says yes. Write homekitDisarm: entry-only instead.',
      ],
    ],
    [
      'ways in that may disarm on entry only, and never',
      'policy:\n  never: { link: [disarm] }\n  disarmOnEntryOnly: [link, voice]',
      [
        '3 policy.disarmOnEntryOnly.0: link may never disarm. Remove it here, or write policy.never.link without disarm.',
        '3 policy.disarmOnEntryOnly.1: voice may never disarm, until the policy says otherwise. Remove it here, or write policy.never.voice without disarm.',
      ],
    ],
    [
      'a Matter bridge that may disarm on entry only, and never',
      'bridges: { matter: {} }\npolicy:\n  disarmOnEntryOnly: [matter]',
      [
        '3 policy.disarmOnEntryOnly.0: matter may never disarm: so says bridges.matter.disarm. Remove it here, or set bridges.matter.disarm to always: it then holds on entry only.',
      ],
    ],
    [
      'a switch for the walk test that would always be refused',
      'bridges:\n  homekit: { companions: { walkTest: true } }',
      [
        '2 bridges.homekit.companions.walkTest: A switch carries no code, and homekit may not test without one. Write policy.withoutCode.homekit: [arm, lock, panic, chime, silence, acknowledge, unlock, siren, test], or remove it here.',
      ],
    ],
    [
      'a way in that may disarm on entry only, and at any time',
      'policy:\n  withoutCode: { node-red: [arm, disarm] }\n  disarmOnEntryOnly: [node-red]',
      [
        '3 policy.disarmOnEntryOnly.0: node-red may disarm at any time: so says policy.withoutCode.node-red. Remove disarm there, or the way in here.',
      ],
    ],
    [
      'a lock that is no lock',
      'partitions:\n  - id: house\n    locks:\n      - { device: Front, attribute: contact }',
      [
        '4 partitions.0.locks.0.attribute: "contact" is no lock of a device: write lock, or lock@part. Which lock of a device that has several, as lock@left.',
      ],
    ],
    [
      'a slot of nobody',
      'users: [{ name: Ana }]\npartitions:\n  - id: house\n    locks:\n      - { device: Front, unlockDisarms: true, users: { 1: Anna } }',
      ['5 partitions.0.locks.0.users.1: "Anna" is no user. Did you mean "Ana"?'],
    ],
    [
      'a mode that a person cannot arm',
      'users:\n  - { name: Ana, modes: [nigth] }',
      ['2 users.0.modes.0: "nigth" is no mode of their partitions. Did you mean "night"?'],
    ],
    [
      'a time that no clock shows',
      'users:\n  - { name: Ana, schedule: [{ days: [mon], from: "25:00" }] }',
      ['2 users.0.schedule.0.from: "25:00" cannot be used here. Write a time of day as 08:30.'],
    ],
    [
      'a day of no week',
      'users:\n  - { name: Ana, schedule: [{ days: [mo] }] }',
      ['2 users.0.schedule.0.days.0: "mo" is not one of mon, tue, wed, thu, fri, sat, sun. Did you mean "mon"?'],
    ],
    [
      'a day that never comes',
      'users:\n  - { name: Ana, until: 2026-02-30 }',
      [
        '2 users.0.until: "2026-02-30" is no day of any calendar. Write a day, or a day and a time: 2026-12-24, 2026-12-24 18:00.',
      ],
    ],
    [
      'a time that is over before it begins',
      'users:\n  - { name: Ana, from: 2026-03-02, until: 2026-03-01 }',
      ['2 users.0.until: It ends before it begins. Use a day after 2026-03-02.'],
    ],
    [
      'a duress code that is the code',
      'users:\n  - { name: Ana, code: { secret: a }, duress: { secret: a } }',
      ['2 users.0.duress: The duress code is the same as the code. Choose another.'],
    ],
    [
      'parts of the host where the home is elsewhere',
      'link: { role: join, broker: "mqtt://hub:1885" }\nsources: []',
      [
        '2 sources: This belongs in the configuration of the host, which the link joins. Remove it here, or set link.role to host.',
      ],
    ],
    [
      'a file of a newer release',
      'home: {}\nversion: 7',
      [
        '2 version: This file is of version 7; this release knows versions up to 1. Update Nightlatch, or use an older copy of the file.',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text, { NIGHTLATCH_SECRET_A: '135790' })).toEqual(expected);
  });
});

test('a password in an address and a code for a name are not repeated', () => {
  const lines = told(
    'sources: [{ type: zigbee2mqtt, broker: "mqtt://me:canary@hub", password: canary }]\nlink: { role: join, broker: "mqtt://me:canary@hub" }\nusers: [{ name: Ana, code: { secret: "4711canary" } }]',
  );
  expect(lines.map((line) => line.split(' ')[1])).toEqual([
    'sources.0.broker:',
    'sources.0.password:',
    'link.broker:',
    'users.0.code.secret:',
  ]);
  expect(lines.join('\n')).not.toContain('canary');
});

test('every mistake of a file is told at once, from its top to its end', () => {
  const lines = told('bridges: { mater: {} }\nhome: { language: fr }\nusers:\n  - { nam: Ana }\nlogging: 3');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['1', '2', '4', '4', '5']);
});

test('a text that is no YAML is told with its line', () => {
  const [first] = problems(() => load('home:\n  name: "Home\nlogging: {}\n'));
  expect(first).toMatchObject({ file: join(folder, 'house.yaml'), remedy: 'Check indentation, quotes and brackets.' });
  expect(first?.line).toBeGreaterThan(1);
});

test('JSON is read like YAML, with tabs and with its lines', () => {
  expect(load('{\n\t"home": {\n\t\t"name": "Casa"\n\t}\n}', {}, 'house.json').config.home.name).toBe('Casa');
  expect(problems(() => load('{\n\t"home": {\n\t\t"nam": "Casa"\n\t}\n}', {}, 'house.json'))).toMatchObject([
    { line: 3, key: 'home.nam', remedy: 'Did you mean "name"?' },
  ]);
});

test('a configuration that a host has parsed is told by its keys alone', () => {
  expect(problems(() => readConfig({ hme: 1 }))).toEqual([
    { key: 'hme', message: 'There is no such key.', remedy: 'Did you mean "home"?' },
  ]);
  expect(problems(() => readConfig('nonsense'))[0]?.message).toBe('"nonsense" is not a group of keys.');
});

test('a file that is not there is told with the way to make one', () => {
  expect(problems(() => loadConfig(join(folder, 'none.yaml')))).toMatchObject([
    { message: 'There is no such file.', remedy: 'Make one with: nightlatch init' },
  ]);
});

test('an empty file is a whole house on defaults', () => {
  const { config } = load('');
  expect(config.partitions).toMatchObject([{ id: 'house', name: 'House', sirenSeconds: 240, followerGrace: 1 }]);
  expect(config.policy).toMatchObject({
    homekitDisarm: 'yes',
    settleSeconds: 60,
    lockout: { attempts: 5, seconds: 90, maxSeconds: 900 },
  });
  expect(config.link).toBeUndefined();
});

test('a device that only a source can know by that name is noted, not refused', () => {
  const { notes } = load(
    `sources: [{ type: simulator }]\n${ZONES('{ device: Garden gate, type: entry }', '{ device: simulator/door, type: entry }')}`,
  );
  expect(notes).toMatchObject([{ line: 5, key: 'partitions.0.zones.0.device' }]);
  expect(notes[0]?.message).toContain('"Garden gate"');
});

test('notes an experiment that is switched on', () => {
  const { notes } = load('sources: [{ type: simulator }]\nbridges:\n  matter:\n    cameras: experimental\n');
  expect(notes).toMatchObject([{ line: 4, key: 'bridges.matter.cameras' }]);
  expect(notes[0]?.message).toContain('SmartThings');
});

const USER = 'users:\n  - { name: Ana, code: { secret: ana-code } }\n';
/** Writes the file of secrets. */
function write(text: string, mode = 0o600): void {
  writeFileSync(join(folder, 'secrets.yaml'), text);
  chmodSync(join(folder, 'secrets.yaml'), mode);
}

describe('secrets', () => {
  test('come from the environment before the file, and show as dots wherever they are printed', () => {
    write('ana-code: "222222"\n');
    const { config, secrets } = load(USER, { NIGHTLATCH_SECRET_ANA_CODE: '111111' });
    expect(config.users[0]?.code?.reveal()).toBe('111111');
    expect(secrets).toEqual([{ name: 'ana-code', path: ['users', 0, 'code'], place: 'environment' }]);
    expect(`${JSON.stringify(config)}${inspect(config, { depth: 9 })}`).not.toContain('111111');
  });

  test('in the file are texts as they are written: a leading zero stays', () => {
    write('ana-code: 047110\n');
    expect(load(USER).config.users[0]?.code?.reveal()).toBe('047110');
  });

  test('that are missing name both places', () => {
    expect(told(USER)).toEqual([
      `2 users.0.code: The secret "ana-code" is nowhere to be found. Set NIGHTLATCH_SECRET_ANA_CODE in the environment or the line ana-code: "…" in ${join(folder, 'secrets.yaml')}; or enrol the code with: nightlatch codes add.`,
    ]);
  });

  test.each([0o644, 0o640, 0o604])('in a file that others may read (%d) are not read', (mode) => {
    write('ana-code: "135790"\n', mode);
    expect(problems(() => load(USER))).toEqual([
      {
        file: join(folder, 'secrets.yaml'),
        message: `Others on this machine may read it (mode ${mode.toString(8)}).`,
        remedy: `Run: chmod 600 ${join(folder, 'secrets.yaml')}`,
      },
    ]);
  });

  test('show in no error, not even of a file that cannot be read', () => {
    write('ana-code: "canary-135790\nben: [canary-2');
    const found = problems(() => load(USER));
    expect(found[0]?.remedy).toContain('name: "text"');
    expect(JSON.stringify(found)).not.toContain('canary');
    write('ana-code: { deep: canary-3 }');
    expect(JSON.stringify(problems(() => load(USER)))).toContain('This is not a text.');
    expect(JSON.stringify(problems(() => load(USER)))).not.toContain('canary');
  });

  test.each(['123', '1234567890123', '12a456', ' 123456'])('that are no code are refused: %j', (text) => {
    expect(told(USER, { NIGHTLATCH_SECRET_ANA_CODE: text })).toEqual([
      '2 users.0.code: The code is not 4 to 12 digits. Use 6 digits or more, and nothing but digits.',
    ]);
  });

  test('of two codes that are the same are refused without saying whose the other is', () => {
    const users = 'users:\n  - { name: Ana, code: { secret: a } }\n  - { name: Ben, duress: { secret: b } }';
    const env = { NIGHTLATCH_SECRET_A: '135790', NIGHTLATCH_SECRET_B: '135790' };
    expect(told(users, env)).toEqual(['3 users.1.duress: The code cannot be used. Choose another.']);
    expect(told(users, { ...env, NIGHTLATCH_SECRET_B: '135791' })).toEqual([
      '3 users.1.duress: The duress code is one more or less than a code. Choose another.',
    ]);
  });

  test('of a code that is enrolled may be gone', () => {
    writeFileSync(join(folder, 'house.yaml'), USER);
    const { config } = loadConfig(join(folder, 'house.yaml'), {
      env: {},
      isEnrolled: (user, isDuress) => user === 'Ana' && !isDuress,
    });
    expect(config.users).toEqual([expect.not.objectContaining({ code: expect.anything() })]);
  });
});

test('a client that brings devices in is not called like a source', () => {
  const client = { password: { secret: 'x' }, devices: true };
  const read = (name: string) =>
    readConfig(
      { link: { role: 'host', clients: [{ ...client, name }] }, sources: [{ type: 'simulator' }] },
      { env: { NIGHTLATCH_SECRET_X: 'secret-x' } },
    );
  expect(problems(() => read('simulator'))).toMatchObject([
    { key: 'link.clients.0.name', remedy: 'Call the client otherwise.' },
  ]);
  expect(read('node-red').config.link).toMatchObject({ clients: [{ name: 'node-red', devices: true }] });
});
