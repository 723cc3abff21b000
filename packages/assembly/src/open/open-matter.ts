import { join } from 'node:path';
import type { LockPolicy } from '@nightlatch/bridge-matter';
import type { MatterPairing } from '@nightlatch/bridge-matter/server';
import type { Clock, Credentials, Home, Log } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import { WITHOUT_CODE } from '../plan/policy.ts';
import type { Config } from '../schema/configuration-schema.ts';

/** The Matter bridge of a home that is open. */
export interface OpenMatter {
  /** How each of its bridges is paired, for people to read: these codes let anyone in. */
  pairings(): readonly MatterPairing[];
  close(): Promise<void>;
}

export interface OpenMatterOptions {
  readonly dataDir: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** The codes of the house, where its hub runs here. */
  readonly credentials?: Credentials;
}

/**
 * Opens the Matter bridge that a configuration asks for.
 *
 * What cannot work is an error in the log, and never the end of the alarm.
 */
export async function openMatter(
  config: Config,
  home: Home,
  { dataDir, log, clock, credentials }: OpenMatterOptions,
): Promise<OpenMatter | undefined> {
  const { matter: options } = config.bridges;
  if (!options) return undefined;
  try {
    // matter.js is loaded only where it is needed: it costs 100 MB of memory.
    const { MatterServer } = await import('@nightlatch/bridge-matter/server');
    const server = new MatterServer({
      options,
      folder: join(dataDir, 'matter'),
      log,
      language: config.home.language,
      lockPolicy: matterLockPolicy(config),
      ...(clock ? { clock } : {}),
      ...(credentials ? { credentials } : {}),
      isRemote: config.link?.role === 'join',
      ...(config.home.timeZone === undefined ? {} : { timeZone: config.home.timeZone }),
    });
    await server.start(home);
    return { pairings: () => server.pairings(), close: () => server.stop() };
  } catch (error) {
    log.error(`Matter is not shown: ${error instanceof NightlatchError ? error.message : String(error)}`);
    return undefined;
  }
}

/** What the one policy says of locks, as Matter tells it to apps. */
export function matterLockPolicy({ policy }: Pick<Config, 'policy'>): LockPolicy {
  const withoutCode = policy.withoutCode.matter ?? WITHOUT_CODE.matter;
  const { attempts, seconds } = policy.lockout;
  return { needsPin: !withoutCode.includes('unlock'), wrongCodes: attempts, lockoutSeconds: seconds };
}
