import type { Actor, DeviceId, PartitionId } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import { personNamed } from './people.ts';
import type { Turn } from './turn.ts';

/** What a command is meant for: one partition, or those of the master. */
export interface Target {
  readonly id: PartitionId;
  readonly partitions: readonly PartitionConfig[];
  readonly isMaster: boolean;
}

/**
 * Finds what a command names. A name that is left out means the keypad's own, or the only partition.
 *
 * Nothing else ever means the master without naming it: a disarming must not reach further than who gave it knew.
 */
export function findTarget(turn: Turn, id: PartitionId | undefined, { client, user }: Actor): Target | undefined {
  const { partitions } = turn.house.config;
  if (id !== undefined) return targetOf(turn.house.partitions.get(id)) ?? masterTarget(turn, id);
  const ofKeypad = client === undefined ? undefined : targetOfKeypad(turn, client, user);
  return ofKeypad ?? (partitions.length === 1 ? targetOf(partitions[0]) : undefined);
}

/**
 * What a keypad serves: the master where it belongs to every partition of it, else its first partition.
 *
 * A person who may act in some partitions only means those: the code says who it is, and so whose house it is.
 */
export function targetOfKeypad(turn: Turn, keypad: DeviceId, user?: string): Target | undefined {
  const { partitions, master } = turn.house.config;
  const own = user === undefined ? undefined : personNamed(turn, user)?.partitions;
  const served = partitions.filter(({ keypads }) => keypads.includes(keypad));
  const theirs = served.filter(({ id }) => own?.includes(id) ?? true);
  const meant = theirs.length > 0 ? theirs : served;
  const isMaster = master?.partitions.every((id) => meant.some((partition) => partition.id === id));
  return master && isMaster ? masterTarget(turn, master.id) : targetOf(meant[0]);
}

export function targetOf(partition: PartitionConfig | undefined): Target | undefined {
  return partition && { id: partition.id, partitions: [partition], isMaster: false };
}

function masterTarget(turn: Turn, id: PartitionId): Target | undefined {
  const { master } = turn.house.config;
  if (master?.id !== id) return undefined;
  const partitions = master.partitions.flatMap((one) => turn.house.partitions.get(one) ?? []);
  return partitions.length > 0 ? { id, partitions, isMaster: true } : undefined;
}
