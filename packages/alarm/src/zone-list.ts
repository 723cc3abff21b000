import type { ZoneId } from '@nightlatch/model';

/** Zones that an alarm or a delay lists by name: what a step copies must not grow with the house. */
export const ZONES_LISTED = 64;

/** Adds zones to a list, each once and in the order they came, up to `ZONES_LISTED`. */
export function withZones(list: readonly ZoneId[], more: readonly ZoneId[]): readonly ZoneId[] {
  const fresh = freshZones(list, more);
  return fresh.length === 0 ? list : [...list, ...fresh].slice(0, ZONES_LISTED);
}

/** Returns the zones that a list does not have yet; none once it is full. */
export function freshZones(list: readonly ZoneId[], zones: readonly ZoneId[]): readonly ZoneId[] {
  return list.length >= ZONES_LISTED ? [] : zones.filter((zone) => !list.includes(zone));
}
