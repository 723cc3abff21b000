import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '@nightlatch/assembly';
import { localTimeZone, readConfig } from '@nightlatch/assembly';
import { LANGUAGES } from '@nightlatch/model';
import type { DeviceDescription, Log } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson, tell } from '../cli-host.ts';
import { houseFiles, shortPath } from '../house-files.ts';
import type { FoundSource } from '../init/find-source.ts';
import { findSource } from '../init/find-source.ts';
import type { HouseSketch } from '../init/house-sketch.ts';
import { proposeZones } from '../init/house-sketch.ts';
import { lookAround } from '../init/look-around.ts';
import { writeConfiguration } from '../init/write-configuration.ts';
import type { Ask } from '../terminal/question.ts';
import { asker } from '../terminal/question.ts';
import { addCode } from './codes.ts';

interface InitOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly name?: string;
  readonly timeZone?: string;
  readonly language?: string;
  readonly broker?: string;
  readonly simulator?: boolean;
}

const BROKER = 'mqtt://127.0.0.1:1883';

/**
 * Asks little, looks at what the sources report, and writes a commented configuration.
 *
 * @throws NightlatchError `config-exists` where the file is there and `--force` is not, `no-terminal` where nobody can be
 *   asked and `--yes` was not given; ConfigError for an answer that cannot be used.
 */
export async function init(host: CliHost, options: InitOptions): Promise<ExitCode> {
  const files = houseFiles(host, options);
  const file = shortPath(host, files.config);
  if (existsSync(files.config) && !options.force) {
    throw new NightlatchError(
      'config-exists',
      `${file} is there already: choose another name, or write over it with --force.`,
    );
  }
  const ask = options.yes ? undefined : asker(host);
  const basics = await askBasics(host, options, ask);
  const source = await chooseSource(host, options, ask, files.config);
  const devices = await look(host, source);
  const user = ask && (await ask('Whose code should be the first (nobody: -)', host.env['USER'] ?? 'Ana'));
  const sketch: HouseSketch = {
    ...basics,
    source: source.sketch,
    devices,
    ...(user === undefined || user === '-' ? {} : { user }),
  };
  write(files.config, writeConfiguration(sketch));
  if (sketch.user !== undefined) await addCode(host, sketch.user, { config: files.config, data: files.data });
  report(host, { options, file, sketch });
  return 0;
}

type Basics = Pick<HouseSketch, 'name' | 'timeZone' | 'language'>;

async function askBasics(host: CliHost, options: InitOptions, ask: Ask | undefined): Promise<Basics> {
  const answer = async (given: string | undefined, question: string, standard: string): Promise<string> =>
    given ?? (ask ? await ask(question, standard) : standard);
  const name = await answer(options.name, 'What is the home called', 'Home');
  const timeZone = await answer(options.timeZone, 'Its time zone', localTimeZone());
  const language = await answer(options.language, `Its language (${LANGUAGES.join(', ')})`, guessLanguage(host));
  /* The schema judges the answers, so that a mistake is told before anything is written. */
  readConfig({ home: { name, timeZone, language } }, { env: {} });
  return { name, timeZone, language };
}

function guessLanguage({ env }: CliHost): string {
  const spoken = (env['LC_ALL'] ?? env['LANG'] ?? '').slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language === spoken) ?? 'en';
}

async function chooseSource(
  host: CliHost,
  options: InitOptions,
  ask: Ask | undefined,
  config: string,
): Promise<FoundSource> {
  if (options.simulator) return { sketch: { type: 'simulator' } };
  const broker = options.broker ?? (ask ? await ask("Zigbee2MQTT's broker", BROKER) : BROKER);
  readConfig({ sources: [{ type: 'zigbee2mqtt', broker }] }, { env: {} });
  const found = await findSource(host, broker, { ask, config });
  const problem = found.sketch.type === 'zigbee2mqtt' ? found.sketch.problem : undefined;
  if (problem !== undefined) tell(host, problem);
  return found;
}

async function look(host: CliHost, { sketch, password }: FoundSource): Promise<readonly DeviceDescription[]> {
  if (sketch.type === 'zigbee2mqtt' && sketch.problem !== undefined) return [];
  const settings: Config['sources'][number] =
    sketch.type === 'simulator'
      ? { type: 'simulator', id: 'simulator', script: 'none', seed: 1 }
      : {
          type: 'zigbee2mqtt',
          id: 'zigbee2mqtt',
          broker: sketch.broker,
          baseTopic: sketch.baseTopic,
          ...(sketch.username === undefined ? {} : { username: sketch.username }),
          ...(password === undefined ? {} : { password }),
        };
  tell(host, 'Looking at what is there …');
  const isTerminal = (host.stderr as { isTTY?: boolean }).isTTY === true;
  const devices = await lookAround([settings], {
    log: warningsOnly(host),
    progress: (count) => void (isTerminal && host.stderr.write(`\r${count} devices`)),
  });
  tell(
    host,
    `${isTerminal ? '\r' : ''}${devices.length} devices, ${proposeZones(devices).length} sensors for the alarm.`,
  );
  return devices;
}

function warningsOnly(host: CliHost): Log {
  const line = (message: string): void => tell(host, message);
  return { error: line, warn: line, info: () => undefined, debug: () => undefined };
}

/** Puts the file in place whole, or not at all. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text, { flush: true });
  renameSync(`${file}.new`, file);
}

function report(
  host: CliHost,
  { options, file, sketch }: { options: InitOptions; file: string; sketch: HouseSketch },
): void {
  const zones = proposeZones(sketch.devices).length;
  const named = file === 'house.yaml' ? '' : ` --config ${file}`;
  const data = options.data === undefined ? '' : ` --data ${options.data}`;
  const steps = [
    `nightlatch check ${file}${data}`,
    ...(sketch.user === undefined
      ? [`nightlatch codes add NAME${named}${data}   # after adding NAME under users`]
      : []),
    `nightlatch start${named}${data}`,
  ];
  if (options.json) return sayJson(host, { ok: true, file, devices: sketch.devices.length, zones, next: steps });
  say(host, `${file} is written: ${sketch.devices.length} devices, ${zones} zones. Next:`);
  for (const step of steps) say(host, `  ${step}`);
}
