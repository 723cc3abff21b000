import type {
  Actor,
  AttributeKey,
  AttributeValue,
  CommandResult,
  DeviceDescription,
  Health,
  HomeChange,
  HomeCommand,
  HomeSnapshot,
  Listenable,
  Master,
  NumberedChange,
  PartitionView,
  Unknown,
} from '@nightlatch/model';
import type { HostedHome, JournalAnchor } from '@nightlatch/link/host';
import { HomeStore } from '@nightlatch/state';

/** The code that disarms a memory home. */
export const RIGHT_CODE = '48151623';

/** What a memory home was asked to do. */
export interface Executed {
  readonly command: HomeCommand;
  readonly actor: Actor;
  readonly id: string;
}

/** A hub of few rules that lives in memory: enough of one to serve on the link. */
export class MemoryHome implements HostedHome {
  readonly id: string;
  readonly name = 'Testing Home';
  readonly instance: string;
  readonly executed: Executed[] = [];
  readonly history: NumberedChange[];
  /** Numbers before this one are forgotten. */
  keptFrom = 1;
  health?: () => Health;
  /** Decisions wait for it, as for a slow disk. */
  delay: Promise<void> | undefined;
  readonly #store = new HomeStore('online');
  /** What was told live and is not committed yet; undefined while every change is committed at once. */
  #uncommitted: NumberedChange[] | undefined;
  readonly #listeners = new Set<(value: NumberedChange) => void>();
  readonly #liveListeners = new Set<(value: NumberedChange) => void>();
  readonly #answers = new Map<string, Promise<CommandResult>>();

  constructor(options: { id?: string; instance?: string; history?: NumberedChange[] } = {}) {
    this.id = options.id ?? 'home';
    this.instance = options.instance ?? 'first';
    this.history = options.history ?? [];
    this.#store.changes.subscribe((change) => this.#happen(change));
  }

  anchor: JournalAnchor = { at: 1_772_402_400_000, anchor: 'first' };
  readonly #anchorListeners = new Set<(value: JournalAnchor) => void>();
  readonly anchors: Listenable<JournalAnchor> = {
    subscribe: (listener) => {
      this.#anchorListeners.add(listener);
      return { unsubscribe: () => void this.#anchorListeners.delete(listener) };
    },
  };

  /** Writes down where its journal stands. */
  keepAnchor(anchor: string): void {
    this.anchor = { at: this.anchor.at + 60_000, anchor };
    for (const listener of this.#anchorListeners) listener(this.anchor);
  }

  get snapshot(): HomeSnapshot {
    return this.#store.snapshot;
  }

  get lastNumber(): number {
    return this.history.at(-1)?.n ?? 0;
  }

  readonly live: Listenable<NumberedChange> = {
    subscribe: (listener) => {
      this.#liveListeners.add(listener);
      return { unsubscribe: () => void this.#liveListeners.delete(listener) };
    },
  };

  readonly committed: Listenable<NumberedChange> = {
    subscribe: (listener) => {
      this.#listeners.add(listener);
      return { unsubscribe: () => this.#listeners.delete(listener) };
    },
  };

  changesAfter(n: number): readonly NumberedChange[] | undefined {
    return n + 1 < this.keptFrom ? undefined : this.history.filter((numbered) => numbered.n > n);
  }

  /** Adds a contact that is closed and a partition that watches it. */
  furnish(): this {
    this.describe({ id: 'test/door', name: 'Front door', attributes: ['contact', 'battery'] });
    this.#store.apply({ type: 'availability', device: 'test/door', available: true }, Date.now());
    this.set('test/door', 'contact', 'closed');
    this.show(house());
    return this;
  }

  describe(device: Partial<DeviceDescription> & { id: string }): void {
    const whole = { name: device.id, attributes: [], events: [], abilities: [], ...device };
    this.#store.apply({ type: 'described', device: whole }, Date.now());
  }

  set(device: string, attribute: AttributeKey, value: AttributeValue | Unknown): void {
    this.#store.apply({ type: 'attributes', device, values: { [attribute]: value }, cause: 'live' }, Date.now());
  }

  remove(device: string): void {
    this.#store.apply({ type: 'removed', device }, Date.now());
  }

  /** Puts partitions under one name. */
  join(master: Master): void {
    this.#store.setMaster(master);
  }

  /** Publishes a change that leaves no state behind, or a device's moment. */
  tell(change: HomeChange): void {
    this.#store.publish(change);
  }

  /** Shows a partition as it is from now on. */
  show(to: PartitionView, actor?: Actor): void {
    const from = this.#store.snapshot.partitions.get(to.id);
    const change = { type: 'partition', partition: to.id, ...(from ? { from } : {}), to } as const;
    this.#store.setPartition({ ...change, ...(actor ? { actor } : {}), at: Date.now() });
  }

  async execute(command: HomeCommand, actor: Actor, id: string): Promise<CommandResult> {
    const key = JSON.stringify([actor.client, id]);
    const answer = this.#answers.get(key) ?? this.#decide(command, actor, id);
    this.#answers.set(key, answer);
    return await answer;
  }

  async #decide(command: HomeCommand, actor: Actor, id: string): Promise<CommandResult> {
    this.executed.push({ command, actor, id });
    await this.delay;
    const view = this.#store.snapshot.partitions.get('house');
    if (!view) return { ok: false, reason: 'unknown-partition' };
    if (command.type === 'arm') {
      const zones = view.ready[command.mode];
      if (!zones) return { ok: false, reason: 'unknown-mode' };
      if (zones.length > 0) return { ok: false, reason: 'zones-open', zones };
      this.show({ ...view, state: 'armed', mode: command.mode }, actor);
      return { ok: true };
    }
    if (command.type !== 'disarm') return { ok: true };
    if (command.code === undefined) return { ok: false, reason: 'code-required' };
    if (command.code.reveal() !== RIGHT_CODE) return { ok: false, reason: 'wrong-code' };
    const { mode: _, ...rest } = view;
    this.show({ ...rest, state: 'disarmed' }, actor);
    return { ok: true };
  }

  /** From now on changes are told live only, as while a disk takes its time. */
  holdCommits(): void {
    this.#uncommitted = [];
  }

  /** Commits what was held, and from now on at once. */
  releaseCommits(): void {
    const held = this.#uncommitted ?? [];
    this.#uncommitted = undefined;
    for (const numbered of held) this.#commit(numbered);
  }

  #happen(change: HomeChange): void {
    const numbered = { n: this.lastNumber + (this.#uncommitted?.length ?? 0) + 1, change };
    for (const listener of this.#liveListeners) listener(numbered);
    if (this.#uncommitted) this.#uncommitted.push(numbered);
    else this.#commit(numbered);
  }

  #commit(numbered: NumberedChange): void {
    this.history.push(numbered);
    for (const listener of this.#listeners) listener(numbered);
  }
}

/** A disarmed partition with one zone, which is ready in every mode; `with` changes parts of it. */
export function house(changes: Partial<PartitionView> = {}): PartitionView {
  return {
    id: 'house',
    name: 'House',
    state: 'disarmed',
    ready: { away: [], home: [], night: [], vacation: [], party: [] },
    bypassed: [],
    alarms: [],
    zones: [
      {
        id: 'test/door#contact',
        name: 'Front door',
        device: 'test/door',
        signal: 'contact',
        type: 'entry',
        modes: ['away'],
      },
    ],
    ...changes,
  };
}
