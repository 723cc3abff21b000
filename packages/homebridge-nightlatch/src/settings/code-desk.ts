import { openCodes } from '@nightlatch/assembly';
import type { CodeRecord, CodeRegistry } from '@nightlatch/assembly';
import type { Person } from '@nightlatch/model';
import type { CodeRequest } from './code-request.ts';

/** Everybody whom the database of a home knows. */
export interface Enrolled {
  readonly codes: readonly CodeRecord[];
  readonly people: readonly Person[];
}

/** Enrols and revokes codes in the database of a home, beside its hub if that is running. A code goes nowhere else. */
export class CodeDesk {
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  list(): Promise<Enrolled> {
    return this.#with((codes) => ({ codes: codes.list(), people: codes.people() }));
  }

  /**
   * Enrols a code or tag, and lets its holder in if nobody has yet.
   *
   * @param isNamed Tells of somebody that the configuration names them: it decides what they may do.
   * @throws NightlatchError with words for the person at the page.
   */
  add({ name, secret, options, can }: CodeRequest, isNamed: boolean): Promise<void> {
    return this.#with(async (codes) => {
      await codes.add(name, secret, options);
      if (!isNamed && !codes.people().some((person) => person.name === name)) codes.putPerson({ name, can });
    });
  }

  /** Revokes every code and tag of somebody, and takes them out. */
  remove(name: string): Promise<boolean> {
    return this.#with((codes) => codes.removePerson(name));
  }

  /** Revokes one code or tag. */
  revoke(id: string): Promise<boolean> {
    return this.#with((codes) => codes.revoke(id));
  }

  async #with<T>(work: (codes: CodeRegistry) => T | Promise<T>): Promise<T> {
    const codes = openCodes(this.#dataDir);
    try {
      return await work(codes);
    } finally {
      codes.close();
    }
  }
}
