import type { DeviceState, PartitionView, Trouble } from '@nightlatch/model';

/** All that a home's snapshot holds, as it travels. */
export interface HomeState {
  readonly devices: readonly DeviceState[];
  readonly partitions: readonly PartitionView[];
  readonly troubles: readonly Trouble[];
}
