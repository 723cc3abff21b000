import type { Bridge, Clock, DeviceState, Home, HomeChange, Language, Log } from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';
import { AccessoryCast } from './accessory-cast.ts';
import type { AccessoryHost } from './accessory-host.ts';
import { CommandDesk } from './command-desk.ts';
import { planDevice } from './device-plan.ts';
import type { HapModule } from './hap.ts';
import { planHome } from './home-plan.ts';
import type { HomeKitConfig } from './options.ts';
import { homekitSchema } from './options.ts';
import { planMaster, planPartition } from './partition-plan.ts';
import type { Stage } from './shown.ts';
import { ordinaryLane, urgentLane } from './urgent-lane.ts';

export interface HomeKitBridgeParts {
  readonly hap: HapModule;
  readonly host: AccessoryHost;
  readonly log: Log;
  readonly options?: HomeKitConfig;
  /** Of the words that the household reads; English by default. */
  readonly language?: Language;
  /** The machine's by default. */
  readonly clock?: Clock;
}

/**
 * Shows a home in Apple Home.
 *
 * It owns no state: every characteristic reads the home's snapshot, and every change is told as it comes.
 */
export class HomeKitBridge implements Bridge {
  readonly #parts: HomeKitBridgeParts;
  #stage: Stage | undefined;
  #cast: AccessoryCast | undefined;
  #subscription: { unsubscribe(): void } | undefined;
  #hasCountedStart = false;

  constructor(parts: HomeKitBridgeParts) {
    this.#parts = parts;
  }

  async start(home: Home): Promise<void> {
    const { hap, host, log, language = 'en', clock = systemClock } = this.#parts;
    const options = homekitSchema.parse(this.#parts.options ?? {});
    const lane = options.urgent ? urgentLane(hap) : ordinaryLane;
    const desk = new CommandDesk({ home, hap, clock, log });
    this.#stage = { hap, home, lane, desk, clock, log, options, language };
    this.#cast = new AccessoryCast({ hap, host, log, homeId: home.id });
    this.#subscription = home.changes.subscribe((change) => this.#follow(change));
    this.#showAll();
  }

  async stop(): Promise<void> {
    this.#subscription?.unsubscribe();
    this.#cast?.stop();
    this.#cast = undefined;
    this.#stage = undefined;
  }

  #follow(change: HomeChange): void {
    const cast = this.#cast;
    if (!cast) return;
    switch (change.type) {
      case 'link':
        this.#showAll();
        return this.#refreshAll(change);
      case 'trouble':
        return this.#refreshAll(change);
      case 'removed':
        return cast.remove(change.device);
      case 'described':
        this.#showDevice(change.device);
        return this.#refresh(change.device.id, change);
      case 'partition':
        if (this.#stage) for (const plan of planPartition(this.#stage, change.to)) cast.show(plan);
        this.#refreshPartition(change.partition, change);
        return this.#refreshMaster(change);
      case 'refused':
        return change.partition === undefined
          ? this.#refreshAll(change)
          : this.#refreshPartition(change.partition, change);
      case 'attribute':
      case 'availability':
      case 'event':
        return this.#refresh(change.device, change);
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

  #showAll(): void {
    const [stage, cast] = [this.#stage, this.#cast];
    if (!stage || !cast) return;
    const { link, devices, partitions } = stage.home.snapshot;
    for (const view of partitions.values()) for (const plan of planPartition(stage, view)) cast.show(plan);
    for (const plan of [...planMaster(stage, stage.home.snapshot), ...planHome(stage)]) cast.show(plan);
    for (const device of devices.values()) this.#showDevice(device);
    if (link !== 'online' || this.#hasCountedStart) return;
    this.#hasCountedStart = true;
    cast.countStart();
  }

  #showDevice(device: DeviceState): void {
    const plan = this.#stage && planDevice(this.#stage, device);
    if (plan) this.#cast?.show(plan);
    else this.#cast?.remove(device.id);
  }

  #refresh(key: string, change: HomeChange): void {
    const shown = this.#cast?.get(key);
    shown?.notice?.(change);
    shown?.refresh();
  }

  #refreshPartition(id: string, change: HomeChange): void {
    const own = `partition:${id}`;
    for (const [key] of this.#cast?.all() ?? []) {
      if (key === own || key.startsWith(`${own}:`)) this.#refresh(key, change);
    }
  }

  /** The master moves with its partitions. */
  #refreshMaster(change: Extract<HomeChange, { type: 'partition' }>): void {
    const [stage, cast] = [this.#stage, this.#cast];
    const master = stage?.home.snapshot.master;
    if (!stage || !cast || !master?.partitions.includes(change.partition)) return;
    for (const plan of planMaster(stage, stage.home.snapshot)) cast.show(plan);
    this.#refreshPartition(master.id, change);
  }

  #refreshAll(change: HomeChange): void {
    for (const [key] of this.#cast?.all() ?? []) this.#refresh(key, change);
  }
}
