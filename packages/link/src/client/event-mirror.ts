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
 * shows unknown. What happens is shown as soon as it is told, which may be before the hub has it on disk: a hub that
 * loses power then counts on from what it had, so the mirror remembers how far that was confirmed.
 */
export class EventMirror {
  readonly #store: HomeStore;
  readonly #held = new Map<number, JsonObject>();
  #last: number | undefined;
  #confirmed: number | undefined;
  #isInStep = false;

  constructor(store: HomeStore) {
    this.#store = store;
  }

  /** The number of the last event applied; undefined before the first state. */
  get last(): number | undefined {
    return this.#last;
  }

  /** The number up to which the hub has what was applied on disk. */
  get confirmed(): number | undefined {
    return this.#confirmed;
  }

  get isInStep(): boolean {
    return this.#isInStep;
  }

  /** Shows unknown until the next resync. */
  lose(at: number): void {
    this.#isInStep = false;
    this.#held.clear();
    this.#store.setLink('unknown', at);
  }

  /** Takes what has just happened. Out of its order it waits for the event, and is never asked for. */
  receiveLive(message: JsonObject): void {
    this.#take(message);
  }

  /** Takes an event. @returns Whether something before it is missing, which must be asked for. */
  receive(message: JsonObject): boolean {
    const n = this.#take(message);
    if (n === undefined || !this.#isInStep) return false;
    this.#confirmed = Math.max(this.#confirmed ?? 0, Math.min(n, this.#last ?? 0));
    return n > (this.#last ?? 0);
  }

  /**
   * Takes the hub's account of where the home is, and is in step again.
   *
   * Missed events are delivered after the link is shown online, as the history that they are. A whole state is put in
   * place before, so that nothing outdated is shown as true for even a moment.
   *
   * @param isSameHub Whether it is the hub whose state the mirror holds. What another told before its disk had it never was.
   */
  resync({ n, at, changes, state }: Resync, isSameHub: boolean): void {
    if (!isSameHub) this.#last = this.#confirmed;
    const canCatchUp = changes !== undefined && this.#confirmed !== undefined && this.#confirmed <= n;
    if (canCatchUp) {
      this.#store.setLink('online', at);
      for (const change of changes) this.#applyNext(change);
    }
    if (state) replaceState(this.#store, state, at);
    if (!canCatchUp && !state) return;
    this.#last = state ? n : Math.max(n, this.#last ?? 0);
    this.#confirmed = n;
    this.#isInStep = true;
    this.#store.setLink('online', at);
    for (const held of this.#held.keys()) if (held <= this.#last) this.#held.delete(held);
    this.#applyHeld();
  }

  #take(message: JsonObject): number | undefined {
    const n = numberOf(message, 'n');
    if (n === undefined || (this.#isInStep && n <= (this.#last ?? 0))) return n;
    if (this.#held.size >= HELD_EVENTS) this.#held.clear();
    this.#held.set(n, message);
    if (this.#isInStep) this.#applyHeld();
    return n;
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
