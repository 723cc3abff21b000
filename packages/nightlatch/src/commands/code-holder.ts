import { existsSync } from 'node:fs';
import type { Config } from '@nightlatch/assembly';
import { nearestWord, planModes } from '@nightlatch/assembly';
import type { AddOptions, OpenCodes } from '@nightlatch/hub';
import { openCodes } from '@nightlatch/hub';
import type { PersonRights } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { houseFiles, looseHouse, shortPath } from '../house-files.ts';
import type { CredentialOptions } from './credential-options.ts';
import { readLimits, readRights } from './credential-options.ts';

export interface HolderOptions extends CommonOptions, CredentialOptions {
  readonly guest?: boolean;
}

/** Somebody who is to have a code or tag, and what it is to be like. */
export interface Holder {
  readonly codes: OpenCodes;
  readonly limits: AddOptions;
  /** What they may do, where they are let in with this. */
  readonly rights?: PersonRights;
}

/**
 * Opens the codes for somebody whom the configuration or the database lets in, or this command does.
 *
 * @throws NightlatchError `unknown-user`: a code of nobody would permit nothing. `option-invalid`.
 */
export async function withHolder(
  host: CliHost,
  name: string,
  options: HolderOptions,
  work: (holder: Holder) => Promise<ExitCode>,
): Promise<ExitCode> {
  const files = houseFiles(host, options);
  const house = existsSync(files.config) ? looseHouse(host, files) : undefined;
  const limits = readLimits(options, house?.home.timeZone);
  const rights = options.guest ? readRights(options, house && namesIn(house)) : undefined;
  const isNamed = house?.users.some((user) => user.name === name) ?? !rights;
  if (rights && isNamed) throw new NightlatchError('option-invalid', `"${name}" is in the configuration: no --guest.`);
  const codes = openCodes(files.data);
  try {
    const isGuest = codes.people().some((person) => person.name === name);
    if (!isNamed && !isGuest && !rights) {
      const names = house?.users.map((user) => user.name) ?? [];
      const why = `is not among the users of ${shortPath(host, files.config)}`;
      throw unknownUser(name, names, why, 'Add them to its users, or let them in beside it: --guest.');
    }
    return await work({ codes, limits, ...(rights ? { rights } : {}) });
  } finally {
    codes.close();
  }
}

/** Says that nobody is called so, and who may have been meant. */
export function unknownUser(name: string, names: readonly string[], why: string, remedy: string): NightlatchError {
  const meant = nearestWord(name, names);
  const advice = meant === undefined ? remedy : `Did you mean "${meant}"?`;
  return new NightlatchError('unknown-user', `"${name}" ${why}. ${advice}`);
}

function namesIn({ partitions }: Config): { partitions: readonly string[]; modes: readonly string[] } {
  return {
    partitions: partitions.map(({ id }) => id),
    modes: [...new Set(partitions.flatMap(({ modes }) => Object.keys(planModes(modes))))],
  };
}
