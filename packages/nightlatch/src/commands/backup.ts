import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backup, restore } from '@nightlatch/hub';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson } from '../cli-host.ts';
import { houseFiles, shortPath } from '../house-files.ts';

/** Writes a house into one file, while its hub may run. */
export function backUp(host: CliHost, file: string, options: CommonOptions): ExitCode {
  const { config, data } = houseFiles(host, options);
  const target = resolve(host.cwd(), file);
  const configFiles = existsSync(config) ? [config] : [];
  backup(data, target, configFiles);
  if (options.json) sayJson(host, { ok: true, file: target, config: configFiles.length > 0 });
  else {
    const what = configFiles.length > 0 ? 'database, keys and configuration' : 'database and keys, no configuration';
    say(host, `${shortPath(host, target)} holds ${what}. Keep it where only you can read it; ${SECRETS_STAY}`);
  }
  return 0;
}

const SECRETS_STAY = 'secrets.yaml is not in it.';

/** Brings a house back into an empty folder. */
export function bringBack(host: CliHost, file: string, options: CommonOptions): ExitCode {
  const { data } = houseFiles(host, options);
  const { configFiles } = restore(resolve(host.cwd(), file), data);
  if (options.json) sayJson(host, { ok: true, data, configFiles });
  else {
    say(host, `The house is back in ${shortPath(host, data)}.`);
    for (const config of configFiles)
      say(host, `Its configuration is ${shortPath(host, config)}: copy it to where you want it.`);
  }
  return 0;
}
