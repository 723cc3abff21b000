import type { CodeRegistry } from '@nightlatch/hub';
import { openCodes } from '@nightlatch/hub';
import { NightlatchError } from '@nightlatch/model';
import { readEnrolment, readSecret } from './enrolment.ts';
import { readGuestRights } from './guest-rights.ts';
import type { PeopleHouse } from './people-house.ts';
import type { PersonView } from './person-view.ts';
import { viewPeople } from './person-view.ts';

/**
 * Enrols and revokes for a settings page, in the database of a home, beside its hub if that is running; what it does is in
 * force at the next code or tag. It takes what a page sent as it came, and no answer or error of it holds a code.
 */
export class PeopleDesk {
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  list(house: PeopleHouse): Promise<readonly PersonView[]> {
    return this.#with((codes) => viewPeople(house, codes.list(), codes.people()));
  }

  /**
   * Enrols a code or tag, and lets its holder in if nobody has yet.
   *
   * @throws NightlatchError with words for the person at the page; `code-taken` does not say whose it is.
   */
  add(written: Readonly<Record<string, unknown>>, house: PeopleHouse): Promise<void> {
    const { name, options, rights } = readEnrolment(written, house);
    const secret = readSecret(written);
    return this.#with(async (codes) => {
      await codes.add(name, secret, options);
      const isKnown = house.named.includes(name) || codes.people().some((person) => person.name === name);
      if (!isKnown) codes.putPerson({ name, ...rights });
    });
  }

  /** Changes what a guest may do, where and when. @throws NightlatchError `named` for whom the configuration names. */
  setRights(name: string, written: unknown, house: PeopleHouse): Promise<void> {
    if (house.named.includes(name))
      throw new NightlatchError('named', `The configuration says what ${name} may do: change it there, under users.`);
    const rights = readGuestRights(name, written, house);
    return this.#with((codes) => {
      if (!isKnown(codes, name)) throw new NightlatchError('unknown-user', `Nobody is called ${name} any more.`);
      codes.putPerson({ name, ...rights });
    });
  }

  /** Revokes every code and tag of somebody, and takes them out. @returns Whether there was anything to revoke. */
  remove(name: string): Promise<boolean> {
    return this.#with((codes) => codes.removePerson(name));
  }

  /** Revokes one code or tag. @returns Whether there was one. */
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

function isKnown(codes: CodeRegistry, name: string): boolean {
  return codes.people().some((person) => person.name === name) || codes.list().some(({ user }) => user === name);
}
