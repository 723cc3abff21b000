import type { Credential, Credentials, NewCredential, Person } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';

/** The codes of a house, in memory: unique, and never shown. */
export class MemoryCredentials implements Credentials {
  readonly #codes: (Credential & { readonly secret: string; readonly can?: NewCredential['can'] })[] = [];
  readonly #people = new Map<string, Person>();
  readonly #configured: readonly Person[];
  #next = 1;

  /** @param configured The household's own, whom nobody changes. */
  constructor(configured: readonly Person[] = []) {
    this.#configured = configured;
  }

  person(name: string): Person | undefined {
    return this.#configured.find((it) => it.name === name) ?? this.#people.get(name);
  }

  admit(person: Person): boolean {
    if (this.#configured.some(({ name }) => name === person.name)) return false;
    this.#people.set(person.name, person);
    return true;
  }

  dismiss(name: string): boolean {
    if (this.#configured.some((it) => it.name === name)) return false;
    this.removeAll(name);
    return this.#people.delete(name);
  }

  list(): readonly Credential[] {
    return this.#codes.map(({ id, user, kind, addedAt }) => ({ id, user, kind, addedAt }));
  }

  async add({ user, kind, secret, can }: NewCredential): Promise<Credential> {
    const text = secret.reveal();
    if (!/^\d{4,12}$/.test(text)) throw new NightlatchError('code-invalid', 'A code has 4 to 12 digits.');
    if (this.#codes.some((it) => it.secret === text)) throw new NightlatchError('code-taken', 'Choose another.');
    const code = { id: `c${this.#next++}`, user, kind, addedAt: 0 };
    this.#codes.push({ ...code, secret: text, ...(can ? { can } : {}) });
    return code;
  }

  remove(id: string): boolean {
    const index = this.#codes.findIndex((it) => it.id === id);
    if (index >= 0) this.#codes.splice(index, 1);
    return index >= 0;
  }

  removeAll(user: string): number {
    const mine = this.#codes.filter((it) => it.user === user);
    for (const { id } of mine) this.remove(id);
    return mine.length;
  }

  /** Whose code it is, and what its owner may do where an app enrolled them. */
  ownerOf(code: string): { user: string; can: NewCredential['can'] } | undefined {
    const found = this.#codes.find(({ secret }) => secret === code);
    return found && { user: found.user, can: found.can };
  }
}
