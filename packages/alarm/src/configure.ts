import { endRested } from './alarms.ts';
import type { AlarmConfig, PartitionConfig } from './config.ts';
import type { House } from './house.ts';
import { buildHouse } from './house.ts';
import { announceProgress } from './progress.ts';
import { adoptSirens, commandSirens } from './sirens.ts';
import type { Turn, Why } from './turn.ts';
import { statusOf } from './zones.ts';

const WHY: Why = { cause: { timer: 'configured' } };

/**
 * Takes in a new configuration. What still applies is kept: states, bypasses, what is known of devices and zones.
 *
 * A partition that is gone, or has lost the mode it is armed in, stays as it was until it is disarmed and silent:
 * nothing stops standing guard because a file was edited. A zone that is new is no trip, however it stands.
 */
export function configure(turn: Turn, config: AlarmConfig): void {
  const before = turn.house;
  const kept = before.config.partitions.filter((partition) => mustStay(turn, partition, config));
  const others = config.partitions.filter(({ id }) => !kept.some((partition) => partition.id === id));
  turn.awaited = kept.length > 0 ? config : undefined;
  turn.house = buildHouse({ ...config, partitions: [...others, ...kept] });
  for (const [id] of before.partitions) if (!turn.house.partitions.has(id)) turn.forgetPartition(id);
  adoptZones(turn, before);
  for (const partition of turn.house.config.partitions) {
    moveSirens(turn, partition, before.partitions.get(partition.id));
    turn.touch(partition.id);
  }
  announceProgress(turn, [...turn.house.partitions.keys()]);
}

/** Takes in what is left of the newest configuration as soon as nothing of the old one must stay. */
export function configureAwaited(turn: Turn): void {
  const { awaited } = turn;
  if (awaited && !turn.house.config.partitions.some((partition) => mustStay(turn, partition, awaited)))
    configure(turn, awaited);
}

/** Carries over how each zone stood; one that is new, or has a new limit, begins as its device says now. */
function adoptZones(turn: Turn, before: House): void {
  const records = new Map([...before.watches].map(([key, watch]) => [key, turn.zone(watch)]));
  for (const device of before.watchesOfDevice.keys()) turn.forgetZones(device);
  for (const watch of turn.house.watches.values()) {
    const status = statusOf(watch, turn.device(watch.zone.device));
    const known = status === 'unknown' ? {} : { wasActive: status === 'active' };
    const record = records.get(watch.key);
    const isSame = before.watches.get(watch.key)?.zone.belowCelsius === watch.zone.belowCelsius;
    turn.setZone(watch, record && isSame ? record : { ...record, status, ...known });
  }
}

/** An alarm that sounds goes on where and as the sirens are now, and falls silent where they no longer are. */
function moveSirens(turn: Turn, partition: PartitionConfig, before: PartitionConfig | undefined): void {
  if (before) adoptSirens(turn, partition, before);
  endRested(turn, partition, WHY);
  const record = turn.partition(partition.id);
  if (record.siren || record.guard.status === 'pending') commandSirens(turn, partition, record, WHY);
}

function mustStay(turn: Turn, partition: PartitionConfig, config: AlarmConfig): boolean {
  const { guard, alarms, reports = [] } = turn.partition(partition.id);
  const next = config.partitions.find(({ id }) => id === partition.id);
  if (next === undefined) {
    const isTelling =
      alarms.some(({ status }) => status === 'alarm') || reports.some(({ status }) => status === 'held');
    return guard.status !== 'disarmed' || isTelling;
  }
  return guard.status !== 'disarmed' && !Object.hasOwn(next.modes, guard.mode);
}
