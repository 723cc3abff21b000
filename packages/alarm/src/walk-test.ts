import type { CommandResult } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import type { Watch } from './house.ts';
import type { Turn, Why } from './turn.ts';

/** A walk test that everybody forgot ends by itself: chimes would else ring for ever. */
const WALK_TEST_MS = 30 * 60_000;

/**
 * Begins or ends a walk test, in which every burglary zone chimes and is noted. Only while disarmed; arming ends it, and so
 * do thirty minutes. Hazards alarm as ever: nobody is to learn that a smoke alarm may be ignored.
 */
export function walkTest(turn: Turn, partition: PartitionConfig, isTesting: boolean, why: Why): CommandResult {
  const record = turn.partition(partition.id);
  if (record.isTesting === isTesting) return { ok: false, reason: 'already' };
  if (record.guard.status !== 'disarmed') return { ok: false, reason: 'not-permitted' };
  if (!isTesting) {
    endWalkTest(turn, partition);
    return { ok: true };
  }
  turn.schedule({ at: turn.at + WALK_TEST_MS, kind: 'walk-test', of: partition.id });
  turn.setPartition(partition, { ...record, isTesting, testSince: turn.at }, why);
  turn.touch(partition.id);
  return { ok: true };
}

/** Ends a walk test, if one is under way, and tells what it has seen and what it has not. */
export function endWalkTest(turn: Turn, partition: PartitionConfig): void {
  const { testSince, ...record } = turn.partition(partition.id);
  if (!record.isTesting) return;
  turn.cancel({ kind: 'walk-test', of: partition.id });
  const watches = turn.house.watchesOfPartition.get(partition.id) ?? [];
  const isSeen = (watch: Watch): boolean => (turn.zone(watch).testedAt ?? -1) >= (testSince ?? Infinity);
  const missing = watches.filter((watch) => watch.isBurglary && !isSeen(watch));
  turn.setPartition(partition, { ...record, isTesting: false }, { cause: { command: 'test' } });
  turn.emit({
    type: 'walk-test',
    partition: partition.id,
    seen: watches.filter(isSeen).map(({ zone }) => zone.id),
    missing: missing.map(({ zone }) => zone.id),
  });
  turn.touch(partition.id);
}

/**
 * Notes that a zone was seen to work, while it or its partition is being tested. Never of a silent panic: a list of what
 * was seen would give it away.
 */
export function noteTested(turn: Turn, watch: Watch): void {
  if (watch.zone.type === 'silent-panic') return;
  if (!turn.partition(watch.partition.id).isTesting && turn.zone(watch).testUntil === undefined) return;
  turn.setZone(watch, { ...turn.zone(watch), testedAt: turn.at });
  turn.touch(watch.partition.id);
}
