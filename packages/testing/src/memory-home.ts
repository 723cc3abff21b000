import type {
  AttributeKey,
  AttributeValue,
  Clock,
  CommandResult,
  DeviceDescription,
  DeviceId,
  DeviceReport,
  Home,
  HomeChange,
  HomeCommand,
  HomeSnapshot,
  LinkState,
  Listenable,
  MediaDirectory,
  MomentaryEvent,
  PartitionId,
  PartitionView,
  Trouble,
  Unknown,
} from '@nightlatch/model';
import { InvariantError } from '@nightlatch/model';
import { HomeStore } from '@nightlatch/state';
import { TestClock } from './test-clock.ts';

/** Values of a device, by attribute. */
export type Values = Readonly<Partial<Record<AttributeKey, AttributeValue | Unknown>>>;

/** How a memory home answers a command. */
export type Answer = (command: HomeCommand) => CommandResult | Promise<CommandResult>;

/**
 * A `Home` whose truth is what the test says.
 *
 * It decides nothing: commands are recorded in `commands` and answered by `answer`, which agrees to everything until a
 * test sets it. What follows from a command, the test shows with `partition`.
 */
export class MemoryHome implements Home {
  readonly id: string;
  readonly name: string;
  readonly store: HomeStore;
  /** Gives every change its instant. */
  readonly clock: Clock;
  /** Every command, in the order asked. */
  readonly commands: HomeCommand[] = [];
  answer: Answer = () => ({ ok: true });
  /** The cameras: none, unless a test gives some. */
  readonly media?: MediaDirectory;

  constructor(options: { id?: string; name?: string; link?: LinkState; clock?: Clock; media?: MediaDirectory } = {}) {
    this.id = options.id ?? 'home';
    this.name = options.name ?? 'Home';
    this.store = new HomeStore(options.link ?? 'online');
    this.clock = options.clock ?? new TestClock();
    if (options.media) this.media = options.media;
  }

  get snapshot(): HomeSnapshot {
    return this.store.snapshot;
  }

  get changes(): Listenable<HomeChange> {
    return this.store.changes;
  }

  async execute(command: HomeCommand): Promise<CommandResult> {
    this.commands.push(command);
    return await this.answer(command);
  }

  /** Applies what a source would report. */
  apply(...reports: readonly DeviceReport[]): this {
    for (const report of reports) this.store.apply(report, this.clock.now());
    return this;
  }

  /** Describes a device. With values it is there and has them; without, nobody has heard of it yet. */
  device(device: Partial<DeviceDescription> & { readonly id: DeviceId }, values?: Values): this {
    const attributes = device.attributes ?? (Object.keys(values ?? {}) as AttributeKey[]);
    const whole = { name: device.id, events: [], abilities: [], ...device, attributes };
    this.apply({ type: 'described', device: whole });
    return values ? this.available(device.id, true).report(device.id, values) : this;
  }

  report(device: DeviceId, values: Values): this {
    return this.apply({ type: 'attributes', device, values, cause: 'live' });
  }

  available(device: DeviceId, available: boolean | Unknown): this {
    return this.apply({ type: 'availability', device, available });
  }

  event(device: DeviceId, event: MomentaryEvent, key?: string): this {
    return this.apply({ type: 'event', device, event, ...(key === undefined ? {} : { key }) });
  }

  remove(device: DeviceId): this {
    return this.apply({ type: 'removed', device });
  }

  /**
   * Shows a partition. Fields left out stay as they were; of a new one they are disarmed, quiet and ready for the four
   * modes. The state `disarmed` takes the mode and `until` away.
   */
  partition(id: PartitionId, fields: Partial<PartitionView> = {}): this {
    const from = this.snapshot.partitions.get(id);
    const { mode, until, ...rest } = { ...(from ?? freshPartition(id)), ...fields };
    const isIdle = rest.state === 'disarmed';
    const to: PartitionView = {
      ...rest,
      ...(isIdle || mode === undefined ? {} : { mode }),
      ...(isIdle || until === undefined || (rest.state === 'armed' && fields.until === undefined) ? {} : { until }),
    };
    const at = this.clock.now();
    this.store.setPartition({ type: 'partition', partition: id, ...(from ? { from } : {}), to, at });
    return this;
  }

  link(to: LinkState): this {
    this.store.setLink(to, this.clock.now());
    return this;
  }

  /** Replaces the list of troubles and says which came and went. */
  troubles(troubles: readonly Trouble[]): this {
    const at = this.clock.now();
    const before = this.snapshot.troubles;
    const said = (trouble: Trouble, on: boolean): HomeChange => ({
      type: 'trouble',
      kind: trouble.kind,
      ...(trouble.device === undefined ? {} : { device: trouble.device }),
      on,
      at,
    });
    this.store.setTroubles(troubles, [
      ...before.filter((trouble) => !troubles.includes(trouble)).map((trouble) => said(trouble, false)),
      ...troubles.filter((trouble) => !before.includes(trouble)).map((trouble) => said(trouble, true)),
    ]);
    return this;
  }

  /** The only command so far, which is then forgotten. @throws InvariantError when there was none, or several. */
  takeCommand(): HomeCommand {
    const [command, ...more] = this.commands.splice(0);
    if (command && more.length === 0) return command;
    throw new InvariantError(`One command was expected, and ${command ? more.length + 1 : 0} came.`);
  }
}

function freshPartition(id: PartitionId): PartitionView {
  const ready = { away: [], home: [], night: [], vacation: [] };
  return { id, name: id, state: 'disarmed', ready, bypassed: [], alarms: [], zones: [] };
}
