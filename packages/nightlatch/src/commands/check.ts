import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '@nightlatch/assembly';
import { openCodes } from '@nightlatch/hub';
import { formatProblem } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson, tell } from '../cli-host.ts';
import type { HouseFiles } from '../house-files.ts';
import { houseFiles, loadHouse, shortPath } from '../house-files.ts';
import { codeFindings } from '../standards/code-findings.ts';
import { coverageFindings } from '../standards/coverage-findings.ts';
import { delayFindings } from '../standards/delay-findings.ts';
import type { EnrolledCode, Finding } from '../standards/finding.ts';
import { silenceFindings } from '../standards/silence-findings.ts';

/** Validates a configuration, then judges it. Each finding names the figure, who says so, and the line. */
export function check(host: CliHost, options: CommonOptions): ExitCode {
  const files = houseFiles(host, options);
  const loaded = loadHouse(host, files);
  const findings = judge(loaded, enrolledCodes(files)).map(({ path, message, figure, remedy }) => ({
    ...loaded.placeOf(path),
    message,
    figure,
    remedy,
  }));
  if (options.json) {
    sayJson(host, { ok: true, findings, notes: loaded.notes });
  } else {
    for (const note of loaded.notes) tell(host, `note: ${formatProblem(note)}`);
    for (const { figure, ...finding } of findings) {
      say(host, formatProblem({ ...finding, message: `${finding.message} ${figure}` }));
    }
    say(host, summary(shortPath(host, files.config), loaded, findings.length));
  }
  return findings.length > 0 ? 1 : 0;
}

/** Judges a whole configuration. */
export function judge({ config, secrets }: LoadedConfig, enrolled: readonly EnrolledCode[]): readonly Finding[] {
  if (config.link?.role === 'join') return [];
  return [
    ...delayFindings(config),
    ...codeFindings(config, secrets, enrolled),
    ...coverageFindings(config),
    ...silenceFindings(config, enrolled),
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
