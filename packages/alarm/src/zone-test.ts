import type { CommandResult } from '@nightlatch/model';
import { ZONE_TEST_SECONDS } from './figures.ts';
import type { PartitionConfig } from './config.ts';
import type { Watch } from './house.ts';
import type { Turn } from './turn.ts';

/**
 * Puts one zone in test, or back: in test it chimes where it would trip. Only while disarmed; arming ends it, and time does
 * for whoever forgets. A silent panic is not tested this way: a chime would give it away.
 */
export function testZone(turn: Turn, watch: Watch, isOn: boolean): CommandResult {
  const { testUntil, ...rest } = turn.zone(watch);
  if (!isOn && testUntil === undefined) return { ok: false, reason: 'already', zones: [watch.zone.id] };
  const { guard } = turn.partition(watch.partition.id);
  if (isOn && (guard.status !== 'disarmed' || watch.zone.type === 'silent-panic'))
    return { ok: false, reason: 'not-permitted', zones: [watch.zone.id] };
  const until = turn.at + ZONE_TEST_SECONDS * 1000;
  turn.setZone(watch, isOn ? { ...rest, testUntil: until } : rest);
  if (isOn) turn.schedule({ at: until, kind: 'zone-test', of: watch.key });
  else turn.cancel({ kind: 'zone-test', of: watch.key });
  turn.touch(watch.partition.id);
  return { ok: true };
}

/** The test of a zone ends. */
export function endZoneTest(turn: Turn, key: string): void {
  const watch = turn.house.watches.get(key);
  if (watch) testZone(turn, watch, false);
}

/** Ends the tests of a partition: it is armed. */
export function endZoneTests(turn: Turn, partition: PartitionConfig): void {
  for (const watch of turn.house.watchesOfPartition.get(partition.id) ?? []) testZone(turn, watch, false);
}
