import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CommandLine } from './command-line.ts';

let line: CommandLine;
const house = (text: string): void => writeFileSync(join(line.folder, 'house.yaml'), text);
const SOUND = `sources: [{ type: simulator }]
users:
  - { name: Ana, code: { secret: ana-code } }
`;
const ENV = { NIGHTLATCH_SECRET_ANA_CODE: '135790' };

beforeEach(() => {
  line = new CommandLine();
});
afterEach(() => line.clear());

test('a house without a finding ends with 0', async () => {
  house(SOUND);
  expect(await line.run(['check'], { env: ENV })).toEqual({
    code: 0,
    out: 'house.yaml is valid: 1 partition, zones adopted from the sources, 1 user. No findings.\n',
    err: '',
  });
});

test('findings end with 1, each with its figure, who says so, and the line', async () => {
  house(`${SOUND}partitions:
  - id: house
    modes:
      away: { entryDelay: 50, exitDelay: 30 }
      night: { entryDelay: 20 }
    sirenSeconds: 100
    sirens: []
    zones:
      - { device: simulator/front-door, type: perimeter }
policy: { settleSeconds: 10 }
link: { role: host, bind: 192.0.2.1 }
`);
  const { code, out } = await line.run(['check'], { env: ENV });
  expect(code).toBe(1);
  expect(out.trimEnd().split('\n')).toEqual([
    'house.yaml:7 partitions.0.modes.away.entryDelay: The entry delay of mode away is 50 s. EN 50131-1, and UL, asks ≤ 45 s. Use 30 to 45.',
    'house.yaml:7 partitions.0.modes.away.entryDelay: The entry delay of mode away is 50 s. entry 50 s + abort 30 s = 80 s; CP-01 asks ≤ 60 s. Use 30 or less, or a shorter abortWindow.',
    'house.yaml:7 partitions.0.modes.away.exitDelay: The exit delay of mode away is 30 s. CP-01 asks 45 to 255 s. UL asks ≤ 60 s. Use 60.',
    'house.yaml:8 partitions.0.modes.night.entryDelay: The entry delay of mode night is 20 s. CP-01 asks ≥ 30 s. Use 30 to 45, so that nobody hurries into a false alarm.',
    'house.yaml:9 partitions.0.sirenSeconds: Sirens sound for 100 s. EN 50131 asks 120 to 900 s. Use 240.',
    'house.yaml:13 policy.settleSeconds: After a start, sensors are left to settle for 10 s. CP-01, power restore, asks ≥ 60 s. Use 60.',
    'house.yaml:11 partitions.0.zones: "house" has no entry zone, so nobody can come in without an alarm. An entry route with a delay: ANSI/SIA CP-01, EN 50131-1. Make the door that you come in by type: entry.',
    'house.yaml:10 partitions.0.sirens: "house" has no siren. A warning device of 2 to 15 min: EN 50131. Name one, or leave the key out to use every siren.',
    'house.yaml:11 partitions.0.zones: No zone sees smoke or heat. A smoke alarm on each floor: NFPA 72, BS 5839-6. Add one of type: fire.',
    'house.yaml:14 link.bind: The link listens on 192.0.2.1 without TLS: codes cross the network in clear. Messages are protected against reading on the way: EN 50131-1, grade 3. Add link.tls, or bind 127.0.0.1.',
    'house.yaml is valid: 1 partition, 1 zone, 1 user. 10 findings.',
  ]);
});

test('a journal that is kept for less than a month is a finding', async () => {
  house(`${SOUND}journal: { keepDays: 7 }\n`);
  expect(await line.run(['check'], { env: ENV })).toMatchObject({
    code: 1,
    out: expect.stringMatching(
      /journal\.keepDays: The journal is kept for 7 days\. EN 50131-1, event log, asks ≥ 30 days\./,
    ),
  });
});

test('silent alarms are said to reach nobody where nobody is named', async () => {
  house(`sources: [{ type: simulator }]
users:
  - { name: Ana, code: { secret: ana-code }, duress: { secret: ana-duress } }
partitions:
  - id: house
    zones:
      - { device: simulator/front-door, type: entry }
      - { device: simulator/panic-button, type: silent-panic }
`);
  const { code, out } = await line.run(['check'], { env: { ...ENV, NIGHTLATCH_SECRET_ANA_DURESS: '246801' } });
  expect(code).toBe(1);
  expect(out).toContain(
    'house.yaml:8 partitions.0.zones.1.type: A silent panic at "simulator/panic-button" reaches nobody.',
  );
  expect(out).toContain('house.yaml:3 users.0: The duress code of Ana reaches nobody.');
});

test('a sink in clear is a finding, one on a broker of the house a mistake', async () => {
  const users = 'users: [{ name: Ana, code: { secret: ana-code }, duress: { secret: ana-duress } }]';
  const env = { ...ENV, NIGHTLATCH_SECRET_ANA_DURESS: '246801' };
  house(`sources: [{ type: simulator }]\n${users}\nsilent: [{ type: webhook, url: "http://help.example" }]\n`);
  const { out } = await line.run(['check'], { env });
  expect(out).toContain('house.yaml:3 silent.0.url: Silent alarms go out in clear.');
  expect(out).not.toContain('reaches nobody');
  const sink = 'silent: [{ type: mqtt, broker: "mqtt://LOCALHOST", topic: help }]';
  house(`sources: [{ type: zigbee2mqtt, broker: "mqtt://127.0.0.1:1883" }]\n${users}\n${sink}\n`);
  const { code, err } = await line.run(['check'], { env });
  expect([code, err]).toEqual([2, expect.stringContaining('is a broker that the house itself uses')]);
});

test('an entry delay of one zone is judged too, and in JSON', async () => {
  house(
    `${SOUND}partitions: [{ id: house, zones: [{ device: simulator/front-door, type: entry, entryDelay: 46 }] }]\n`,
  );
  const { code, out } = await line.run(['check', 'house.yaml', '--json'], { env: ENV });
  const { ok, findings } = JSON.parse(out) as {
    ok: boolean;
    findings: { line: number; key: string; figure: string }[];
  };
  expect([code, ok, findings.length]).toEqual([1, true, 3]);
  expect(findings[0]).toMatchObject({
    line: 4,
    key: 'partitions.0.zones.0.entryDelay',
    figure: 'EN 50131-1, and UL, asks ≤ 45 s.',
  });
});

describe('codes', () => {
  test('a house in which nobody has one is a finding', async () => {
    house('sources: [{ type: simulator }]\nusers: [{ name: Ana }]\n');
    const { code, out } = await line.run(['check']);
    expect([code, out]).toEqual([1, expect.stringContaining('Nobody has a code.')]);
    expect(out).toContain('Run: nightlatch codes add Ana');
  });

  test('a short one is a finding that does not say it', async () => {
    house(SOUND);
    const { code, out, err } = await line.run(['check'], { env: { NIGHTLATCH_SECRET_ANA_CODE: '4711' } });
    expect([code, out]).toEqual([1, expect.stringContaining('users.0.code: The code has 4 digits.')]);
    expect(out + err).not.toContain('4711');
  });

  test('a plain copy that is enrolled already should be deleted', async () => {
    house(SOUND);
    writeFileSync(join(line.folder, 'secrets.yaml'), 'ana-code: "135790"\n', { mode: 0o600 });
    expect((await line.run(['check'])).code).toBe(0);
    expect((await line.run(['codes', 'add', 'Ana', '--stdin'], { input: '135790\n' })).code).toBe(0);
    const { code, out } = await line.run(['check']);
    expect([code, out]).toEqual([1, expect.stringContaining('Delete the line "ana-code" of secrets.yaml.')]);
  });
});

describe('what is invalid ends with 2', () => {
  test('with file, line, key and remedy on standard error, and nothing else', async () => {
    house('home:\n  nam: Casa\nlogging: { level: inof }\n');
    expect(await line.run(['check'])).toEqual({
      code: 2,
      out: '',
      err: 'house.yaml:2 home.nam: There is no such key. Did you mean "name"?\nhouse.yaml:3 logging.level: "inof" is not one of error, warn, info, debug. Did you mean "info"?\n',
    });
  });

  test('and as JSON for machines', async () => {
    house('hme: {}');
    const { code, out } = await line.run(['check', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      problems: [
        { file: 'house.yaml', line: 1, key: 'hme', message: 'There is no such key.', remedy: 'Did you mean "home"?' },
      ],
    });
  });

  test('a file that is not there', async () => {
    expect(await line.run(['check', 'none.yaml'])).toEqual({
      code: 2,
      out: '',
      err: 'none.yaml: There is no such file. Make one with: nightlatch init\n',
    });
  });

  test.each([[['chek']], [['check', '--jsn']], [[]]])('a command line that is none: %j', async (args) => {
    expect((await line.run(args)).code).toBe(2);
  });
});
