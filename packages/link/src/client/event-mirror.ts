import type { HomeStore } from '@nightlatch/state';
import { applyChange } from '../mirror/apply-change.ts';
import { replaceState } from '../mirror/replace-state.ts';
import { readEvent } from '../wire/event-message.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { numberOf } from '../wire/json-object.ts';
import type { Resync } from '../wire/resync-message.ts';

/** Events kept while we wait to learn what came before them. */
const HELD_EVENTS = 20_000;

/**
 * Keeps a store at the hub's history: each event once, in order, without a gap.
 *
 * Events that come before what they follow are held. While the mirror is not in step nothing is applied, and the link
 * shows unknown.
 */
export class EventMirror {
  readonly #store: HomeStore;
  readonly #held = new Map<number, JsonObject>();
  #last: number | undefined;
  #isInStep = false;

  constructor(store: HomeStore) {
    this.#store = store;
  }

  /** The number of the last event applied; undefined before the first state. */
  get last(): number | undefined {
    return this.#last;
  }

  get isInStep(): boolean {
    return this.#isInStep;
  }

  /** Shows unknown until the next resync. */
  lose(at: number): void {
    this.#isInStep = false;
    this.#store.setLink('unknown', at);
  }

  /** Takes an event. @returns Whether something before it is missing, which must be asked for. */
  receive(message: JsonObject): boolean {
    const n = numberOf(message, 'n');
    if (n === undefined || (this.#last !== undefined && n <= this.#last && this.#isInStep)) return false;
    if (this.#held.size >= HELD_EVENTS) this.#held.clear();
    this.#held.set(n, message);
    if (!this.#isInStep) return false;
    this.#applyHeld();
    return this.#held.size > 0;
  }

  /**
   * Takes the hub's account of where the home is, and is in step again.
   *
   * Missed events are delivered after the link is shown online, as the history that they are. A whole state is put in
   * place before, so that nothing outdated is shown as true for even a moment.
   */
  resync({ n, at, changes, state }: Resync): void {
    const canCatchUp = changes !== undefined && this.#last !== undefined && this.#last <= n;
    if (canCatchUp) {
      this.#store.setLink('online', at);
      for (const change of changes) this.#applyNext(change);
    }
    if (state) replaceState(this.#store, state, at);
    if (!canCatchUp && !state) return;
    this.#last = n;
    this.#isInStep = true;
    this.#store.setLink('online', at);
    for (const held of this.#held.keys()) if (held <= n) this.#held.delete(held);
    this.#applyHeld();
  }

  #applyHeld(): void {
    for (;;) {
      const next = (this.#last ?? 0) + 1;
      const message = this.#held.get(next);
      if (!message) return;
      this.#held.delete(next);
      this.#applyNext(message);
    }
  }

  #applyNext(message: JsonObject): void {
    const event = readEvent(message, (id) => this.#store.snapshot.partitions.get(id));
    if (!event || (this.#last !== undefined && event.n <= this.#last)) return;
    this.#last = event.n;
    if (event.change) applyChange(this.#store, event.change);
  }
}
