import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Config, LoadedConfig } from '@nightlatch/assembly';
import { enrolledIn, loadConfig } from '@nightlatch/assembly';
import { ConfigError } from '@nightlatch/model';
import type { CliHost, CommonOptions } from './cli-host.ts';

export const DEFAULT_CONFIG = 'house.yaml';
const DEFAULT_DATA = '.nightlatch';

/** Where a house keeps its configuration and its data. */
export interface HouseFiles {
  readonly config: string;
  readonly data: string;
}

/** Finds the files of a house: `house.yaml` here, and `.nightlatch` beside it, unless others are named. */
export function houseFiles(host: CliHost, { config = DEFAULT_CONFIG, data }: CommonOptions): HouseFiles {
  const file = resolve(host.cwd(), config);
  return { config: file, data: data === undefined ? join(dirname(file), DEFAULT_DATA) : resolve(host.cwd(), data) };
}

/** Shows a path as short as it can be named from here. */
export function shortPath(host: CliHost, path: string): string {
  const short = relative(host.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** Reads the configuration of a house, under the name that is shown in errors. @throws ConfigError */
export function loadHouse(host: CliHost, files: HouseFiles): LoadedConfig {
  return loadConfig(files.config, {
    env: host.env,
    isEnrolled: enrolledIn(files.data),
    shownAs: shortPath(host, files.config),
  });
}

/** The time zone to show instants in: the house's, or the machine's where there is no configuration that can be used. */
export function houseTimeZone(host: CliHost, files: HouseFiles): string | undefined {
  try {
    return existsSync(files.config) ? loadHouse(host, files).config.home.timeZone : undefined;
  } catch (error) {
    /* What happened, and who has a code, can be seen all the same; `check` and `start` tell what is wrong. */
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** What a house says of itself, even where the secrets of its codes are nowhere: those may be enrolled now. @throws ConfigError */
export function looseHouse(host: CliHost, files: HouseFiles): Config {
  const { config } = loadConfig(files.config, {
    env: host.env,
    isEnrolled: () => true,
    shownAs: shortPath(host, files.config),
  });
  return config;
}
