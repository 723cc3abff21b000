import { writeFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { NightlatchError } from '@nightlatch/model';
import { keyName } from '../../keys.ts';
import { chainValueAfter } from '../chain-check.ts';
import type { StoredRow } from '../entry-rows.ts';
import { entryRows } from '../entry-rows.ts';
import { openJournal } from '../read-journal.ts';
import { keyFor } from '../verify/verify-journal.ts';
import type { IncidentHeader } from './incident-file.ts';
import { incidentLines } from './incident-file.ts';

/** Which entries to export, both ends included. */
export interface ExportRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Writes a stretch of the journal into a file of its own, readable by its owner only: one JSON object a line, with the
 * configuration that was in force, and the proof that nothing is missing. Silent alarms and duress are in it; a code never is.
 *
 * @returns How many entries were written.
 * @throws NightlatchError `file-exists`, `no-journal`, `nothing-there` where the range holds no entry, and those of `keyFor`.
 */
export function exportIncident(dataDir: string, file: string, { first, last }: ExportRange): number {
  const database = openJournal(dataDir);
  try {
    const key = keyFor(database, dataDir);
    database.exec('BEGIN');
    const rows = [...entryRows(database, first - 1, last)];
    const [oldest, newest] = [rows[0], rows.at(-1)];
    if (!oldest || !newest)
      throw new NightlatchError('nothing-there', `The journal holds none of the entries ${first} to ${last}.`);
    const header: IncidentHeader = {
      type: 'nightlatch-incident',
      v: 1,
      key: keyName(key),
      first: oldest.n,
      last: newest.n,
      before: Buffer.from(chainValueAfter(database, oldest.n - 1)).toString('hex'),
      from: new Date(oldest.at).toISOString(),
      to: new Date(newest.at).toISOString(),
      exportedAt: new Date().toISOString(),
    };
    const lines = incidentLines(key, header, { context: configurationBefore(database, oldest.n), rows });
    writeFileSync(file, `${[...lines].join('\n')}\n`, { mode: 0o600, flag: 'wx' });
    return rows.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new NightlatchError('file-exists', `${file} exists already: choose another name.`);
    throw error;
  } finally {
    database.close();
  }
}

function configurationBefore(database: DatabaseSync, n: number): { row: StoredRow; before: Uint8Array } | undefined {
  const found = database.prepare("SELECT max(n) AS n FROM entry WHERE kind = 'configured' AND n < ?").get(n)?.['n'];
  if (typeof found !== 'number') return undefined;
  const [row] = entryRows(database, found - 1, found);
  return row && { row, before: chainValueAfter(database, found - 1) };
}
