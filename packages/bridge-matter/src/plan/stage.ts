import type { Clock, Home, Language, Log, PartitionId, PartitionView } from '@nightlatch/model';
import type { MatterOptions } from '../options.ts';
import type { CommandDesk } from './command-desk.ts';

/** What every plan needs. */
export interface Stage {
  readonly home: Home;
  readonly desk: CommandDesk;
  readonly clock: Clock;
  readonly log: Log;
  readonly options: MatterOptions;
  /** Of the words that the household reads. */
  readonly language: Language;
}

/** A partition as anyone may trust it: undefined while the hub is away. */
export function trustedPartition({ home }: Pick<Stage, 'home'>, id: PartitionId): PartitionView | undefined {
  return home.snapshot.link === 'online' ? home.snapshot.partitions.get(id) : undefined;
}
