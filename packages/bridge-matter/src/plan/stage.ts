import type {
  Clock,
  Home,
  Language,
  Log,
  MasterView,
  MediaDirectory,
  PartitionId,
  PartitionView,
} from '@nightlatch/model';
import type { MatterOptions } from '../options.ts';
import type { CommandDesk } from './command-desk.ts';

/** What every plan needs. */
export interface Stage {
  readonly home: Home;
  readonly desk: CommandDesk;
  /** The cameras, where they are to be shown. */
  readonly media?: MediaDirectory;
  readonly clock: Clock;
  readonly log: Log;
  readonly options: MatterOptions;
  /** Of the words that the household reads. */
  readonly language: Language;
}

/** A partition, or the master over several. */
export type AlarmView = PartitionView | MasterView;

/** A partition or the master as anyone may trust it: undefined while the hub is away. */
export function trustedAlarm({ home }: Pick<Stage, 'home'>, id: PartitionId): AlarmView | undefined {
  const { link, master, partitions } = home.snapshot;
  if (link !== 'online') return undefined;
  return partitions.get(id) ?? (master?.id === id ? master : undefined);
}

/** A partition as anyone may trust it: undefined while the hub is away. */
export function trustedPartition({ home }: Pick<Stage, 'home'>, id: PartitionId): PartitionView | undefined {
  return home.snapshot.link === 'online' ? home.snapshot.partitions.get(id) : undefined;
}
