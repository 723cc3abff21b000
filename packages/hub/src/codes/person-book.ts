import type { DatabaseSync } from 'node:sqlite';
import type { Person, PersonRights, Verb } from '@nightlatch/model';

/** What somebody may do who was let in without being asked what for: come home and leave. */
export const USUAL_RIGHTS: readonly Verb[] = ['arm', 'disarm', 'silence', 'acknowledge', 'panic', 'lock', 'unlock'];

/** The people whom the database lets in, beside those of the configuration, which goes before it. */
export interface PersonBook {
  people(): readonly Person[];
  /** Lets somebody in, or changes what they may. In force at the next code or tag. */
  putPerson(person: Person): void;
  /** Takes somebody out, with all their codes and tags. @returns Whether there was anything to take. */
  removePerson(name: string): boolean;
}

/** Reads and writes people through a database connection of its owner. */
export class SqlitePersonBook {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  people(): readonly Person[] {
    const rows = this.#database.prepare('SELECT name, body FROM person ORDER BY name').all();
    return rows.map((row) => ({
      name: String(row['name']),
      ...(JSON.parse(String(row['body'])) as PersonRights),
    }));
  }

  putPerson({ name, ...rights }: Person): void {
    this.#database
      .prepare('INSERT INTO person (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body')
      .run(name, JSON.stringify(rights));
  }

  removePerson(name: string): boolean {
    return this.#database.prepare('DELETE FROM person WHERE name = ?').run(name).changes > 0;
  }
}
