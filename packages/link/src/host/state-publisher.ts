import type {
  DeviceId,
  Hazard,
  Health,
  HomeChange,
  MasterView,
  NumberedChange,
  PartitionId,
  PartitionView,
} from '@nightlatch/model';
import { HAZARD_OF } from '@nightlatch/model';
import type { HomeStore } from '@nightlatch/state';
import { writeDevice } from '../wire/device-message.ts';
import { writeEvent } from '../wire/event-message.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { writeMasterView } from '../wire/master-message.ts';
import { writePartition } from '../wire/partition-message.ts';
import type { Topics } from '../wire/topics.ts';
import { LINK_VERSION } from '../wire/topics.ts';
import type { HostWire } from './host-wire.ts';
import { stateWord } from './simple-words.ts';

/**
 * Writes a home onto its topics.
 *
 * Events leave at once. What is retained follows when the present burst of events is over, once for each device and
 * partition that changed; only the simple state words are written each, since someone may act on the short ones.
 */
export class StatePublisher {
  readonly #topics: Topics;
  readonly #store: HomeStore;
  readonly #wire: Pick<HostWire, 'publish' | 'tell'>;
  readonly #retained = new Map<string, string>();
  readonly #hazards = new Map<PartitionId, Set<Hazard>>();
  readonly #devices = new Set<DeviceId>();
  readonly #partitions = new Set<PartitionId>();
  /** What was told live and not as an event yet, by number: both say the same. */
  readonly #told = new Map<number, string>();
  #isFlushDue = false;
  #isUp = false;

  constructor(topics: Topics, store: HomeStore, wire: Pick<HostWire, 'publish' | 'tell'>) {
    this.#topics = topics;
    this.#store = store;
    this.#wire = wire;
  }

  /** Writes everything, and clears what is retained there and is not ours any more. */
  start(retained: ReadonlySet<string>, health?: Health): void {
    this.#isUp = true;
    this.#retained.clear();
    const { devices, partitions } = this.#store.snapshot;
    for (const id of devices.keys()) this.#writeDevice(id);
    for (const id of partitions.keys()) this.#writePartition(id);
    this.#writeMaster();
    this.health(health);
    for (const topic of retained) {
      if (!this.#retained.has(topic)) this.#wire.publish(topic, '', { retain: true, qos: 1 });
    }
  }

  /** Writes how well the home can watch, where that is known. It is looked at with each beat of the status, not at each event. */
  health(health: Health | undefined): void {
    if (this.#isUp && health) this.#retain(this.#topics.health, { v: LINK_VERSION, ...health }, 1);
  }

  /** The broker is away: nothing is written until `start`. */
  stop(): void {
    this.#isUp = false;
    this.#told.clear();
  }

  /** Tells what has just happened, before it is on disk. It changes nothing that is retained. */
  live(numbered: NumberedChange): void {
    if (!this.#isUp) return;
    const payload = JSON.stringify(writeEvent(numbered));
    this.#told.set(numbered.n, payload);
    this.#wire.tell(payload);
  }

  /** Writes one event, and marks what it changed. The store stands at the event already. */
  event(numbered: NumberedChange): void {
    if (!this.#isUp) return;
    const { n, change } = numbered;
    const payload = this.#told.get(n) ?? JSON.stringify(writeEvent(numbered));
    this.#told.delete(n);
    this.#wire.publish(this.#topics.event, payload, { retain: false, qos: 1 });
    if (change.type === 'partition') this.#writeStateWords(change.to);
    this.#mark(change);
  }

  #mark(change: HomeChange): void {
    switch (change.type) {
      case 'partition':
      case 'hazard':
        this.#partitions.add(change.partition);
        break;
      case 'described':
        this.#devices.add(change.device.id);
        break;
      case 'removed':
      case 'attribute':
      case 'availability':
        this.#devices.add(change.device);
        break;
      default:
        return;
    }
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#isFlushDue = false;
    if (this.#isUp) {
      for (const id of this.#devices) this.#writeDevice(id);
      for (const id of this.#partitions) this.#writePartition(id);
      if (this.#partitions.size > 0) this.#writeMaster();
    }
    this.#devices.clear();
    this.#partitions.clear();
  }

  #writeDevice(id: DeviceId): void {
    const device = this.#store.snapshot.devices.get(id);
    const isShown = device !== undefined && device.attributes.length + device.events.length > 0;
    this.#retain(this.#topics.device(id), isShown ? writeDevice(device) : undefined, 0);
  }

  #writePartition(id: PartitionId): void {
    const view = this.#store.snapshot.partitions.get(id);
    if (!view) return;
    this.#retain(this.#topics.partition(id), writePartition(view), 1);
    this.#writeStateWord(view);
    for (const hazard of this.#hazardsOf(view))
      this.#retain(this.#topics.hazard(id, hazard), writeHazard(view, hazard), 1);
  }

  #writeMaster(): void {
    const { master } = this.#store.snapshot;
    if (!master) return;
    this.#retain(this.#topics.partition(master.id), writeMasterView(master), 1);
    this.#writeStateWord(master);
  }

  #writeStateWords(view: PartitionView): void {
    const { master } = this.#store.snapshot;
    this.#writeStateWord(view);
    if (master) this.#writeStateWord(master);
  }

  #writeStateWord(view: PartitionView | MasterView): void {
    this.#retain(this.#topics.partitionState(view.id), stateWord(view), 1);
  }

  /** The hazards that a partition can have: those of its zones, and those that it had. */
  #hazardsOf(view: PartitionView): ReadonlySet<Hazard> {
    const hazards = this.#hazards.get(view.id) ?? new Set<Hazard>();
    for (const zone of view.zones) hazards.add(HAZARD_OF[zone.type]);
    for (const alarm of view.alarms) hazards.add(alarm.hazard);
    this.#hazards.set(view.id, hazards);
    return hazards;
  }

  /** Writes a retained topic if it changed; undefined clears it. */
  #retain(topic: string, message: JsonObject | string | undefined, qos: 0 | 1): void {
    const payload = typeof message === 'object' ? JSON.stringify(message) : (message ?? '');
    if ((this.#retained.get(topic) ?? '') === payload) return;
    if (payload === '') this.#retained.delete(topic);
    else this.#retained.set(topic, payload);
    this.#wire.publish(topic, payload, { retain: true, qos });
  }
}

/** Writes what `partition/<id>/hazard/<hazard>` holds; a hazard that is not there is `clear`. */
function writeHazard(view: PartitionView, hazard: Hazard): JsonObject {
  const alarm = view.alarms.find((known) => known.hazard === hazard);
  const head = { v: LINK_VERSION, partition: view.id, hazard };
  return alarm
    ? { ...head, state: alarm.status, zones: alarm.zones, since: alarm.since }
    : { ...head, state: 'clear', zones: [] };
}
