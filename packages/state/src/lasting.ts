import type { HomeCommand, PartitionId, PartitionView } from '@nightlatch/model';

/** Something of a partition that lasts, as a switch shows it in any ecosystem. */
export interface Lasting {
  readonly isOn: (view: PartitionView) => boolean;
  /** What turning the switch so asks for; undefined where that asks for nothing. */
  readonly command: (partition: PartitionId, on: boolean) => HomeCommand | undefined;
}

/** Zones alarmed since the last arming. Turned off, that is acknowledged; nobody can make a house remember. */
export const ALARM_MEMORY: Lasting = {
  isOn: ({ memory = [] }) => memory.length > 0,
  command: (partition, on) => (on ? undefined : { type: 'acknowledge', partition }),
};

/** A walk test is under way, also where it has seen every zone. */
export const WALK_TEST: Lasting = {
  isOn: ({ untested }) => untested !== undefined,
  command: (partition, on) => ({ type: 'test', partition, on }),
};
