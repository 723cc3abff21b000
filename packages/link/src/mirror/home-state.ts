import type { DeviceState, Master, PartitionView, Trouble } from '@nightlatch/model';

/** All that a home's snapshot holds, as it travels. */
export interface HomeState {
  readonly devices: readonly DeviceState[];
  readonly partitions: readonly PartitionView[];
  readonly master?: Master;
  readonly troubles: readonly Trouble[];
}
