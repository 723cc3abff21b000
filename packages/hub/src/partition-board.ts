import type { AlarmEffect, EngineState } from '@nightlatch/alarm';
import { masterOf, partitionIds, partitionView } from '@nightlatch/alarm';
import type { Clock, PartitionId, PartitionView } from '@nightlatch/model';
import type { HomeStore } from '@nightlatch/state';
import type { EngineTime } from './engine-time.ts';

export interface PartitionBoardOptions {
  readonly store: HomeStore;
  readonly time: EngineTime;
  readonly clock: Clock;
  readonly state: () => EngineState;
  /** Called when something but the alarm state changed: the board asks to be brought up to date after so long, once for many. */
  readonly onTouched: (delayMs: number) => void;
}

/** Readiness is shown at most this often: a house that wakes up would otherwise tell it with each of its sensors. */
const REFRESH_MS = 50;

/**
 * Keeps the partitions in the store as the engine has them. A change of state shows at once; readiness and bypasses, which
 * can change a thousand times a second, show together a moment later.
 */
export class PartitionBoard {
  readonly #options: PartitionBoardOptions;
  readonly #touched = new Set<PartitionId>();
  /** When the board may next be brought up to date, in monotonic milliseconds. */
  #nextAt = Number.NEGATIVE_INFINITY;
  #isDue = false;

  constructor(options: PartitionBoardOptions) {
    this.#options = options;
  }

  /** Shows a change of state, with what brought it about. */
  moved(effect: Extract<AlarmEffect, { type: 'state' }>): void {
    this.#show(effect.partition, { cause: effect.cause, ...(effect.actor ? { actor: effect.actor } : {}) });
  }

  /** A change of state that shows meanwhile takes nothing off: else each would ask anew, later and later. */
  touched(partition: PartitionId): void {
    this.#touched.add(partition);
    if (this.#isDue) return;
    this.#isDue = true;
    this.#options.onTouched(Math.max(0, this.#nextAt - this.#options.clock.monotonic()));
  }

  /** Shows what was touched since. */
  refresh(): void {
    this.#isDue = false;
    this.#nextAt = this.#options.clock.monotonic() + REFRESH_MS;
    for (const partition of this.#touched) this.#show(partition, {});
  }

  /** Shows every partition, and takes down those that are gone. */
  refreshAll(): void {
    const { store, state } = this.#options;
    store.setMaster(masterOf(state()));
    const ids = partitionIds(state());
    for (const id of store.snapshot.partitions.keys()) if (!ids.includes(id)) store.removePartition(id);
    for (const id of ids) this.#show(id, {});
  }

  #show(id: PartitionId, why: Pick<Extract<AlarmEffect, { type: 'state' }>, 'actor'> & { cause?: unknown }): void {
    const { store, state, clock } = this.#options;
    this.#touched.delete(id);
    if (!partitionIds(state()).includes(id)) return store.removePartition(id);
    const from = store.snapshot.partitions.get(id);
    const to = this.#inWallTime(partitionView(state(), id));
    if (from && isSameView(from, to)) return;
    store.setPartition({
      type: 'partition',
      partition: id,
      ...(from ? { from } : {}),
      to,
      ...(why as object),
      at: clock.now(),
    });
  }

  #inWallTime(view: PartitionView): PartitionView {
    const { time } = this.#options;
    return {
      ...view,
      ...(view.until === undefined ? {} : { until: time.toWall(view.until) }),
      alarms: view.alarms.map((alarm) => ({ ...alarm, since: time.toWall(alarm.since) })),
    };
  }
}

/** Compares what can change from one moment to the next; the zones change with the configuration only, and then all at once. */
function isSameView({ zones: before, ...from }: PartitionView, { zones: after, ...to }: PartitionView): boolean {
  return (
    (before === after || JSON.stringify(before) === JSON.stringify(after)) &&
    JSON.stringify(from) === JSON.stringify(to)
  );
}
