import type { ZoneGroupConfig } from './config.ts';
import { watchKey } from './house.ts';
import type { Watch } from './house.ts';
import type { Turn } from './turn.ts';

/**
 * Tells whether an activation counts as a trip: it is the last of the activations that its zone must show, and enough
 * different zones of its group have tripped with it. Notes it for the next.
 *
 * Burglary zones only: nothing delays life safety.
 */
export function isConfirmed(turn: Turn, watch: Watch): boolean {
  return hasShownOften(turn, watch) && watch.groups.every((group) => hasPartners(turn, watch, group));
}

function hasShownOften(turn: Turn, watch: Watch): boolean {
  const { confirm } = watch.zone;
  if (!confirm) return true;
  const record = turn.zone(watch);
  const since = turn.at - confirm.withinSeconds * 1000;
  const activations = [...(record.activations ?? []).filter((at) => at >= since), turn.at];
  const isOften = activations.length >= confirm.activations;
  turn.setZone(watch, { ...record, activations: isOften ? [] : activations });
  return isOften;
}

/** A partner that is bypassed, unknown or not watched in this mode cannot answer: it leaves the others acting alone. */
function hasPartners(turn: Turn, watch: Watch, group: ZoneGroupConfig): boolean {
  turn.setZone(watch, { ...turn.zone(watch), trippedAt: turn.at });
  const { guard } = turn.partition(watch.partition.id);
  const mode = guard.status === 'disarmed' ? undefined : guard.mode;
  const able = group.zones
    .map((zone) => turn.house.watches.get(watchKey(watch.partition.id, zone)))
    .filter((partner) => partner !== undefined)
    .filter((partner) => partner.zone.modes.some((one) => one === mode))
    .map((partner) => turn.zone(partner))
    .filter((record) => record.bypass === undefined && record.status !== 'unknown');
  const since = turn.at - group.withinSeconds * 1000;
  const tripped = able.filter((record) => record.trippedAt !== undefined && record.trippedAt >= since);
  return tripped.length >= Math.min(group.count, able.length);
}
