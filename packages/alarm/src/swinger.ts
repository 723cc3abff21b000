import type { ZoneId } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import { SWINGER_SECONDS } from './figures.ts';
import type { Watch } from './house.ts';
import { watchKey } from './house.ts';
import type { Turn } from './turn.ts';
import { withZones } from './zone-list.ts';

/**
 * Counts a burglar alarm against the zones that caused it, and shuts down those that did so too often: they are bypassed
 * until another zone alarms, until disarmed, or for eight hours.
 *
 * A window that rattles in the wind otherwise calls the guard all night, and nobody believes the next alarm.
 *
 * @see ANSI/SIA CP-01, swinger shutdown
 */
export function countSwings(turn: Turn, partition: PartitionConfig, zones: readonly ZoneId[]): void {
  if (partition.swingerTrips === 0) return;
  for (const watch of watchesNamed(turn, partition, zones)) {
    const record = turn.zone(watch);
    const alarms = (record.alarms ?? 0) + 1;
    turn.setZone(watch, { ...record, alarms });
    if (alarms >= partition.swingerTrips) shutDown(turn, watch);
  }
}

/** Another zone alarms: somebody is there after all, and the zones that were shut down are watched again. */
export function endShutdownByOthers(turn: Turn, partition: PartitionConfig, zones: readonly ZoneId[]): void {
  const { swingers } = turn.partition(partition.id);
  if (swingers && zones.some((zone) => !swingers.includes(zone))) endShutdown(turn, partition);
}

/** Watches again the zones that were shut down. */
export function endShutdown(turn: Turn, partition: PartitionConfig): void {
  const { swingers, ...record } = turn.partition(partition.id);
  if (!swingers) return;
  for (const watch of watchesNamed(turn, partition, swingers)) {
    const { bypass, alarms: _counted, ...rest } = turn.zone(watch);
    turn.setZone(watch, bypass === 'closed' ? { ...rest, bypass } : rest);
  }
  turn.cancel({ kind: 'swinger', of: partition.id });
  turn.putPartition(partition.id, record);
  turn.touch(partition.id);
}

function shutDown(turn: Turn, watch: Watch): void {
  const { id } = watch.partition;
  const record = turn.partition(id);
  turn.setZone(watch, { ...turn.zone(watch), bypass: 'disarm' });
  turn.putPartition(id, { ...record, swingers: withZones(record.swingers ?? [], [watch.zone.id]) });
  turn.schedule({ at: turn.at + SWINGER_SECONDS * 1000, kind: 'swinger', of: id });
  turn.touch(id);
}

function watchesNamed(turn: Turn, { id }: PartitionConfig, zones: readonly ZoneId[]): readonly Watch[] {
  return zones.flatMap((zone) => turn.house.watches.get(watchKey(id, zone)) ?? []);
}
