import type { EngineState } from '@nightlatch/alarm';
import { troubles } from '@nightlatch/alarm';
import type { DeviceId, HomeChange, Trouble, TroubleKind } from '@nightlatch/model';
import type { HomeStore } from '@nightlatch/state';
import type { EngineTime } from './engine-time.ts';

/** Shows the engine's troubles, with the words of whoever found them. */
export class TroubleBoard {
  readonly #store: HomeStore;
  readonly #time: EngineTime;
  readonly #state: () => EngineState;
  readonly #details = new Map<string, string>();

  constructor(store: HomeStore, time: EngineTime, state: () => EngineState) {
    this.#store = store;
    this.#time = time;
    this.#state = state;
  }

  /** Notes what to say of a trouble that is about to be shown. */
  explain(kind: TroubleKind, device: DeviceId | undefined, detail: string): void {
    this.#details.set(keyOf(kind, device), detail);
  }

  show(effect: { readonly kind: TroubleKind; readonly device?: DeviceId; readonly on: boolean }, at: number): void {
    const detail = this.#details.get(keyOf(effect.kind, effect.device));
    const change: HomeChange = {
      type: 'trouble',
      kind: effect.kind,
      ...(effect.device === undefined ? {} : { device: effect.device }),
      on: effect.on,
      ...(detail === undefined ? {} : { detail }),
      at,
    };
    if (!effect.on) this.#details.delete(keyOf(effect.kind, effect.device));
    this.#store.setTroubles(this.#current(), [change]);
  }

  /** Puts the engine's troubles in place without a change: at start. */
  refresh(): void {
    this.#store.setTroubles(this.#current(), []);
  }

  #current(): readonly Trouble[] {
    return troubles(this.#state()).map((trouble) => {
      const detail = this.#details.get(keyOf(trouble.kind, trouble.device));
      return { ...trouble, since: this.#time.toWall(trouble.since), ...(detail === undefined ? {} : { detail }) };
    });
  }
}

function keyOf(kind: TroubleKind, device: DeviceId | undefined): string {
  return `${kind} ${device ?? ''}`;
}
