import type { EndpointHost } from './endpoint-host.ts';
import type { ClusterEvent, EndpointPlan } from './plan/endpoint-plan.ts';

/** An endpoint as an earlier start showed it: enough to show it again before its device is heard of. */
export type RememberedEndpoint = Omit<EndpointPlan, 'read' | 'told' | 'notice' | 'ask'> & {
  /** Starts of the home, one after the other, in which nothing stood behind it. */
  readonly absentStarts: number;
};

/** Where remembered endpoints are kept between starts. */
export interface EndpointMemory {
  readonly endpoints: readonly RememberedEndpoint[];
  save(endpoints: readonly RememberedEndpoint[]): void;
}

/** Starts of the home, one after the other, in which an endpoint had no device: after these it is gone for good. */
const PATIENCE_STARTS = 3;

/**
 * Shows what an earlier start showed, unreachable, until its device is there again.
 *
 * An app takes an endpoint that is missing for one that was removed, with its room and automations. Devices are heard of
 * only some time after a start, and those of a hub elsewhere perhaps much later.
 */
export class RememberingHost implements EndpointHost {
  readonly #host: EndpointHost;
  readonly #memory: EndpointMemory;
  readonly #known: Map<string, RememberedEndpoint>;
  readonly #present = new Set<string>();
  #isSaving = false;

  constructor(host: EndpointHost, memory: EndpointMemory) {
    this.#host = host;
    this.#memory = memory;
    this.#known = new Map(memory.endpoints.map((it) => [it.key, it]));
  }

  /** Whether an earlier start showed anything. */
  get hasAny(): boolean {
    return this.#memory.endpoints.length > 0;
  }

  /** Shows what is remembered. Call it before the home is shown. */
  async restore(): Promise<void> {
    const unreachable = { reachable: false, clusters: {} };
    for (const remembered of this.#known.values()) this.#host.show({ ...remembered, read: () => unreachable });
    await this.#host.settled();
  }

  show(plan: EndpointPlan): void {
    const { key, kind, power, name, room, rank, shape, about, initial } = plan;
    const isBack = !this.#present.has(key);
    this.#present.add(key);
    this.#known.set(key, {
      key,
      kind,
      power,
      name,
      rank,
      shape,
      about,
      initial,
      absentStarts: 0,
      ...(room === undefined ? {} : { room }),
    });
    this.#host.show(plan);
    if (isBack) this.#host.refresh(key);
    this.#save();
  }

  refresh(key: string, events?: readonly ClusterEvent[]): void {
    this.#host.refresh(key, events);
  }

  remove(key: string): void {
    this.#known.delete(key);
    this.#present.delete(key);
    this.#host.remove(key);
    this.#save();
  }

  complete(): void {
    for (const [key, remembered] of this.#known) {
      if (this.#present.has(key)) continue;
      if (remembered.absentStarts >= PATIENCE_STARTS) this.remove(key);
      else this.#known.set(key, { ...remembered, absentStarts: remembered.absentStarts + 1 });
    }
    this.#host.complete?.();
    this.#save();
  }

  async settled(): Promise<void> {
    await this.#host.settled();
  }

  /** Once for all that changes in one turn. */
  #save(): void {
    if (this.#isSaving) return;
    this.#isSaving = true;
    queueMicrotask(() => {
      this.#isSaving = false;
      this.#memory.save([...this.#known.values()]);
    });
  }
}
