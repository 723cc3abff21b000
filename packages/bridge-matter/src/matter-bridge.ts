import type { Bridge, Clock, DeviceState, Home, HomeChange, Language, Log, MediaDirectory } from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';
import type { EndpointHost } from './endpoint-host.ts';
import type { MatterViewConfig } from './options.ts';
import { matterViewSchema } from './options.ts';
import { CommandDesk } from './plan/command-desk.ts';
import { planDevice } from './plan/device-plan.ts';
import type { EndpointPlan } from './plan/endpoint-plan.ts';
import { planHome } from './plan/home-plan.ts';
import { planMaster, planPartition } from './plan/partition-plan.ts';
import type { Stage } from './plan/stage.ts';

export interface MatterBridgeParts {
  readonly host: EndpointHost;
  readonly log: Log;
  readonly options?: MatterViewConfig;
  /** Of the words that the household reads; English by default. */
  readonly language?: Language;
  /** The machine's by default. */
  readonly clock?: Clock;
  /** Cameras to show. Only on a host that was given what cameras need. */
  readonly media?: MediaDirectory;
}

/** A partition, a device, the master over the partitions, or the home itself. */
type Owner = `partition:${string}` | `device:${string}` | 'master' | 'home';

/**
 * Shows a home as Matter endpoints on any host.
 *
 * It owns no state: every endpoint reads the home's snapshot, and every change is told as it comes.
 */
export class MatterBridge implements Bridge {
  readonly #parts: MatterBridgeParts;
  #stage: Stage | undefined;
  readonly #shown = new Map<Owner, ReadonlyMap<string, EndpointPlan>>();
  #subscription: { unsubscribe(): void } | undefined;
  #cameras: { unsubscribe(): void } | undefined;
  #isComplete = false;

  constructor(parts: MatterBridgeParts) {
    this.#parts = parts;
  }

  async start(home: Home): Promise<void> {
    const { log, language = 'en', clock = systemClock, media } = this.#parts;
    const options = matterViewSchema.parse(this.#parts.options ?? {});
    this.#stage = {
      home,
      desk: new CommandDesk(home, log),
      clock,
      log,
      options,
      language,
      ...(media ? { media } : {}),
    };
    this.#subscription = home.changes.subscribe((change) => this.#follow(change));
    this.#cameras = media?.changes.subscribe(({ device }) => this.#followCamera(device));
    this.#showAll(this.#stage);
    await this.#parts.host.settled();
  }

  async stop(): Promise<void> {
    this.#subscription?.unsubscribe();
    this.#cameras?.unsubscribe();
    this.#stage = undefined;
    this.#shown.clear();
    await this.#parts.host.settled();
  }

  #follow(change: HomeChange): void {
    const stage = this.#stage;
    if (!stage) return;
    switch (change.type) {
      case 'link':
        this.#showAll(stage);
        return this.#refreshAll(change);
      case 'trouble':
        this.#refresh('home', change);
        return change.device === undefined ? undefined : this.#refresh(`device:${change.device}`, change);
      case 'removed':
        this.#show(`device:${change.device}`, []);
        return this.#refresh('home', change);
      case 'described':
        this.#showDevice(stage, change.device);
        return this.#refresh(`device:${change.device.id}`, change);
      case 'partition':
        this.#showPartitions(stage);
        this.#refresh(`partition:${change.partition}`, change);
        this.#refresh('master', change);
        return this.#refresh('home', change);
      case 'attribute':
      case 'availability':
      case 'event':
        this.#refresh(`device:${change.device}`, change);
        return isOfTamper(change) ? this.#refresh('home', change) : undefined;
      case 'refused':
      case 'hazard':
      case 'blind':
      case 'self-test':
      case 'walk-test':
      case 'report':
      case 'progress':
      case 'chime':
        return;
    }
  }

  #followCamera(id: string): void {
    const device = this.#stage?.home.snapshot.devices.get(id);
    if (!this.#stage || !device) return;
    this.#showDevice(this.#stage, device);
    for (const key of this.#shown.get(`device:${id}`)?.keys() ?? []) this.#parts.host.refresh(key);
  }

  /** The gravest first: a bridge may not have room for all. */
  #showAll(stage: Stage): void {
    const { link, devices, partitions } = stage.home.snapshot;
    const plans = [
      ...this.#own('home', planHome(stage)),
      ...this.#own('master', planMaster(stage)),
      ...[...partitions.values()].flatMap((view) => this.#own(`partition:${view.id}`, planPartition(stage, view))),
      ...[...devices.values()].flatMap((device) => this.#own(`device:${device.id}`, planDevice(stage, device))),
    ];
    for (const plan of plans.sort((a, b) => a.rank - b.rank)) this.#parts.host.show(plan);
    if (link !== 'online' || this.#isComplete) return;
    this.#isComplete = true;
    this.#parts.host.complete?.();
  }

  /** All of them: the first partition's endpoints are named anew when it gets company. */
  #showPartitions(stage: Stage): void {
    for (const view of stage.home.snapshot.partitions.values()) {
      this.#show(`partition:${view.id}`, planPartition(stage, view));
    }
    this.#show('master', planMaster(stage));
  }

  #showDevice(stage: Stage, device: DeviceState): void {
    this.#show(`device:${device.id}`, planDevice(stage, device));
  }

  #show(owner: Owner, plans: readonly EndpointPlan[]): void {
    for (const plan of this.#own(owner, plans)) this.#parts.host.show(plan);
  }

  /** Notes what an owner has now, and takes away what it no longer has. */
  #own(owner: Owner, plans: readonly EndpointPlan[]): readonly EndpointPlan[] {
    const now = new Map(plans.map((plan) => [plan.key, plan]));
    for (const key of this.#shown.get(owner)?.keys() ?? []) if (!now.has(key)) this.#parts.host.remove(key);
    if (now.size > 0) this.#shown.set(owner, now);
    else this.#shown.delete(owner);
    return plans;
  }

  #refresh(owner: Owner, change: HomeChange): void {
    for (const [key, plan] of this.#shown.get(owner) ?? []) this.#parts.host.refresh(key, plan.notice?.(change));
  }

  #refreshAll(change: HomeChange): void {
    for (const owner of this.#shown.keys()) this.#refresh(owner, change);
  }
}

function isOfTamper(change: HomeChange): boolean {
  return change.type === 'availability' || (change.type === 'attribute' && change.attribute.startsWith('tamper'));
}
