import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { CodeRecord, EnrolledKind } from './code-registry.ts';

export interface CodeRow extends CodeRecord {
  readonly hash: Buffer;
}

const PUT = `INSERT INTO credential (id, user, kind, duress, hash, at, label, since, until, uses)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET at = excluded.at, label = excluded.label, since = excluded.since,
    until = excluded.until, uses = excluded.uses`;

/** The table of codes and tags: their hashes, whose they are, and how long and how often they are good. */
export class CredentialTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  rows(): readonly CodeRow[] {
    return this.#database.prepare('SELECT * FROM credential ORDER BY user, kind, duress, at, id').all().map(read);
  }

  put({ id, user, kind, duress, addedAt, label, from, until, uses }: CodeRecord, hash: Buffer): void {
    const limits = [label ?? null, from ?? null, until ?? null, uses ?? null] as const;
    this.#database.prepare(PUT).run(id, user, kind, duress ? 1 : 0, hash, addedAt, ...limits);
  }

  drop(id: string): boolean {
    return this.#database.prepare('DELETE FROM credential WHERE id = ?').run(id).changes > 0;
  }

  dropAll(user: string): number {
    return Number(this.#database.prepare('DELETE FROM credential WHERE user = ?').run(user).changes);
  }

  /** Takes away the code without limits that a user has, except the one that is about to be written again. */
  dropUsual(user: string, duress: boolean, except: string | undefined): void {
    this.#database
      .prepare(
        `DELETE FROM credential WHERE user = ? AND kind = 'code' AND duress = ? AND id IS NOT ?
           AND since IS NULL AND until IS NULL AND uses IS NULL`,
      )
      .run(user, duress ? 1 : 0, except ?? null);
  }
}

function read(row: Record<string, SQLOutputValue>): CodeRow {
  return {
    id: String(row['id']),
    user: String(row['user']),
    kind: String(row['kind']) as EnrolledKind,
    duress: row['duress'] === 1,
    addedAt: Number(row['at']),
    ...(row['label'] === null ? {} : { label: String(row['label']) }),
    ...(row['since'] === null ? {} : { from: Number(row['since']) }),
    ...(row['until'] === null ? {} : { until: Number(row['until']) }),
    ...(row['uses'] === null ? {} : { uses: Number(row['uses']) }),
    hash: Buffer.from(row['hash'] as Uint8Array),
  };
}
