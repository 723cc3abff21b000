import type { AttributeKey, DecisionCause } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import { passThrough } from './exit-restart.ts';
import type { Watch } from './house.ts';
import { isWatched, lose, trip } from './trip.ts';
import type { Turn } from './turn.ts';
import { noteTested } from './walk-test.ts';

/**
 * Acts on a zone that has just become active: it trips, at once or when it has been active for its least time.
 *
 * One in test chimes instead. One that is passed through while the exit delay runs does not trip.
 */
export function activate(turn: Turn, watch: Watch, cause: DecisionCause): void {
  noteTested(turn, watch);
  const { zone, partition } = watch;
  const { bypass, testUntil } = turn.zone(watch);
  if (testUntil !== undefined)
    return turn.emit({
      type: 'chime',
      partition: partition.id,
      zone: zone.id,
      devices: zone.chimes ?? partition.chimes,
    });
  if (bypass) return;
  const { guard } = turn.partition(partition.id);
  if (watch.isBurglary && !isWatched(watch, guard)) return;
  if (guard.status === 'arming' && watch.usesExitDelay) return passThrough(turn, watch, cause);
  if (zone.minActiveSeconds === undefined) return trip(turn, watch, cause);
  turn.setZone(watch, { ...turn.zone(watch), isDwelling: true });
  turn.schedule({ at: turn.at + zone.minActiveSeconds * 1000, kind: 'dwell', of: watch.key });
}

/** A zone is at rest again before it has been active for its least time: it does not trip. */
export function endActivity(turn: Turn, watch: Watch): void {
  const { isDwelling, ...rest } = turn.zone(watch);
  if (!isDwelling) return;
  turn.cancel({ kind: 'dwell', of: watch.key });
  turn.setZone(watch, rest);
}

/** A zone has been active for its least time, or was lost while it was: it trips. */
export function endDwell(turn: Turn, key: string): void {
  const watch = turn.house.watches.get(key);
  if (!watch) return;
  const { isDwelling, ...rest } = turn.zone(watch);
  if (!isDwelling) return;
  turn.setZone(watch, rest);
  const { device, signal } = watch.zone;
  const value = turn.device(device).values[signal as AttributeKey] ?? UNKNOWN;
  trip(turn, watch, { device, attribute: signal, value });
}

/** A device is surely lost: its zones that count this as an alarm trip where they stand guard. */
export function loseZones(turn: Turn, watches: readonly Watch[]): void {
  for (const watch of watches)
    if (watch.zone.whenUnavailable === 'alarm')
      lose(turn, watch, { device: watch.zone.device, attribute: 'available', value: false });
}
