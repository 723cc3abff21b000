import type { Config } from '@nightlatch/assembly';
import { localTimeZone } from '@nightlatch/assembly';
import { ConfigError, formatProblem } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson } from '../cli-host.ts';
import type { Diagnosis } from '../doctor/diagnosis.ts';
import { broken, MARKS, well } from '../doctor/diagnosis.ts';
import { clockDiagnosis, dataDiagnoses, nodeDiagnosis, runningHub } from '../doctor/machine.ts';
import { houseDiagnoses } from './health.ts';
import { networkDiagnoses } from '../doctor/network.ts';
import type { HouseFiles } from '../house-files.ts';
import { houseFiles, loadHouse, shortPath } from '../house-files.ts';

/** Looks at everything that a house needs, changes nothing, and says what to do. */
export async function doctor(host: CliHost, options: CommonOptions): Promise<ExitCode> {
  const files = houseFiles(host, options);
  const { config, diagnoses } = diagnoseConfig(host, files);
  const isRunning = runningHub(files.data) !== undefined;
  const all = [
    nodeDiagnosis(),
    ...diagnoses,
    ...dataDiagnoses(files.data),
    await clockDiagnosis(files.data),
    ...houseDiagnoses(host, files),
    ...(config ? [zoneDiagnosis(config), ...(await networkDiagnoses(config, isRunning))] : []),
  ];
  if (options.json) sayJson(host, { ok: all.every(({ state }) => state === 'well'), diagnoses: all });
  else
    for (const { what, state, detail, remedy } of all)
      say(host, `${MARKS[state]} ${what}: ${detail}.${remedy ? ` ${remedy}` : ''}`);
  return all.some(({ state }) => state !== 'well') ? 1 : 0;
}

function diagnoseConfig(host: CliHost, files: HouseFiles): { config?: Config; diagnoses: readonly Diagnosis[] } {
  const file = shortPath(host, files.config);
  try {
    const { config } = loadHouse(host, files);
    return { config, diagnoses: [well('Configuration', `${file} is valid`)] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      diagnoses: error.problems.map(({ remedy = `Run: nightlatch check ${file}`, ...problem }) =>
        broken('Configuration', formatProblem(problem).replace(/\.$/, ''), remedy),
      ),
    };
  }
}

function zoneDiagnosis({ home }: Config): Diagnosis {
  const own = localTimeZone();
  const detail = home.timeZone === undefined ? `${own}, the machine's own` : home.timeZone;
  return well('Time zone', detail);
}
