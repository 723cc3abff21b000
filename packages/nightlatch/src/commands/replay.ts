import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LoadedConfig } from '@nightlatch/assembly';
import { loadConfig } from '@nightlatch/assembly';
import { readHouse } from '@nightlatch/hub';
import { formatProblem, NightlatchError } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson, tell } from '../cli-host.ts';
import type { HouseFiles } from '../house-files.ts';
import { houseFiles, shortPath } from '../house-files.ts';
import { LineOutput } from '../replay/output.ts';
import { Replay } from '../replay/replay.ts';
import { runJournal } from '../replay/run-journal.ts';
import { BadLine, runRecording, usersWithoutCode } from '../replay/run-recording.ts';
import type { Recording } from '../replay/run-recording.ts';
import { Progress } from '../terminal/progress.ts';

export interface ReplayOptions extends CommonOptions {
  /** Show the readable summary instead of the decisions. */
  readonly summary?: boolean;
  /** Show duress and silent panic too. */
  readonly all?: boolean;
  /** Take the journal of a hub instead of a recording: of this data folder, or of the house's own. */
  readonly journal?: string | true;
}

/**
 * Runs a recording through the engine in virtual time. Every decision is a line on standard output, the summary the last;
 * with `summary` only that, for people.
 */
export async function replay(host: CliHost, file: string | undefined, options: ReplayOptions): Promise<ExitCode> {
  const files = houseFiles(host, options);
  const { config } = loadForReplay(host, files);
  const output = new LineOutput(host.stdout);
  const progress = new Progress(host);
  const decisions = options.summary ? undefined : (line: object): void => output.add(JSON.stringify(line));
  const journal = journalFolder(host, files, options.journal);
  if (journal !== undefined && file !== undefined)
    throw new NightlatchError('two-recordings', 'Replay either a recording or a journal: leave one of them out.');
  const all = options.all === true;
  const house = journal === undefined ? undefined : readHouse(journal);
  const run = new Replay({ config, onLine: decisions, all, devices: house?.devices ?? [] });
  const onPiece = async (lines: number): Promise<void> => {
    progress.show(lines);
    await output.flush();
  };
  try {
    if (journal === undefined) await runRecording(recording(host, file), (line) => run.take(line), onPiece);
    else await runJournal(journal, (input) => run.feed(input), { all, alarm: house?.alarm, onPiece });
  } catch (error) {
    await output.flush({ isLast: true });
    if (!(error instanceof BadLine)) throw error;
    progress.clear();
    tell(host, error.message);
    if (options.json) sayJson(host, { ok: false, problems: [error.problem] });
    return 2;
  }
  progress.clear();
  const { summary, text } = run.end();
  if (!options.summary) output.add(JSON.stringify(summary));
  await output.flush({ isLast: true });
  const uncoded = usersWithoutCode(config);
  if (run.hasCodes && uncoded.length > 0)
    tell(host, `note: only the database knows the code of ${uncoded.join(', ')}, so that here it counts as wrong.`);
  if (options.summary) say(host, text);
  else if (isTerminal(host.stderr)) tell(host, text);
  return 0;
}

/** Secrets of codes may be nowhere: whoever replays a month need not hold the household's codes. */
function loadForReplay(host: CliHost, files: HouseFiles): LoadedConfig {
  const loaded = loadConfig(files.config, {
    env: host.env,
    isEnrolled: () => true,
    shownAs: shortPath(host, files.config),
  });
  for (const note of loaded.notes) if (isTerminal(host.stderr)) tell(host, `note: ${formatProblem(note)}`);
  return loaded;
}

function journalFolder(host: CliHost, { data }: HouseFiles, journal: ReplayOptions['journal']): string | undefined {
  return typeof journal === 'string' ? resolve(host.cwd(), journal) : journal && data;
}

/** Opens a recording: a file, or standard input for `-`. @throws NightlatchError `no-recording` */
export function recording(host: CliHost, file: string | undefined): Recording {
  if (file === undefined || file === '-') return { name: 'standard input', pieces: host.stdin.setEncoding('utf8') };
  const path = resolve(host.cwd(), file);
  const name = shortPath(host, path);
  if (!existsSync(path)) throw new NightlatchError('no-recording', `${name}: there is no such file.`);
  return { name, pieces: createReadStream(path, 'utf8') };
}

function isTerminal(stream: CliHost['stderr']): boolean {
  return (stream as { isTTY?: boolean }).isTTY === true;
}
