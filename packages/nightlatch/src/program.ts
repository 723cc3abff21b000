import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { CliHost, ExitCode } from './cli-host.ts';
import { backUp, bringBack } from './commands/backup.ts';
import { check } from './commands/check.ts';
import { addCode, listCodes, revokeCode } from './commands/codes.ts';
import { addSlot, learnTag } from './commands/learn-tag.ts';
import { doctor } from './commands/doctor.ts';
import { health } from './commands/health.ts';
import { init } from './commands/init.ts';
import { exportOne, listIncidents, verify } from './commands/journal-proof.ts';
import { printJournal, tailJournal } from './commands/journal.ts';
import { pairing } from './commands/pairing.ts';
import { replay } from './commands/replay.ts';
import { testSilent } from './commands/silent.ts';
import { start } from './commands/start.ts';

/** The version of this package, as its manifest has it. */
function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

type Done = (code: ExitCode) => void;

/** Lays out every command with its options. @param done Told of each command's exit code. */
export function buildProgram(host: CliHost, done: Done): Command {
  const program = new Command('nightlatch')
    .description('One security brain for a home.')
    .version(version(), '-V, --version', 'tell the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
    })
    .showSuggestionAfterError();
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).addOption(dataOption()).option('--json', 'answer in JSON');
  addHouseCommands(command, host, done);
  addRecordCommands(command, host, done);
  addCodeCommands(program, host, done);
  addSilentCommands(program, host, done);
  addJournalCommands(program, host, done);
  return program;
}

type Add = (name: string, description: string) => Command;

function addHouseCommands(command: Add, host: CliHost, done: Done): void {
  command('init', 'look at what is there and write a commented configuration')
    .argument('[config]', 'the file to write', 'house.yaml')
    .option('-y, --yes', 'ask nothing, take the defaults')
    .option('--force', 'write over a file that is there')
    .option('--name <name>', 'what the home is called')
    .option('--time-zone <zone>', 'its time zone, as Europe/Madrid')
    .option('--language <language>', 'language of announcements')
    .option('--broker <address>', "address of Zigbee2MQTT's broker")
    .option('--simulator', 'use the simulated house instead of real devices')
    .action(async (config: string, options: object) => done(await init(host, { ...options, config })));
  command('start', 'run the house until Ctrl-C')
    .addOption(configOption())
    .action(async (options: object) => done(await start(host, options)));
  command('check', 'validate a configuration and judge it by CP-01 and EN 50131 figures')
    .argument('[config]', 'the configuration', 'house.yaml')
    .option('--events <recording>', 'say what each choice against false alarms saves and costs on recorded events')
    .action(async (config: string, options: object) => done(await check(host, { ...options, config })));
  command('replay', 'run recorded events through the alarm in virtual time, and print every decision')
    .argument('[events]', 'the recording, one JSON object a line; standard input when left out, or for -')
    .addOption(configOption())
    .option(
      '--journal [folder]',
      "take a hub's journal instead of a recording: of this data folder, or of the house's own",
    )
    .option('--summary', 'print what it came to, for people, instead of every decision')
    .option('--all', 'show duress and silent alarms too')
    .action(async (events: string | undefined, options: object) => done(await replay(host, events, options)));
  command('pairing', 'show how the Matter bridge is paired: the code and its QR')
    .addOption(configOption())
    .action(async (options: object) => done(await pairing(host, options)));
  command('health', 'say how well the house can watch: devices, batteries, tests, the last time that nobody watched')
    .addOption(configOption())
    .action((options: object) => done(health(host, options)));
  command('doctor', 'say what is reachable, what is not, and what to do')
    .addOption(configOption())
    .action(async (options: object) => done(await doctor(host, options)));
}

function addRecordCommands(command: Add, host: CliHost, done: Done): void {
  command('backup', 'write database, keys and configuration into one file')
    .argument('<file>', 'the file to write')
    .addOption(configOption())
    .action((file: string, options: object) => done(backUp(host, file, options)));
  command('restore', 'bring a house back from a backup')
    .argument('<file>', 'the backup')
    .addOption(configOption())
    .action((file: string, options: object) => done(bringBack(host, file, options)));
}

function addCodeCommands(program: Command, host: CliHost, done: Done): void {
  const codes = program.command('codes').description('add, revoke and list the codes and tags of the household');
  const command = (name: string, description: string): Command =>
    codes
      .command(name)
      .description(description)
      .addOption(configOption())
      .addOption(dataOption())
      .option('--json', 'answer in JSON');
  const enrolling = (name: string, description: string): Command =>
    command(name, description)
      .argument('<name>', 'whose it is')
      .option('--label <text>', 'what its owner calls it')
      .option('--once', 'good for a single time')
      .addOption(new Option('--uses <number>', 'good for so many times').argParser(Number))
      .option('--from <day>', 'good from this day or instant on')
      .option('--until <day>', 'good until the end of this day, or until this instant')
      .option('--guest', 'let in somebody whom the configuration does not name, with the rights below')
      .option('--can <permissions>', 'what a guest may do, as disarm,arm')
      .option('--partitions <ids>', 'where a guest may; everywhere when left out')
      .option('--modes <modes>', 'modes that a guest may arm and disarm; every one when left out')
      .option('--schedule <windows>', 'when a guest may come, as "mon-fri 08:00-12:00; sat,sun 10:00-11:00"');
  enrolling('add', 'enrol a code or tag, asked for without showing it')
    .option('--tag', 'a tag, by the number that a reader reports')
    .option('--duress', 'one that disarms and silently calls for help')
    .option('--stdin', 'read the code from the first line of standard input')
    .action(async (name: string, options: object) => done(await addCode(host, name, options)));
  enrolling('learn', 'learn the first tag that is held to a reader, keypad or lock within a minute')
    .option('--at <device>', 'where it is held to, by id or name; the only one when left out')
    .action(async (name: string, options: object) => done(await learnTag(host, name, options)));
  enrolling('slot', 'say whose a code or tag is that a lock keeps by itself')
    .requiredOption('--lock <device>', 'the lock, by id or name')
    .requiredOption('--slot <number>', "the lock's own number of it")
    .action(async (name: string, options: { lock: string; slot: string }) => done(await addSlot(host, name, options)));
  command('revoke', "revoke a person's codes and tags, or one of them; a guest is then a stranger")
    .argument('<name>', 'whose')
    .option('--id <id>', 'this one only, as codes list shows it')
    .action((name: string, options: object) => done(revokeCode(host, name, options)));
  command('list', 'list who has a code or tag; never the codes').action((options: object) =>
    done(listCodes(host, options)),
  );
}

function addSilentCommands(program: Command, host: CliHost, done: Done): void {
  program
    .command('silent')
    .description('those who are told of duress and silent panic')
    .command('test')
    .description('send each of them a test, and say whether it arrived')
    .addOption(configOption())
    .addOption(dataOption())
    .option('--json', 'answer in JSON')
    .action(async (options: object) => done(await testSilent(host, options)));
}

function addJournalCommands(program: Command, host: CliHost, done: Done): void {
  const journal = program.command('journal').description('what happened, and the proof of it');
  const command = (name: string, description: string, json = 'answer in JSON'): Command =>
    journal
      .command(name)
      .description(description)
      .addOption(configOption())
      .addOption(dataOption())
      .option('--json', json);
  const reading = (name: string, description: string): Command =>
    command(name, description, 'answer in JSON, one object a line').option(
      '--all',
      'show duress and silent alarms too',
    );
  reading('tail', 'print the newest entries')
    .addOption(new Option('-n, --lines <number>', 'how many').default(20).argParser(Number))
    .option('-f, --follow', 'go on with what is added, until Ctrl-C')
    .action(async (options: object) => done(await tailJournal(host, options)));
  reading('print', 'print every entry').action(async (options: object) => done(await printJournal(host, options)));
  command('verify', 'prove that nothing was altered, added or removed')
    .argument('[file]', 'an exported incident; the whole journal by default')
    .option(
      '--anchor <anchor...>',
      'anchors that were kept elsewhere: a file, the text itself, or - for standard input',
    )
    .action(async (file: string | undefined, options: object) => done(await verify(host, file, options)));
  command('incidents', 'list from when to when the house was armed or in alarm').action(async (options: object) =>
    done(await listIncidents(host, options)),
  );
  command('export', 'write one incident into a file that proves itself')
    .argument('<file>', 'the file to write')
    .addOption(
      new Option('--incident <which>', 'last, an instant in it, the number of an entry, or from..to').default('last'),
    )
    .action(async (file: string, options: { incident: string }) => done(await exportOne(host, file, options)));
}

function configOption(): Option {
  return new Option('-c, --config <file>', 'the configuration').default('house.yaml');
}

function dataOption(): Option {
  return new Option('-d, --data <folder>', 'database and keys; .nightlatch beside the configuration by default');
}
