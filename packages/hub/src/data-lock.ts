import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NightlatchError } from '@nightlatch/model';

/** Who holds a data folder. */
export interface LockHolder {
  readonly pid: number;
  readonly instance: string;
}

/** A held data folder. */
export interface DataLock {
  release(): void;
}

/**
 * Claims a data folder for one hub, for as long as the process lives.
 *
 * The claim is an exclusive SQLite lock, which the operating system drops with the process however it dies, so a hub
 * that was killed never locks itself out, and a reused process id is never mistaken for a living hub.
 *
 * @throws NightlatchError `data-locked` naming the process that holds the folder.
 */
export function claimData(dataDir: string, instance: string): DataLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(dataDir, 'hub.lock'));
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    const holder = lockHolder(dataDir);
    const who = holder ? `hub ${holder.instance} (process ${holder.pid})` : 'another hub';
    throw new NightlatchError(
      'data-locked',
      `${dataDir} is in use by ${who}: stop it, or set this one to role: join.`,
      {
        cause,
      },
    );
  }
  const note = join(dataDir, 'hub.pid');
  writeFileSync(note, JSON.stringify({ pid: process.pid, instance } satisfies LockHolder), { mode: 0o600 });
  return {
    release() {
      rmSync(note, { force: true });
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

/** Reads who noted itself as the holder of a data folder; undefined when nobody did. The note may be of a dead process. */
export function lockHolder(dataDir: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'hub.pid'), 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}

/** Tells whether the process that holds a data folder by its note is there: without touching the lock, which a hub may be taking. */
export function isHubRunning(dataDir: string): boolean {
  const holder = lockHolder(dataDir);
  if (!holder) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
