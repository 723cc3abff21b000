import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { loadConfig } from '@nightlatch/assembly';
import type { ScriptedDevice } from '../../source-zigbee2mqtt/test/scripted-bridge.ts';
import { ScriptedBridge } from '../../source-zigbee2mqtt/test/scripted-bridge.ts';
import type { Mosquitto, MosquittoOptions } from '../../../test/mosquitto.ts';
import { MOSQUITTO, freePort, startMosquitto } from '../../../test/mosquitto.ts';
import type { Definition } from '../../../test/zigbee2mqtt/definitions.ts';
import { listDefinitions } from '../../../test/zigbee2mqtt/definitions.ts';
import { runCli } from '../src/run-cli.ts';
import { CommandLine } from './command-line.ts';

const DEVICES: readonly ScriptedDevice[] = [
  { ieee: '0x00158d0000000001', name: 'Front door', model: 'SDM01ZB' },
  { ieee: '0x00158d0000000002', name: 'Hall motion', model: 'SNZB-03' },
  { ieee: '0x00158d0000000003', name: 'twin', model: 'SNZB-03' },
  { ieee: '0x00158d0000000004', name: 'Twin', model: 'SDM01ZB' },
  { ieee: '0x00158d0000000005', name: 'no: "bare", name', model: 'SEB01ZB' },
  { ieee: '0x00158d0000000006', name: 'Siren', model: 'HS2WD-E' },
];

let definitions: ReadonlyMap<string, Definition>;
let line: CommandLine;
let broker: Mosquitto | undefined;
const inFolder = (name: string): string => join(line.folder, name);
const text = (): string => readFileSync(inFolder('house.yaml'), 'utf8');

beforeAll(async () => {
  definitions = new Map((await listDefinitions()).map((definition) => [definition.model, definition]));
}, 60_000);
beforeEach(() => {
  line = new CommandLine();
});
afterEach(async () => {
  await broker?.stop();
  broker = undefined;
  line.clear();
});

/** A broker on which Zigbee2MQTT has left its list, and gone. */
async function withDevices(options: MosquittoOptions = {}, url = (at: Mosquitto) => at.url): Promise<Mosquitto> {
  broker = await startMosquitto(options);
  const bridge = await ScriptedBridge.open(url(broker), definitions);
  await bridge.state('online');
  await bridge.devices(DEVICES);
  await bridge.close();
  return broker;
}

describe('the simulated house', () => {
  test('is written without a question, valid, with a zone for every sensor', async () => {
    const { code, out } = await line.run([
      'init',
      '--yes',
      '--simulator',
      '--name',
      'Casa',
      '--time-zone',
      'Europe/Madrid',
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^house\.yaml is written: \d+ devices, \d+ zones\. Next:\n {2}nightlatch check house\.yaml\n {2}nightlatch codes add NAME/,
    );
    const { config, notes } = loadConfig(inFolder('house.yaml'), { env: {} });
    expect(notes).toEqual([]);
    expect(config.home).toMatchObject({ name: 'Casa', timeZone: 'Europe/Madrid' });
    expect(config.partitions[0]?.zones?.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['entry', 'interior', 'fire']),
    );
  });

  test('is not written over another without --force', async () => {
    writeFileSync(inFolder('house.yaml'), 'home: {}\n');
    expect(await line.run(['init', '--yes', '--simulator'])).toEqual({
      code: 2,
      out: '',
      err: 'house.yaml is there already: choose another name, or write over it with --force.\n',
    });
    expect(text()).toBe('home: {}\n');
    expect((await line.run(['init', '--yes', '--simulator', '--force'])).code).toBe(0);
    expect(text()).toContain('type: simulator');
  });

  test('is not asked about where there is no terminal', async () => {
    expect(await line.run(['init'])).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    expect(existsSync(inFolder('house.yaml'))).toBe(false);
  });

  test('is not written with an answer that cannot be used', async () => {
    const { code, err } = await line.run(['init', '--yes', '--simulator', '--time-zone', 'Europe/Madird']);
    expect([code, err]).toEqual([2, expect.stringContaining('Did you mean "Europe/Madrid"?')]);
    expect(existsSync(inFolder('house.yaml'))).toBe(false);
  });
});

test('a broker that nobody runs is told, and stands in the file all the same', async () => {
  const port = await freePort();
  const { code, out, err } = await line.run(['init', '--yes', '--broker', `mqtt://127.0.0.1:${port}`]);
  expect([code, out]).toEqual([0, expect.stringContaining('0 devices, 0 zones')]);
  expect(err).toContain('refuses connections: no broker listens there');
  expect(text()).toContain('# When this was written: mqtt://127.0.0.1');
  const { config } = loadConfig(inFolder('house.yaml'), { env: {} });
  expect(config.sources).toMatchObject([{ broker: `mqtt://127.0.0.1:${port}` }]);
  expect(config.partitions[0]?.zones).toBeUndefined();
});

(MOSQUITTO ? describe : describe.skip)('with a real broker on which Zigbee2MQTT left its list', () => {
  test('every sensor becomes a zone, names that cannot stand bare or alone included', async () => {
    const { url } = await withDevices();
    const { code, err } = await line.run(['init', '--yes', '--broker', url]);
    expect([code, err]).toEqual([0, expect.stringMatching(/6 devices, \d+ sensors for the alarm\./)]);
    const { config, notes } = loadConfig(inFolder('house.yaml'), { env: {} });
    expect(notes).toEqual([]);
    const zones = config.partitions[0]?.zones?.map(({ device, type }) => `${device} ${type}`);
    expect(zones).toEqual(
      expect.arrayContaining([
        'Front door entry',
        'Hall motion interior',
        'twin 0x00158d0000000003 interior',
        'Twin 0x00158d0000000004 entry',
      ]),
    );
    expect(config.devices.map(({ name }) => name)).toContain('no: "bare", name');
    expect((await line.run(['doctor'])).out).toMatch(/Zigbee2MQTT answers at .* with 6 devices/);
  }, 60_000);

  test('someone who is asked gives the broker a password and themselves a code, and neither stands in the file', async () => {
    const login = { users: { nightlatch: 'canary-1' } };
    const { url } = await withDevices(login, (at) => at.url.replace('//', '//nightlatch:canary-1@'));
    const person = new Person(line.folder, [
      ['What is the home called', 'Casa'],
      ['Its time zone', 'Europe/Madrid'],
      ['Its language', 'es'],
      ["Zigbee2MQTT's broker", url],
      ['The broker wants a name', ''],
      ['and a password (not shown)', 'canary-1'],
      ['Whose code should be the first', 'Ana'],
      ['Code for Ana', '135790'],
      ['The same again', '135790'],
    ]);
    expect([await runCli(['init', inFolder('house.yaml')], person.host), person.left]).toEqual([0, 0]);
    expect(person.seen).not.toMatch(/canary|135790/);
    expect(text()).not.toMatch(/canary|135790/);
    expect(statSync(inFolder('secrets.yaml')).mode & 0o777).toBe(0o600);
    const { config } = loadConfig(inFolder('house.yaml'), { env: {} });
    expect(config.home).toMatchObject({ name: 'Casa', timeZone: 'Europe/Madrid', language: 'es' });
    expect(config.sources).toMatchObject([{ username: 'nightlatch' }]);
    expect(config.partitions[0]?.zones?.length).toBeGreaterThan(3);
    expect((await line.run(['codes', 'list'])).out).toMatch(/^Ana, since/);
    /* Nothing of what was found sees fire, and the check says so. */
    const findings = (await line.run(['check'])).out.trimEnd().split('\n').slice(0, -1);
    expect(findings).toEqual([expect.stringContaining('No zone sees smoke or heat.')]);
  }, 60_000);
});

/** Someone at a terminal, who answers each question when it is asked. */
class Person {
  seen = '';
  readonly host;
  readonly #answers: [string, string][];

  constructor(folder: string, answers: [string, string][]) {
    this.#answers = answers;
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const screen = new PassThrough();
    let heard = '';
    screen.on('data', (chunk: Buffer) => {
      this.seen += chunk.toString();
      heard += chunk.toString();
      const [question, answer] = this.#answers[0] ?? [];
      if (question === undefined || !heard.includes(question) || !/[:] $/.test(heard)) return;
      heard = '';
      this.#answers.shift();
      stdin.write(`${answer}\n`);
    });
    this.host = { stdin, stdout: screen, stderr: screen, env: { USER: 'ana' }, cwd: () => folder };
  }

  /** Questions that were not asked. */
  get left(): number {
    return this.#answers.length;
  }
}
