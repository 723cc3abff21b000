import type { Hazard, ZoneId } from '@nightlatch/model';
import { HAZARD_OF } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import { watchKey } from './house.ts';
import type { Turn } from './turn.ts';
import { ZONES_LISTED } from './zone-list.ts';
import type { AlarmRecord } from './state.ts';

/**
 * Returns the zones that have not tripped in an alarm yet. Past those that it lists, each zone remembers for itself: every
 * trip after the first is told, also in a tower block.
 */
export function newcomers(
  turn: Turn,
  { id }: PartitionConfig,
  alarm: AlarmRecord,
  zones: readonly ZoneId[],
): readonly ZoneId[] {
  const fresh = zones.filter((zone) => !alarm.zones.includes(zone));
  if (alarm.zones.length < ZONES_LISTED) return fresh;
  return fresh.filter((zone) => {
    const watch = turn.house.watches.get(watchKey(id, zone));
    return watch !== undefined && turn.zone(watch).alarmedIn !== alarm.since;
  });
}

/** Remembers in which alarm zones tripped, until the next arming or until somebody takes note. */
export function remember(turn: Turn, { id }: PartitionConfig, zones: readonly ZoneId[], since: number): void {
  for (const zone of zones) {
    const watch = turn.house.watches.get(watchKey(id, zone));
    if (watch) turn.setZone(watch, { ...turn.zone(watch), alarmedIn: since });
  }
}

/**
 * Takes note of what alarmed: the memory is cleared. What alarms still stays in it.
 *
 * @returns Whether there was anything to take note of.
 */
export function clearMemory(turn: Turn, partition: PartitionConfig, hazard?: Hazard): boolean {
  const sounding = turn
    .partition(partition.id)
    .alarms.filter(({ status }) => status === 'alarm')
    .map((alarm) => alarm.hazard);
  let isCleared = false;
  for (const watch of turn.house.watchesOfPartition.get(partition.id) ?? []) {
    const { alarmedIn, ...rest } = turn.zone(watch);
    const own = HAZARD_OF[watch.zone.type];
    if (alarmedIn === undefined || sounding.includes(own) || (hazard !== undefined && hazard !== own)) continue;
    turn.setZone(watch, rest);
    isCleared = true;
  }
  if (isCleared) turn.touch(partition.id);
  return isCleared;
}
