import { planSupervision } from '@nightlatch/assembly';
import type { ReadHouse } from '@nightlatch/hub';
import { readHouse } from '@nightlatch/hub';
import { ConfigError } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson } from '../cli-host.ts';
import type { Diagnosis } from '../doctor/diagnosis.ts';
import { MARKS } from '../doctor/diagnosis.ts';
import type { Naming } from '../doctor/health-text.ts';
import { healthDiagnoses } from '../doctor/health-text.ts';
import type { HouseFiles } from '../house-files.ts';
import { houseFiles, houseTimeZone, looseHouse } from '../house-files.ts';
import { instantWriter } from '../terminal/instant-text.ts';

/** Says how well the house can watch, as its hub has it: devices, batteries, tests, the last time that nobody watched. */
export function health(host: CliHost, options: CommonOptions): ExitCode {
  const files = houseFiles(host, options);
  const house = readHouse(files.data, testHolds(host, files));
  if (!house) {
    say(host, 'No hub has run here yet.');
    return 2;
  }
  if (options.json) sayJson(host, house.health);
  else
    for (const { what, state, detail, remedy } of healthDiagnoses(house.health, namingOf(host, files, house)))
      say(host, `${MARKS[state]} ${what}: ${detail}.${remedy ? ` ${remedy}` : ''}`);
  return house.health.ok ? 0 : 1;
}

/** The same for who looks at everything; nothing where no hub has run yet. */
export function houseDiagnoses(host: CliHost, files: HouseFiles): readonly Diagnosis[] {
  try {
    const house = readHouse(files.data, testHolds(host, files));
    return house ? healthDiagnoses(house.health, namingOf(host, files, house)) : [];
  } catch {
    // Whether the data can be read at all is told by those who look at it.
    return [];
  }
}

function namingOf(host: CliHost, files: HouseFiles, { alarm, devices }: ReadHouse): Naming {
  const zones = new Map(alarm.partitions.flatMap((partition) => partition.zones.map(({ id, name }) => [id, name])));
  const names = new Map(devices.map(({ id, name }) => [id, name]));
  return {
    device: (id) => names.get(id) ?? id,
    zone: (id) => zones.get(id) ?? id,
    instant: instantWriter(houseTimeZone(host, files)),
  };
}

function testHolds(host: CliHost, files: HouseFiles): { readonly testHoldsMs?: number } {
  try {
    const { testHoldsMs } = planSupervision(looseHouse(host, files));
    return testHoldsMs === undefined ? {} : { testHoldsMs };
  } catch (error) {
    if (error instanceof ConfigError) return {};
    throw error;
  }
}
