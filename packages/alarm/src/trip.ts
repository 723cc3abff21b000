import type { DecisionCause, PartitionId } from '@nightlatch/model';
import { HAZARD_OF } from '@nightlatch/model';
import { raise } from './alarms.ts';
import { isConfirmed } from './confirmation.ts';
import { alarmFrom, startEntry } from './entry-delay.ts';
import type { Watch } from './house.ts';
import type { Guard } from './state.ts';
import type { Turn } from './turn.ts';
import { withZones } from './zone-list.ts';

/** Acts on the fresh activation of a zone. One that is bypassed or in test does nothing. */
export function trip(turn: Turn, watch: Watch, cause: DecisionCause): void {
  if (isOut(turn, watch)) return;
  const { zone, partition } = watch;
  if (zone.type === 'silent-panic') return turn.emit({ type: 'silent', event: 'panic', partition: partition.id });
  if (watch.isBurglary) return intrude(turn, watch, cause);
  const isByHand = watch.attribute === undefined;
  raise(turn, partition, { hazard: HAZARD_OF[zone.type], zones: [zone.id], isByHand }, { cause });
}

/**
 * Acts on a zone that was at rest when last known and is found active now: something happened unseen.
 *
 * Hazards alarm at once. A burglary zone that is watched starts the entry delay, whatever its type: the one who came
 * home while nobody watched must still be able to answer.
 */
export function discover(turn: Turn, watch: Watch): void {
  const cause = { timer: 'blind' };
  if (!watch.isBurglary) return trip(turn, watch, cause);
  const { guard } = turn.partition(watch.partition.id);
  if (isOut(turn, watch) || !isWatched(watch, guard)) return;
  if (isSounding(turn, watch.partition.id)) return alarmFrom(turn, watch.partition, [watch.zone.id], { cause });
  startEntry(turn, watch, { cause });
}

/** Acts on the loss of a burglary zone as on its trip, but without a second one to confirm it: it cannot be lost twice. */
export function lose(turn: Turn, watch: Watch, cause: DecisionCause): void {
  const { guard } = turn.partition(watch.partition.id);
  if (!watch.isBurglary || isOut(turn, watch) || !isWatched(watch, guard)) return;
  if (guard.status === 'arming' && watch.usesExitDelay) return;
  respond(turn, watch, guard, cause);
}

function intrude(turn: Turn, watch: Watch, cause: DecisionCause): void {
  const { guard } = turn.partition(watch.partition.id);
  if (!isWatched(watch, guard)) return;
  if (guard.status === 'arming' && watch.usesExitDelay) return;
  if (isConfirmed(turn, watch)) respond(turn, watch, guard, cause);
}

function respond(turn: Turn, watch: Watch, guard: Guard, cause: DecisionCause): void {
  const { zone, partition } = watch;
  const isAtOnce = !watch.usesEntryDelay || guard.status === 'arming' || isSounding(turn, partition.id);
  if (isAtOnce) return alarmFrom(turn, partition, [zone.id], { cause });
  if (zone.type === 'entry') return startEntry(turn, watch, { cause });
  if (guard.status === 'armed') follow(turn, watch, cause);
}

/** An interior zone waits a moment for a late report of the door, then alarms; a running entry delay it only follows. */
function follow(turn: Turn, { partition, zone }: Watch, cause: DecisionCause): void {
  const record = turn.partition(partition.id);
  const graceMs = partition.followerGraceSeconds * 1000;
  if (graceMs <= 0) return alarmFrom(turn, partition, [zone.id], { cause });
  if (record.grace === undefined) turn.schedule({ at: turn.at + graceMs, kind: 'grace', of: partition.id });
  const grace = withZones(record.grace ?? [], [zone.id]);
  turn.setPartition(partition, { ...record, grace }, { cause });
}

/** Tells whether a zone stands guard in the mode of its partition. */
export function isWatched({ zone }: Watch, guard: Guard): boolean {
  return guard.status !== 'disarmed' && zone.modes.includes(guard.mode);
}

function isOut(turn: Turn, watch: Watch): boolean {
  const { bypass, testUntil } = turn.zone(watch);
  return bypass !== undefined || testUntil !== undefined;
}

function isSounding(turn: Turn, id: PartitionId): boolean {
  return turn.partition(id).alarms.some((alarm) => alarm.hazard === 'burglary' && alarm.status === 'alarm');
}
