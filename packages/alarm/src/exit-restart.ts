import type { DecisionCause } from '@nightlatch/model';
import { ARM_ON_CLOSE_SECONDS } from './figures.ts';
import type { Watch } from './house.ts';
import type { Turn } from './turn.ts';
import { withZones } from './zone-list.ts';

/**
 * Notes that an entry zone opened while the exit delay runs. One that was open before in the same delay is somebody who
 * comes back for something: the delay begins anew, in full, and once.
 *
 * @see ANSI/SIA CP-01, exit time restart
 */
export function passThrough(turn: Turn, { zone, partition }: Watch, cause: DecisionCause): void {
  const record = turn.partition(partition.id);
  const { guard } = record;
  if (guard.status !== 'arming' || zone.type !== 'entry') return;
  turn.cancel({ kind: 'latch', of: partition.id });
  const { opened = [] } = guard;
  if (!opened.includes(zone.id)) {
    turn.putPartition(partition.id, { ...record, guard: { ...guard, opened: withZones(opened, [zone.id]) } });
    return;
  }
  if (guard.isRestarted) return;
  const until = turn.at + (partition.modes[guard.mode]?.exitDelaySeconds ?? 0) * 1000;
  turn.schedule({ at: until, kind: 'exit', of: partition.id });
  turn.setPartition(partition, { ...record, guard: { ...guard, until, isRestarted: true } }, { cause });
}

/** The door that ends the exit delay has closed behind someone: unless it springs open again, that was the last of them. */
export function closeBehind(turn: Turn, { zone, partition }: Watch): void {
  const { guard } = turn.partition(partition.id);
  if (guard.status !== 'arming' || !zone.armOnClose || !guard.opened?.includes(zone.id)) return;
  turn.schedule({ at: turn.at + ARM_ON_CLOSE_SECONDS * 1000, kind: 'latch', of: partition.id });
}
