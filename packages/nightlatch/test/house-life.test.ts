import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CommandLine } from './command-line.ts';

let line: CommandLine;
const inFolder = (name: string): string => join(line.folder, name);
const HOUSE = `home: { timeZone: Asia/Tokyo }
sources: [{ type: simulator, script: none }]
users: [{ name: Ana }, { name: Ben }]
`;
const house = (text = HOUSE): void => writeFileSync(inFolder('house.yaml'), text);

beforeEach(() => {
  line = new CommandLine();
});
afterEach(() => line.clear());

describe('codes', () => {
  beforeEach(() => house());

  test('are added from standard input, listed without being shown, and revoked', async () => {
    expect(await line.run(['codes', 'add', 'Ana', '--stdin'], { input: '135790\n' })).toEqual({
      code: 0,
      out: 'A code for Ana is enrolled; it works from now on.\n',
      err: '',
    });
    await line.run(['codes', 'add', 'Ana', '--duress', '--stdin'], { input: '246801' });
    const { out } = await line.run(['codes', 'list']);
    expect(out).toMatch(/^Ana, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d, \w+\nAna \(duress\), since .*\n$/);
    expect((await line.run(['codes', 'revoke', 'Ana'])).out).toContain('The codes of Ana are revoked');
    expect(await line.run(['codes', 'list', '--json'])).toMatchObject({ code: 0, out: '[]\n' });
  });

  test('that are short are enrolled, with a finding', async () => {
    const { code, err } = await line.run(['codes', 'add', 'Ana', '--stdin'], { input: '1357\n' });
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('EN 50131-3 asks for 5 digits at grade 2, 6 at grades 3 and 4.'),
    ]);
  });

  test.each([
    ['that are no digits', 'Ana', 'secret\n', 'The code for Ana must be 4 to 12 digits'],
    ['of nobody in the house', 'Anna', '135790\n', '"Anna" is not among the users of house.yaml. Did you mean "Ana"?'],
    ['that another has', 'Ben', '111111\n', 'The code for Ben cannot be used: choose another.'],
  ])('%s are refused', async (_, name, input, problem) => {
    await line.run(['codes', 'add', 'Ana', '--stdin'], { input: '111111\n' });
    const { code, out, err } = await line.run(['codes', 'add', name, '--stdin'], { input });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(problem);
    expect(err).not.toContain(input.trim());
  });

  test('are never taken from the arguments, nor asked for where there is no terminal', async () => {
    expect((await line.run(['codes', 'add', 'Ana', '135790'])).code).toBe(2);
    expect(await line.run(['codes', 'add', 'Ana'])).toMatchObject({ code: 2, err: expect.stringContaining('--stdin') });
  });

  test('are enrolled, listed and revoked while their secret is nowhere or the configuration is broken', async () => {
    house('users: [{ name: Ana, code: { secret: ana-code } }]\n');
    expect((await line.run(['check'])).err).toContain('The secret "ana-code" is nowhere to be found.');
    expect((await line.run(['codes', 'add', 'Ana', '--stdin'], { input: '135790\n' })).code).toBe(0);
    expect((await line.run(['check'])).err).toBe('');
    house('users: 3\n');
    expect((await line.run(['codes', 'list'])).out).toContain('Ana, since');
    expect((await line.run(['codes', 'revoke', 'Ana'])).code).toBe(0);
  });

  test('let in a guest for a while, with rights of their own, and forget them again', async () => {
    const guest = ['--guest', '--can', 'disarm,bypass', '--modes', 'away', '--once', '--until', '2100-12-24'];
    guest.push('--schedule', 'fri-mon 08:00-12:30; 20:00-02:00');
    const added = await line.run(['codes', 'add', 'Cleo', ...guest, '--stdin'], { input: '902110\n' });
    expect(added).toMatchObject({ code: 0, out: 'A code for Cleo is enrolled; it works from now on.\n' });
    await line.run(['codes', 'add', 'Cleo', '--tag', '--label', 'fob', '--stdin'], { input: '04:A1:B2:C3\n' });
    const { out } = await line.run(['codes', 'list']);
    expect(out).toMatch(/^Cleo, since [\d :-]+, until 2100-12-25 00:00:00, once, \w+\nCleo \(tag, fob\), since/);
    expect(out).toContain('Guest Cleo may: disarm, bypass, unbypass\n');
    const [first] = JSON.parse((await line.run(['codes', 'list', '--json'])).out) as { id: string }[];
    expect(first).toMatchObject({ uses: 1, until: Date.parse('2100-12-24T15:00:00Z'), guest: { modes: ['away'] } });
    expect(first).toMatchObject({
      guest: {
        schedule: [
          { days: [5, 6, 7, 1], from: 480, to: 750 },
          { days: [1, 2, 3, 4, 5, 6, 7], from: 1200, to: 120 },
        ],
      },
    });
    expect((await line.run(['codes', 'revoke', 'Cleo', '--id', first?.id ?? ''])).code).toBe(0);
    expect((await line.run(['codes', 'revoke', 'Cleo', '--id', first?.id ?? ''])).code).toBe(2);
    expect((await line.run(['codes', 'revoke', 'Cleo'])).code).toBe(0);
    expect((await line.run(['codes', 'list'])).out).toBe('');
  });

  test.each([
    [['--guest', '--can', 'disram'], '--can must be a list of arm, disarm'],
    [['--guest', '--modes', 'nigth'], '--modes must be a list of away, home, night, vacation'],
    [['--guest', '--partitions', 'shed'], '--partitions must be a list of house'],
    [['--guest', '--schedule', 'mon 8-12'], '--schedule must be windows of the week'],
    [['--guest', '--schedule', 'mom 08:00-12:00'], '--schedule must be windows of the week'],
    [['--guest', '--uses', '0'], '--uses must be a whole number'],
    [['--guest', '--until', 'soon'], '--until must be a day'],
    [['--guest', '--from', '2026-02-02', '--until', '2026-02-01'], '--until must be a day after --from'],
  ])('refuse %j, and say what may stand there', async (options, problem) => {
    const { code, err } = await line.run(['codes', 'add', 'Cleo', ...options, '--stdin'], { input: '902110\n' });
    expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
    expect((await line.run(['codes', 'list'])).out).toBe('');
  });

  test('of someone who has none cannot be revoked', async () => {
    await line.run(['codes', 'add', 'Ben', '--stdin'], { input: '135790\n' });
    expect(await line.run(['codes', 'revoke', 'Bn'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean "Ben"?'),
    });
  });
});

describe('silent test', () => {
  test('sends a test to every sink and says which could be reached', async () => {
    const bodies: string[] = [];
    const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      bodies.push(await text(request));
      response.writeHead(request.url === '/there' ? 200 : 404).end();
    };
    const server = createHttpServer((request, response) => void take(request, response));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sink = (path: string): string => `{ type: webhook, url: "${address}/${path}", key: { secret: hook } }`;
    house(`${HOUSE}silent: [${sink('there')}, ${sink('gone')}]\n`);
    const { code, out } = await line.run(['silent', 'test'], { env: { NIGHTLATCH_SECRET_HOOK: 'sesame' } });
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
    expect([code, out]).toEqual([
      1,
      'silent.0 (webhook): arrived\nsilent.1 (webhook): not delivered: The webhook answered 404: see what its receiver expects.\n',
    ]);
    expect(bodies.map((body) => (JSON.parse(body) as { event: string }).event)).toEqual(['test', 'test']);
  });

  test('says where to name somebody', async () => {
    house();
    expect(await line.run(['silent', 'test'])).toMatchObject({ code: 2, err: expect.stringContaining('names nobody') });
  });
});

describe('start', () => {
  test('runs the house until Ctrl-C, says where it is reached, and leaves its journal', async () => {
    house(`${HOUSE}link: { role: host, port: 0 }\n`);
    const running = line.begin(['start']);
    await running.wrote('Ctrl-C stops it.');
    const second = await line.run(['start']);
    expect(second).toMatchObject({
      code: 2,
      err: expect.stringMatching(new RegExp(`in use by hub .*process ${running.process.pid}`)),
    });
    expect((await line.run(['doctor'])).out).toContain(`in use by the hub of process ${running.process.pid}`);
    running.process.kill('SIGINT');
    const { code, out, err } = await running.ended;
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/info {2}MQTT: mqtt:\/\/127\.0\.0\.1:\d+/);
    expect(out).toMatch(/adopt|watches Front door \(contact\) as entry/);
    expect(out.trimEnd().endsWith('Stopped.')).toBe(true);
    /* Tokyo is nine hours ahead, whatever the machine is set to. */
    const shown = Date.parse(`${out.slice(0, 10)}T${out.slice(11, 19)}Z`);
    expect(Math.round((shown - Date.now()) / 3_600_000)).toBe(9);

    const tail = (await line.run(['journal', 'tail', '-n', '3'])).out.trimEnd().split('\n');
    expect(tail).toHaveLength(3);
    expect(tail[2]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d hub stopped$/);
    const printed = (await line.run(['journal', 'print', '--json'])).out.trimEnd().split('\n');
    expect(printed.map((text) => (JSON.parse(text) as { type: string }).type)).toContain('configured');
  });

  test('ends with 2 where a port is taken, and leaves the data free', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => void blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    house(`${HOUSE}link: { role: host, port: ${port} }\n`);
    expect(await line.run(['start'])).toMatchObject({ code: 2, err: expect.stringContaining(String(port)) });
    expect(await line.run(['doctor'])).toMatchObject({
      code: 1,
      out: expect.stringContaining(`127.0.0.1:${port} is taken by another program`),
    });
    await new Promise<void>((resolve) => void blocker.close(() => resolve()));
    expect((await line.run(['doctor'])).out).toContain(`127.0.0.1:${port} is free`);
  });
});

describe('backup and restore', () => {
  test('bring codes and configuration back into an empty folder', async () => {
    house();
    await line.run(['codes', 'add', 'Ana', '--stdin'], { input: '135790\n' });
    expect((await line.run(['backup', 'house.backup'])).code).toBe(0);
    expect(statSync(inFolder('house.backup')).mode & 0o777).toBe(0o600);
    const { code, out } = await line.run(['restore', 'house.backup', '--data', 'elsewhere']);
    expect([code, out]).toEqual([0, expect.stringContaining('elsewhere/restored/house.yaml')]);
    expect(readFileSync(inFolder('elsewhere/restored/house.yaml'), 'utf8')).toBe(HOUSE);
    expect((await line.run(['codes', 'list', '--data', 'elsewhere'])).out).toContain('Ana, since');
  });

  test('refuse to write over a house or a file', async () => {
    house();
    await line.run(['codes', 'add', 'Ana', '--stdin'], { input: '135790\n' });
    await line.run(['backup', 'house.backup']);
    expect(await line.run(['backup', 'house.backup'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('exists already'),
    });
    expect(await line.run(['restore', 'house.backup'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('holds a house already'),
    });
    expect(await line.run(['restore', 'house.yaml', '--data', 'x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('not a Nightlatch backup'),
    });
  });

  test('of a house that never ran is told', async () => {
    house();
    expect(await line.run(['backup', 'b'])).toMatchObject({ code: 2, err: expect.stringContaining('has run') });
    expect(await line.run(['journal', 'tail'])).toMatchObject({ code: 2, err: expect.stringContaining('has run') });
  });
});

describe('doctor', () => {
  test('finds a house well, and changes nothing', async () => {
    house();
    const { code, out } = await line.run(['doctor', '--json']);
    const { ok, diagnoses } = JSON.parse(out) as { ok: boolean; diagnoses: { what: string }[] };
    expect([code, ok]).toEqual([0, true]);
    expect(diagnoses.map(({ what }) => what)).toEqual([
      'Node',
      'Configuration',
      'Data',
      'Disk',
      'Clock',
      'Time zone',
      'simulator',
    ]);
    expect(existsSync(inFolder('.nightlatch'))).toBe(false);
  });

  test('tells secrets that others may read, and the remedy', async () => {
    house();
    writeFileSync(inFolder('secrets.yaml'), 'a: "1"\n', { mode: 0o644 });
    const { code, out } = await line.run(['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /FAIL Configuration: .*secrets\.yaml: Others on this machine may read it \(mode 644\)\. Run: chmod 600 .*secrets\.yaml\n/,
    );
  });

  test('tells a broker that nobody runs', async () => {
    house('sources: [{ type: zigbee2mqtt, broker: "mqtt://127.0.0.1:9" }]\n');
    const { code, out } = await line.run(['doctor']);
    expect(code).toBe(1);
    expect(out).toContain(
      'FAIL zigbee2mqtt: mqtt://127.0.0.1:9 refuses connections: no broker listens there. Start the broker, or check the port.',
    );
  });
});
