import type { Clock, TimerHandle } from '@nightlatch/model';

/**
 * What someone asked for and has not got yet: HomeKit's target, kept apart from the current state.
 *
 * It is forgotten when it came true, was refused, or after `patienceMs`, so that nothing is "Locking…" for ever.
 */
export class Wish<T> {
  readonly #clock: Clock;
  readonly #patienceMs: number;
  readonly #onForgotten: () => void;
  #value: T | undefined;
  #timer: TimerHandle | undefined;

  constructor(clock: Clock, patienceMs: number, onForgotten: () => void) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
    this.#onForgotten = onForgotten;
  }

  get value(): T | undefined {
    return this.#value;
  }

  make(value: T): void {
    this.forget();
    this.#value = value;
    this.#timer = this.#clock.after(this.#patienceMs, () => {
      this.forget();
      this.#onForgotten();
    });
  }

  forget(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#value = undefined;
  }
}
