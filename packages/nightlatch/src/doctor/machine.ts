import { accessSync, constants, existsSync, statSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockHolder, readJournal } from '@nightlatch/hub';
import type { Diagnosis } from './diagnosis.ts';
import { broken, doubtful, well } from './diagnosis.ts';

const MEGABYTE = 1024 * 1024;
/** A house writes a few megabytes a month; a database that cannot grow is trouble. */
const ENOUGH_BYTES = 200 * MEGABYTE;
const TOO_LITTLE_BYTES = 20 * MEGABYTE;
/** No clock that is right shows less: this release is younger. */
const RELEASED_AT = Date.UTC(2026, 0, 1);
/** A journal that is further ahead than this was written under another clock. */
const CLOCK_MARGIN_MS = 120_000;

/** Says which Node runs us. That it is new enough was seen before we started. */
export function nodeDiagnosis(): Diagnosis {
  const [major = 0] = process.versions.node.split('.').map(Number);
  const detail = `${process.version} on ${process.platform} ${process.arch}`;
  if (major % 2 === 0) return well('Node', detail);
  return doubtful('Node', `${detail}, a version without long-term support`, 'Use an even version: 22, 24 or 26.');
}

/** Looks at the data folder: who holds it, whether it can be written, whether its keys are ours alone. */
export function dataDiagnoses(data: string): readonly Diagnosis[] {
  if (!existsSync(data))
    return [well('Data', `${data} will be made on the first start`), spaceDiagnosis(dirname(data))];
  return [lockDiagnosis(data), keysDiagnosis(data), spaceDiagnosis(data)];
}

/** The process that noted itself as the holder of a data folder, where it lives. */
export function runningHub(data: string): number | undefined {
  const holder = lockHolder(data);
  return holder && isAlive(holder.pid) ? holder.pid : undefined;
}

function lockDiagnosis(data: string): Diagnosis {
  const pid = runningHub(data);
  if (pid !== undefined) return well('Data', `${data} is in use by the hub of process ${pid}`);
  try {
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
    return well('Data', `${data} can be written, and no hub runs on it`);
  } catch {
    return broken('Data', `${data} cannot be written`, `Run: chown -R ${process.env['USER'] ?? '$USER'} ${data}`);
  }
}

function keysDiagnosis(data: string): Diagnosis {
  const file = join(data, 'keys.json');
  if (!existsSync(file)) return well('Keys', 'will be made on the first start');
  const mode = statSync(file).mode & 0o777;
  if (process.platform === 'win32' || (mode & 0o077) === 0) return well('Keys', 'only you can read them');
  return broken('Keys', `others on this machine may read ${file}`, `Run: chmod 600 ${file}`);
}

function spaceDiagnosis(folder: string): Diagnosis {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : '.');
  const free = bavail * bsize;
  const detail = `${Math.round(free / MEGABYTE)} MB free`;
  const remedy = 'Make room: the journal cannot be written on a full disk.';
  if (free < TOO_LITTLE_BYTES) return broken('Disk', detail, remedy);
  return free < ENOUGH_BYTES ? doubtful('Disk', detail, remedy) : well('Disk', detail);
}

/** Looks whether the clock can be right: delays survive a wrong one, instants in the journal do not. */
export async function clockDiagnosis(data: string, now = Date.now()): Promise<Diagnosis> {
  const remedy = 'Set the clock, and let it follow a time server (timedatectl set-ntp true).';
  if (now < RELEASED_AT) return broken('Clock', `says ${new Date(now).toISOString()}`, remedy);
  const newest = await newestEntryAt(data);
  if (newest !== undefined && newest > now + CLOCK_MARGIN_MS) {
    return doubtful('Clock', `is behind the journal, which ends at ${new Date(newest).toISOString()}`, remedy);
  }
  return well('Clock', new Date(now).toISOString());
}

async function newestEntryAt(data: string): Promise<number | undefined> {
  if (!existsSync(join(data, 'hub.db'))) return undefined;
  for await (const { at } of readJournal(data, { limit: 1 })) return at;
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
