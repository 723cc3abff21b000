import type { Listenable } from '@nightlatch/model';

/** A list of listeners, told in the order in which they came. */
export class Listeners<T> implements Listenable<T> {
  readonly #listeners = new Set<(value: T) => void>();

  subscribe(listener: (value: T) => void): { unsubscribe(): void } {
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return { unsubscribe: () => this.#listeners.delete(own) };
  }

  tell(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  clear(): void {
    this.#listeners.clear();
  }
}
