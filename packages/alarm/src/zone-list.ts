import type { ZoneId } from '@nightlatch/model';

/** Zones that an alarm or a delay lists by name: what a step copies must not grow with the house. */
export const ZONES_LISTED = 64;

/** Adds zones to a list, each once and in the order they came, up to `ZONES_LISTED`. */
export function withZones(list: readonly ZoneId[], more: readonly ZoneId[]): readonly ZoneId[] {
  if (list.length >= ZONES_LISTED) return list;
  const fresh = more.filter((zone) => !list.includes(zone));
  return fresh.length === 0 ? list : [...list, ...fresh].slice(0, ZONES_LISTED);
}
