import type { BypassUntil, CommandResult } from '@nightlatch/model';
import { HAZARD_OF, LIFE_SAFETY } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import type { Watch } from './house.ts';
import type { Turn } from './turn.ts';

/** Takes a zone out until the next disarm or until it closes. Life safety is never bypassed. */
export function bypass(turn: Turn, watch: Watch, until: BypassUntil): CommandResult {
  if (LIFE_SAFETY.includes(HAZARD_OF[watch.zone.type]))
    return { ok: false, reason: 'life-safety', zones: [watch.zone.id] };
  const record = turn.zone(watch);
  if (record.bypass === until) return { ok: false, reason: 'already', zones: [watch.zone.id] };
  turn.setZone(watch, { ...record, bypass: until });
  turn.touch(watch.partition.id);
  return { ok: true };
}

/** Takes a zone back in. One that is active then does not trip: only a fresh activation does. */
export function unbypass(turn: Turn, watch: Watch): CommandResult {
  const { bypass: until, ...rest } = turn.zone(watch);
  if (until === undefined) return { ok: false, reason: 'already', zones: [watch.zone.id] };
  turn.setZone(watch, rest);
  turn.touch(watch.partition.id);
  return { ok: true };
}

/** Ends every bypass, and the trouble of those zones that were unknown: with the arming it no longer matters. */
export function clearBypasses(turn: Turn, partition: PartitionConfig): void {
  for (const watch of turn.house.watchesOfPartition.get(partition.id) ?? []) {
    const { bypass: until, ...rest } = turn.zone(watch);
    turn.trouble('blind', watch.zone.device, false);
    if (until !== undefined) turn.setZone(watch, rest);
  }
}
