import type {
  DeviceId,
  DeviceReport,
  DeviceState,
  HomeChange,
  HomeSnapshot,
  LinkState,
  Master,
  MasterView,
  PartitionId,
  PartitionView,
  Trouble,
} from '@nightlatch/model';
import { masterView } from '@nightlatch/model';
import type { Observable } from 'rxjs';
import { Subject } from 'rxjs';
import { reduceDevice } from './device-reducer.ts';

/**
 * The state of one home, and the stream of what changes in it.
 *
 * Whoever owns the truth (the hub, or a remote home that mirrors it) writes; everyone else reads `snapshot` and follows
 * `changes`. The snapshot is always already at the change that is being delivered.
 */
export class HomeStore {
  readonly changes: Observable<HomeChange>;
  readonly #changes = new Subject<HomeChange>();
  readonly #devices = new Map<DeviceId, DeviceState>();
  readonly #partitions = new Map<PartitionId, PartitionView>();
  #troubles: readonly Trouble[] = [];
  #master: Master | undefined;
  #masterView: MasterView | undefined;
  #link: LinkState;

  constructor(link: LinkState) {
    this.#link = link;
    this.changes = this.#changes.asObservable();
  }

  get snapshot(): HomeSnapshot {
    return {
      link: this.#link,
      devices: this.#devices,
      partitions: this.#partitions,
      ...(this.#masterView ? { master: this.#masterView } : {}),
      troubles: this.#troubles,
    };
  }

  /** Applies a source's report and publishes what it changed. @returns The changes, already published. */
  apply(report: DeviceReport, at: number): readonly HomeChange[] {
    const changes = this.put(report, at);
    for (const change of changes) this.publish(change);
    return changes;
  }

  /** Applies a source's report. @returns The changes, which are still to be published. */
  put(report: DeviceReport, at: number): readonly HomeChange[] {
    if (report.type === 'trouble' || report.type === 'operated') return [];
    const id = report.type === 'described' ? report.device.id : report.device;
    const { device, changes } = reduceDevice(this.#devices.get(id), report, at);
    if (device) this.#devices.set(id, device);
    else this.#devices.delete(id);
    return changes;
  }

  /** Replaces a device as a whole, as a mirror does with what the hub has published, and publishes `changes`. */
  setDevice(device: DeviceState, changes: readonly HomeChange[]): void {
    this.#devices.set(device.id, device);
    for (const change of changes) this.#changes.next(change);
  }

  /** Puts a partition's view in place and publishes the change that brought it about. */
  setPartition(change: Extract<HomeChange, { type: 'partition' }>): void {
    this.#partitions.set(change.partition, change.to);
    this.#readMaster();
    this.#changes.next(change);
  }

  removePartition(partition: PartitionId): void {
    this.#partitions.delete(partition);
    this.#readMaster();
  }

  /** Says which partitions go under one name; undefined for none. */
  setMaster(master: Master | undefined): void {
    this.#master = master;
    this.#readMaster();
  }

  #readMaster(): void {
    this.#masterView = this.#master && masterView(this.#master, this.#partitions);
  }

  /** Replaces the list of troubles; `changes` say which came and went. */
  setTroubles(troubles: readonly Trouble[], changes: readonly HomeChange[]): void {
    this.#troubles = troubles;
    for (const change of changes) this.#changes.next(change);
  }

  /** Tells that the hub came or went. The values stay, and count as unknown while the link is. */
  setLink(to: LinkState, at: number): void {
    if (this.#link === to) return;
    this.#link = to;
    this.#changes.next({ type: 'link', to, at });
  }

  /** Publishes a change that is in place, or leaves no state behind: a hazard's move, a refusal, a chime. */
  publish(change: HomeChange): void {
    this.#changes.next(change);
  }

  /** Ends the stream. */
  close(): void {
    this.#changes.complete();
  }
}
