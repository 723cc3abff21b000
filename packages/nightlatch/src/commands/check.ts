import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '@nightlatch/assembly';
import { openCodes } from '@nightlatch/hub';
import { formatProblem } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson, tell } from '../cli-host.ts';
import type { HouseFiles } from '../house-files.ts';
import { houseFiles, loadHouse, shortPath } from '../house-files.ts';
import { choiceText } from '../standards/choice-text.ts';
import { codeFindings } from '../standards/code-findings.ts';
import { coverageFindings } from '../standards/coverage-findings.ts';
import { delayFindings } from '../standards/delay-findings.ts';
import { falseAlarmFindings } from '../standards/false-alarm-findings.ts';
import type { EnrolledCode, Finding } from '../standards/finding.ts';
import { journalFindings } from '../standards/journal-findings.ts';
import { judgeChoices } from '../standards/judge-choices.ts';
import type { JudgedChoice } from '../standards/judge-choices.ts';
import { silenceFindings } from '../standards/silence-findings.ts';
import { instantWriter } from '../terminal/instant-text.ts';
import { recording } from './replay.ts';

interface CheckOptions extends CommonOptions {
  /** A recording to try each choice against false alarms on. */
  readonly events?: string;
}

/**
 * Validates a configuration, then judges it. Each finding names the figure, who says so, and the line.
 *
 * With recorded events it also says what each choice against false alarms saved on them, and what it cost.
 */
export async function check(host: CliHost, options: CheckOptions): Promise<ExitCode> {
  const files = houseFiles(host, options);
  const loaded = loadHouse(host, files);
  const findings = judge(loaded, enrolledCodes(files)).map(({ path, message, figure, remedy }) => ({
    ...loaded.placeOf(path),
    message,
    figure,
    remedy,
  }));
  const choices = await judgeOnEvents(host, loaded, options.events);
  if (options.json) {
    const judged = choices.map(({ place, choice, ...rest }) => ({
      ...place,
      choice: choice.what,
      isMade: choice.isMade,
      ...rest,
    }));
    sayJson(host, { ok: true, findings, notes: loaded.notes, ...(options.events ? { choices: judged } : {}) });
  } else {
    for (const note of loaded.notes) tell(host, `note: ${formatProblem(note)}`);
    for (const { figure, ...finding } of findings) {
      say(host, formatProblem({ ...finding, message: `${finding.message} ${figure}` }));
    }
    const instant = instantWriter(loaded.config.home.timeZone);
    for (const { place, ...judged } of choices)
      say(host, formatProblem({ ...place, message: choiceText(judged, instant) }));
    say(host, summary(shortPath(host, files.config), loaded, findings.length));
  }
  return findings.length > 0 ? 1 : 0;
}

interface PlacedChoice extends JudgedChoice {
  readonly place: ReturnType<LoadedConfig['placeOf']>;
}

async function judgeOnEvents(
  host: CliHost,
  { config, placeOf }: LoadedConfig,
  events: string | undefined,
): Promise<readonly PlacedChoice[]> {
  if (events === undefined) return [];
  const judged = await judgeChoices(config, recording(host, events));
  return judged.map((one) => ({ place: placeOf(one.choice.path), ...one }));
}

/** Judges a whole configuration. */
export function judge({ config, secrets }: LoadedConfig, enrolled: readonly EnrolledCode[]): readonly Finding[] {
  if (config.link?.role === 'join') return [];
  return [
    ...delayFindings(config),
    ...falseAlarmFindings(config),
    ...codeFindings(config, secrets, enrolled),
    ...coverageFindings(config),
    ...silenceFindings(config, enrolled),
    ...journalFindings(config),
  ];
}

function enrolledCodes({ data }: HouseFiles): readonly EnrolledCode[] {
  if (!existsSync(join(data, 'hub.db'))) return [];
  const codes = openCodes(data);
  try {
    return codes.list();
  } finally {
    codes.close();
  }
}

function summary(file: string, { config }: LoadedConfig, findings: number): string {
  const zones = config.partitions.flatMap((partition) => partition.zones ?? []).length;
  const listed = zones === 0 ? 'zones adopted from the sources' : count(zones, 'zone');
  const parts = [count(config.partitions.length, 'partition'), listed, count(config.users.length, 'user')];
  return `${file} is valid: ${parts.join(', ')}. ${findings === 0 ? 'No findings.' : `${count(findings, 'finding')}.`}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
