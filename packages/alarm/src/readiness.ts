import type { ArmMode } from '@nightlatch/model';
import type { Watch } from './house.ts';
import type { ZoneRecord } from './state.ts';
import { isMotion, isOpening } from './zones.ts';

/** `excused` stands open with its owner's leave: it does not refuse, and is bypassed. */
export type Obstacle = 'open' | 'unknown' | 'excused';

/**
 * Tells whether a zone stands in the way of arming a mode.
 *
 * Unknown always does. With an exit delay the way out may be active, entry and interior, but the perimeter may not;
 * without one, nothing may stand open. What its owner lets stand open is excused. Movement never does: it may be true from before. Zones that are watched around
 * the clock do not depend on arming, and a bypassed zone is in nobody's way.
 */
export function obstacleOf(
  watch: Watch,
  record: ZoneRecord,
  mode: ArmMode,
  hasExitDelay: boolean,
): Obstacle | undefined {
  const { zone, isBurglary } = watch;
  if (!isBurglary || record.bypass || !zone.modes.includes(mode)) return undefined;
  if (record.status === 'unknown') return 'unknown';
  if (record.status !== 'active' || isMotion(watch)) return undefined;
  const isInTheWay = hasExitDelay ? !watch.usesExitDelay : isOpening(watch);
  if (!isInTheWay) return undefined;
  return zone.allowOpen || zone.autoBypass?.includes(mode) ? 'excused' : 'open';
}
