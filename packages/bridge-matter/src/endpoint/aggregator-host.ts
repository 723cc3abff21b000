import type { Endpoint, EndpointType } from '@matter/main';
import type { Clock, Log } from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';
import { Cameras } from '../camera/cameras.ts';
import { cameraEndpoint } from '../camera/doorbell-parts.ts';
import type { EndpointHost } from '../endpoint-host.ts';
import { mergeStates } from '../plan/device-view.ts';
import type { ClusterEvent, ClusterStates, EndpointPlan } from '../plan/endpoint-plan.ts';
import { Asking } from './asking.ts';
import { endpointIdentity } from './identity.ts';
import { changesOf, tellEndpoint } from './live-endpoint.ts';
import type { LockUsers } from './lock-users.ts';
import type { LockPolicy } from './lock-settings.ts';
import { USUAL_LOCK_POLICY, lockSettings, policyAttributes } from './lock-settings.ts';
import type { MatterModule } from './matter-module.ts';
import { Wardrobe } from './wardrobe.ts';

/** What endpoints are added to. */
export interface EndpointParent {
  add(endpoint: Endpoint): Promise<unknown>;
}

/** Where endpoints hang: a bridge's aggregator, chosen for each endpoint, so that several bridges can share a house. */
export interface Aggregators {
  /** @returns undefined when there is no room for it anywhere. */
  aggregatorFor(plan: EndpointPlan, identity: string): Promise<EndpointParent | undefined>;
  /**
   * Takes an endpoint away, where a host keeps lists of its own: for good, or so that its number in the apps is kept for
   * the one that takes its place.
   */
  takeOut?(endpoint: Endpoint, isForGood: boolean): Promise<void>;
  /** The name that we gave it last, in an earlier start or in this one: another one now is a renaming of ours. */
  nameGiven(identity: string, name: string): 'same' | 'new';
  /** It is gone for good. */
  forget(identity: string): void;
  complete?(): Promise<void>;
}

export interface AggregatorHostParts {
  readonly matter: MatterModule;
  readonly homeId: string;
  readonly aggregators: Aggregators;
  readonly log: Log;
  readonly clock?: Clock;
  readonly lockPolicy?: LockPolicy;
  /** The people whom locks list; nobody when absent. */
  readonly lockUsers?: LockUsers;
}

interface Live {
  plan: EndpointPlan;
  readonly shape: string;
  readonly endpoint: Endpoint;
  /** What it shows once all that waits has been told. */
  told: ClusterStates;
  waiting: number;
  telling: Promise<void>;
}

/** Shows endpoints on matter.js nodes. Each endpoint's changes are made one after the other. */
export class AggregatorHost implements EndpointHost {
  readonly #parts: AggregatorHostParts;
  readonly #policy: LockPolicy;
  readonly #wardrobe: Wardrobe;
  readonly #asking: Asking;
  readonly #cameras: Cameras | undefined;
  readonly #live = new Map<string, Live>();
  #queue: Promise<void> = Promise.resolve();
  readonly #telling = new Set<Promise<void>>();

  constructor(parts: AggregatorHostParts) {
    this.#parts = parts;
    this.#policy = parts.lockPolicy ?? USUAL_LOCK_POLICY;
    this.#asking = new Asking((endpoint, events) => tellEndpoint(endpoint as Endpoint, {}, events));
    const { matter, log, clock = systemClock } = parts;
    this.#cameras =
      matter.cameras && new Cameras({ matter, cameras: matter.cameras, asking: this.#asking, clock, log });
    this.#wardrobe = new Wardrobe(matter, this.#asking, parts.lockUsers, this.#cameras);
  }

  /** The Matter endpoint that shows a plan, once it is there. */
  endpoint(key: string): Endpoint | undefined {
    return this.#live.get(key)?.endpoint;
  }

  get size(): number {
    return this.#live.size;
  }

  show(plan: EndpointPlan): void {
    const live = this.#live.get(plan.key);
    if (live && live.shape === shapeOf(plan)) {
      const isRenamed = live.plan.name !== plan.name || live.plan.room !== plan.room;
      live.plan = plan;
      this.#asking.set(live.endpoint, plan);
      if (isRenamed) this.#enqueue(plan, () => this.#rename(live));
      return;
    }
    this.#enqueue(plan, () => this.#build(plan));
  }

  refresh(key: string, events: readonly ClusterEvent[] = []): void {
    const live = this.#live.get(key);
    if (live) this.#tell(live, events);
  }

  /** Tells everything that is not as it should be, as after a node has begun anew. */
  refreshAll(): void {
    for (const live of this.#live.values()) this.#tell(live, []);
  }

  remove(key: string): void {
    this.#enqueue({ name: key }, async () => {
      const live = this.#live.get(key);
      this.#live.delete(key);
      this.#parts.aggregators.forget(endpointIdentity(this.#parts.homeId, key));
      if (live) await this.#takeOut(live, true);
    });
  }

  complete(): void {
    this.#enqueue({ name: 'the bridge' }, async () => await this.#parts.aggregators.complete?.());
  }

  async settled(): Promise<void> {
    await this.#queue;
    while (this.#telling.size > 0) await Promise.all(this.#telling);
  }

  #enqueue({ name }: Pick<EndpointPlan, 'name'>, step: () => Promise<void>): void {
    this.#queue = this.#queue.then(step).catch((error: unknown) => {
      this.#parts.log.error(`Matter does not take ${name}: ${String(error)}`);
    });
  }

  async #build(plan: EndpointPlan): Promise<void> {
    const { homeId, aggregators, log } = this.#parts;
    const identity = endpointIdentity(homeId, plan.key);
    const old = this.#live.get(plan.key);
    if (old && old.shape === shapeOf(plan)) return;
    const aggregator = await aggregators.aggregatorFor(plan, identity);
    if (!aggregator) {
      log.warn(`There is no room on the Matter bridges for ${plan.name}: it is left out.`);
      return;
    }
    if (old) await this.#takeOut(old, false);
    const endpoint = this.#make(plan, identity);
    this.#asking.set(endpoint, plan);
    await aggregator.add(endpoint);
    const live: Live = {
      plan,
      shape: shapeOf(plan),
      endpoint,
      told: plan.initial,
      waiting: 0,
      telling: Promise.resolve(),
    };
    this.#live.set(plan.key, live);
    if (aggregators.nameGiven(identity, plan.name) === 'new') await this.#rename(live);
    this.#tell(live, []);
  }

  /** An endpoint that is closed, not deleted, leaves its number in the apps to the one that takes its place. */
  async #takeOut({ endpoint }: Live, isForGood: boolean): Promise<void> {
    const { aggregators } = this.#parts;
    if (aggregators.takeOut) return await aggregators.takeOut(endpoint, isForGood);
    await (isForGood ? endpoint.delete() : endpoint.close());
  }

  #make(plan: EndpointPlan, identity: string): Endpoint {
    const { matter } = this.#parts;
    const { vendor, product, serial, firmware } = plan.about;
    const type: EndpointType = this.#wardrobe.typeOf({
      kind: plan.kind,
      power: plan.power,
      hasRoom: plan.room !== undefined,
      ...(plan.camera ? { camera: plan.camera.dress } : {}),
    });
    const isLock = plan.kind === 'lock';
    const state = mergeStates(plan.initial, isLock ? lockSettings(this.#policy) : undefined, {
      bridgedDeviceBasicInformation: {
        nodeLabel: short(plan.name),
        vendorName: short(vendor),
        productName: short(product),
        serialNumber: serial.slice(-32),
        uniqueId: identity,
        reachable: false,
        ...(firmware === undefined ? {} : { softwareVersionString: firmware.slice(0, 64) }),
      },
      ...(plan.room === undefined ? {} : { fixedLabel: roomLabel(plan.room) }),
    });
    if (!plan.camera || !this.#cameras) return new matter.Endpoint(type, { id: identity, ...state });
    const { state: own, parts } = cameraEndpoint(this.#cameras, plan.camera.dress, state);
    return new matter.Endpoint(type, { id: identity, ...own, parts });
  }

  async #rename({ plan, endpoint }: Live): Promise<void> {
    this.#parts.aggregators.nameGiven(endpointIdentity(this.#parts.homeId, plan.key), plan.name);
    await tellEndpoint(endpoint, {
      bridgedDeviceBasicInformation: { nodeLabel: short(plan.name) },
      ...(plan.room === undefined ? {} : { fixedLabel: roomLabel(plan.room) }),
    });
  }

  /** Each telling waits for the one before it: what opens and closes at once is told opened, then closed. */
  #tell(live: Live, events: readonly ClusterEvent[]): void {
    const { plan, endpoint } = live;
    const { reachable, clusters } = plan.read();
    const wanted = mergeStates(
      clusters,
      { bridgedDeviceBasicInformation: { reachable } },
      plan.kind === 'lock' ? { doorLock: policyAttributes(this.#policy) } : undefined,
    );
    const before = live.told;
    live.told = mergeStates(before, wanted);
    const all = [...(plan.told?.(before, live.told) ?? []), ...events];
    const isIdle = live.waiting === 0 && all.length === 0;
    if (isIdle && Object.keys(changesOf(endpoint, wanted)).length === 0) return;
    live.waiting += 1;
    const telling = live.telling
      .then(() => tellEndpoint(endpoint, changesOf(endpoint, wanted), all))
      .catch((error: unknown) => this.#parts.log.error(`Matter does not take ${plan.name}: ${String(error)}`))
      .finally(() => {
        live.waiting -= 1;
        this.#telling.delete(telling);
      });
    live.telling = telling;
    this.#telling.add(telling);
  }
}

/** What cannot change while an endpoint lives. A room that comes or goes brings or takes a cluster. */
function shapeOf({ shape, room }: EndpointPlan): string {
  return `${shape}:${room !== undefined}`;
}

function roomLabel(room: string): ClusterStates[string] {
  return { labelList: [{ label: 'room', value: room.slice(0, 16) }] };
}

/** Matter takes 32 characters. */
function short(text: string): string {
  return Array.from(text).slice(0, 32).join('');
}
