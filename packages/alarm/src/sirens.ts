import type { DeviceId, PartitionId } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import { byUrgency, HAZARD_RULES } from './hazard-rules.ts';
import type { PartitionRecord, SirenOrder } from './state.ts';
import type { Turn, Why } from './turn.ts';

const SILENT: SirenOrder = {};
const PATTERN_URGENCY = ['fire', 'co', 'panic', 'medical', 'burglary', 'water', 'warning'];

/** Puts a partition's record in place, and first tells its sirens what they ought to do under it. */
export function commandSirens(turn: Turn, partition: PartitionConfig, next: PartitionRecord, why: Why): void {
  const wanted = wantedOf(partition, next);
  const last = next.siren ?? SILENT;
  if (wanted.pattern === last.pattern && wanted.until === last.until) return turn.setPartition(partition, next, why);
  const effectsBefore = turn.effects.length;
  turn.setPartition(partition, { ...next, siren: wanted }, why);
  const told = turn.effects.splice(effectsBefore);
  sound(turn, partition);
  turn.effects.push(...told);
}

/** Tells the sirens of a partition again what they ought to do, if they were ever told anything. */
export function repeatSirens(turn: Turn, partition: PartitionConfig): void {
  if (turn.partition(partition.id).siren !== undefined) sound(turn, partition);
}

/** What the sirens of a partition ought to do: the most urgent alarm that sounds, else the warning of an exit error. */
function wantedOf({ modes }: PartitionConfig, { alarms, guard }: PartitionRecord): SirenOrder {
  const sounding = alarms.filter((alarm) => alarm.status === 'alarm' && !alarm.isQuiet);
  const [first] = sounding.sort((one, other) => byUrgency(one.hazard, other.hazard));
  if (first) {
    const { pattern } = HAZARD_RULES[first.hazard];
    return first.until === undefined ? { pattern } : { pattern, until: first.until };
  }
  const isWarning = guard.status === 'pending' && guard.isExitError && !modes[guard.mode]?.isSilent;
  if (isWarning) return { pattern: 'warning', until: guard.until };
  return SILENT;
}

/** A siren that two partitions share plays the more urgent of the two, and stops only when both are silent. */
function sound(turn: Turn, partition: PartitionConfig): void {
  const devicesByOwner = Map.groupBy(partition.sirens, (siren) => ownerOf(turn, partition, siren));
  for (const [owner, devices] of devicesByOwner) {
    const { pattern, until } = turn.partition(owner).siren ?? SILENT;
    if (pattern === undefined) turn.emit({ type: 'siren', partition: owner, on: false, devices });
    else {
      const seconds = until === undefined ? {} : { seconds: Math.ceil((until - turn.at) / 1000) };
      turn.emit({ type: 'siren', partition: owner, on: true, pattern, ...seconds, devices });
    }
  }
  if (partition.sirens.length === 0) soundNowhere(turn, partition.id);
}

/** An alarm without a siren is still told, so that a replay shows when it would have sounded. */
function soundNowhere(turn: Turn, id: PartitionId): void {
  const { pattern } = turn.partition(id).siren ?? SILENT;
  turn.emit({ type: 'siren', partition: id, on: pattern !== undefined, ...(pattern ? { pattern } : {}), devices: [] });
}

function ownerOf(turn: Turn, partition: PartitionConfig, siren: DeviceId): PartitionId {
  let owner = partition.id;
  for (const other of turn.house.config.partitions)
    if (other.sirens.includes(siren) && urgencyOf(turn, other.id) < urgencyOf(turn, owner)) owner = other.id;
  return owner;
}

/** Smaller is more urgent. */
function urgencyOf(turn: Turn, id: PartitionId): number {
  const pattern = turn.partition(id).siren?.pattern;
  return pattern === undefined ? Infinity : PATTERN_URGENCY.indexOf(pattern);
}
