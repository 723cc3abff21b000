import type { DatabaseSync } from 'node:sqlite';

/** Under which key of the table `meta` the uses are kept. */
export const USES_KEY = 'uses';

/**
 * Reads how often each code or tag of limited uses was good. The engine counts; this is its count as of the last commit, for
 * those who show it beside the running hub.
 */
export function readUses(database: DatabaseSync): Readonly<Record<string, number>> {
  const row = database.prepare('SELECT value FROM meta WHERE key = ?').get(USES_KEY);
  return row ? (JSON.parse(String(row['value'])) as Record<string, number>) : {};
}
