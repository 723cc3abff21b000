/**
 * The one serial queue of a home: reports, commands, verdicts and timers are handled one at a time, in order of arrival.
 *
 * What arrives while an item is being handled waits for it, so that a source which answers an order at once cannot slip
 * between an item and its effects.
 */
export class Inbox<Item> {
  readonly #handle: (item: Item) => void;
  readonly #waiting: Item[] = [];
  #isPaused = true;
  #isBusy = false;

  /** Begins paused: items gather until `resume`. */
  constructor(handle: (item: Item) => void) {
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

  #drain(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let item = this.#waiting.shift(); item !== undefined; item = this.#waiting.shift()) this.#handle(item);
    } finally {
      this.#isBusy = false;
    }
  }
}
