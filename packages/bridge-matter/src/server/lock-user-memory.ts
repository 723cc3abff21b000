import { join } from 'node:path';
import type { Log } from '@nightlatch/model';
import type { LockUserMemory, LockUserNumbers } from '../endpoint/lock-users.ts';
import { readPrivateFile, writePrivateFile } from './private-file.ts';

/** Remembers the numbers of people and codes, which apps have learnt, across restarts. */
export function lockUserMemory(folder: string, log: Log): LockUserMemory {
  const file = join(folder, 'lock-users.json');
  let kept = read(file, log);
  const numbers = kept === '' ? undefined : (JSON.parse(kept) as LockUserNumbers);
  return {
    numbers,
    save(now) {
      const text = JSON.stringify(now);
      if (text === kept) return;
      try {
        writePrivateFile(file, text);
        kept = text;
      } catch (error) {
        log.error(`Matter cannot remember the people of its locks in ${file}: ${String(error)}`);
      }
    },
  };
}

/** @returns An empty text where nothing is kept, or nothing that can be read. */
function read(file: string, log: Log): string {
  try {
    const text = readPrivateFile(file, log);
    if (text === undefined) return '';
    const { users, codes } = JSON.parse(text) as Partial<LockUserNumbers>;
    if (Array.isArray(users) && typeof codes === 'object') return text;
    throw new TypeError('It holds something else.');
  } catch {
    log.warn(`${file} cannot be read and is begun anew: apps may show people of a lock under other numbers.`);
    return '';
  }
}
