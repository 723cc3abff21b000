/** What is left to do of an item once the orders that it gave have left the process. */
export type Rest = () => void;

/**
 * The one serial queue of a home: reports, commands, verdicts and timers are handled one at a time, in order of arrival.
 *
 * What arrives while an item is being handled waits for it, so that a source which answers an order at once cannot slip
 * between an item and its effects.
 */
export class Inbox<Item> {
  readonly #handle: (item: Item) => Rest | undefined;
  readonly #waiting: Item[] = [];
  #isPaused = true;
  #isBusy = false;

  /** Begins paused: items gather until `resume`. */
  constructor(handle: (item: Item) => Rest | undefined) {
    this.#handle = handle;
  }

  push(item: Item): void {
    this.#waiting.push(item);
    if (!this.#isPaused) this.#drain();
  }

  resume(): void {
    this.#isPaused = false;
    this.#drain();
  }

  pause(): void {
    this.#isPaused = true;
  }

  /** Resolves when nothing is being handled and nothing waits. */
  async idle(): Promise<void> {
    while (this.#isBusy) await new Promise((resolve) => setImmediate(resolve));
  }

  #drain(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (!this.#isPaused) {
        const item = this.#waiting.shift();
        if (item === undefined) break;
        const rest = this.#handle(item);
        if (rest) return this.#finishNext(rest);
      }
    } catch (error) {
      this.#isBusy = false;
      throw error;
    }
    this.#isBusy = false;
  }

  /** Sockets write what they were given at the next tick: the rest of the item waits for that, and the next item for the rest. */
  #finishNext(rest: Rest): void {
    process.nextTick(() => {
      try {
        rest();
      } finally {
        this.#isBusy = false;
        this.#drain();
      }
    });
  }
}
