import type { DeviceId, PartitionId } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import { isSameOrder, orderOf, ordersAt, ruleOf, SILENT, startsAtChange } from './siren-orders.ts';
import type { PartitionRecord, SirenException, SirenOrder } from './state.ts';
import type { Turn, Why } from './turn.ts';

const PATTERN_URGENCY = ['fire', 'co', 'panic', 'medical', 'burglary', 'water', 'warning'];

/** Puts a partition's record in place, and first tells its sirens what they ought to do under it. */
export function commandSirens(turn: Turn, partition: PartitionConfig, next: PartitionRecord, why: Why): void {
  const told = turn.partition(partition.id);
  const { siren, sirenExceptions } = ordersAt(partition, next, turn.at);
  const changed = partition.sirens.filter(
    (device) => !isSameOrder(orderOf(told, device), orderOf({ siren, sirenExceptions }, device)),
  );
  const isSame = isSameOrder(told.siren ?? SILENT, siren);
  if (isSame && changed.length === 0) return turn.setPartition(partition, next, why);
  const effectsBefore = turn.effects.length;
  turn.setPartition(partition, withExceptions({ ...next, siren }, sirenExceptions), why);
  const others = turn.effects.splice(effectsBefore);
  if (partition.sirens.length === 0) soundNowhere(turn, partition.id);
  else sound(turn, partition, changed);
  turn.effects.push(...others);
  scheduleLimit(turn, partition);
}

/** Tells the sirens of a partition again what they ought to do, if they were ever told anything. */
export function repeatSirens(turn: Turn, partition: PartitionConfig): void {
  if (turn.partition(partition.id).siren === undefined) return;
  if (partition.sirens.length === 0) soundNowhere(turn, partition.id);
  else sound(turn, partition, partition.sirens);
}

/** A siren has sounded for the time that it may: it stops, or goes on with what else there is to sound for. */
export function endSirenLimits(turn: Turn, partition: PartitionConfig): void {
  commandSirens(turn, partition, turn.partition(partition.id), { cause: { timer: 'siren' } });
}

/**
 * Takes over the sirens of a new configuration while an alarm sounds: those that are no longer the partition's stop, and
 * those that are new have not been told yet. `commandSirens` then tells each what it ought to do.
 */
export function adoptSirens(turn: Turn, partition: PartitionConfig, before: PartitionConfig): void {
  const record = turn.partition(partition.id);
  if (record.siren?.pattern === undefined) return;
  const isOurs = (device: DeviceId): boolean => partition.sirens.includes(device);
  const known = (record.sirenExceptions ?? []).filter(({ device }) => isOurs(device));
  const added = partition.sirens.filter((device) => !before.sirens.includes(device));
  const dropped = before.sirens.filter((device) => !isOurs(device));
  turn.putPartition(partition.id, {
    ...withExceptions(record, [...known, ...added.map((device) => ({ device }))]),
    alarms: record.alarms.map((alarm) => startsAtChange(partition, alarm, turn.at)),
  });
  sound(turn, partition, dropped);
}

function withExceptions(record: PartitionRecord, sirenExceptions: readonly SirenException[]): PartitionRecord {
  const { sirenExceptions: _before, ...rest } = record;
  return sirenExceptions.length > 0 ? { ...rest, sirenExceptions } : rest;
}

/** The first of the sirens with a time of their own is to stop. */
function scheduleLimit(turn: Turn, { id, sirenRules }: PartitionConfig): void {
  const name = { kind: 'siren-limit', of: id } as const;
  turn.cancel(name);
  if (sirenRules === undefined) return;
  const ends = (turn.partition(id).sirenExceptions ?? []).flatMap(({ until }) => until ?? []);
  const at = Math.min(...ends.filter((end) => end > turn.at));
  if (Number.isFinite(at)) turn.schedule({ at, ...name });
}

/** What one siren ought to do, and the partition that has it do so. */
interface Duty {
  readonly device: DeviceId;
  readonly partition: PartitionId;
  readonly order: SirenOrder;
  readonly isApart?: true;
}

/** Tells those that have rules of their own apart, and the others together. */
function sound(turn: Turn, partition: PartitionConfig, sirens: readonly DeviceId[]): void {
  const duties = sirens.map((device) => dutyOf(turn, partition, device));
  const together = Map.groupBy(duties, ({ device, partition: id, order: { pattern, until }, isApart }) =>
    JSON.stringify(isApart ? device : [id, pattern, until]),
  );
  for (const same of together.values()) tell(turn, same);
}

function tell(turn: Turn, duties: readonly Duty[]): void {
  const [first] = duties;
  if (!first) return;
  const { partition, order, isApart } = first;
  const { pattern, until } = order;
  const seconds = until === undefined ? {} : { seconds: Math.ceil((until - turn.at) / 1000) };
  const what = pattern === undefined ? { on: false } : { on: true, pattern, ...seconds };
  const devices = duties.map(({ device }) => device);
  turn.emit({ type: 'siren', partition, ...what, devices, ...(isApart ? { isApart } : {}) });
}

/** An alarm without a siren is still told, so that a replay shows when it would have sounded. */
function soundNowhere(turn: Turn, id: PartitionId): void {
  const { pattern } = turn.partition(id).siren ?? SILENT;
  turn.emit({ type: 'siren', partition: id, on: pattern !== undefined, ...(pattern ? { pattern } : {}), devices: [] });
}

/** A siren that partitions share plays the more urgent of what they ask, and stops only when all are silent. */
function dutyOf(turn: Turn, partition: PartitionConfig, device: DeviceId): Duty {
  const apart = ruleOf(partition, device) ? { isApart: true as const } : {};
  const asks = (one: PartitionConfig): SirenOrder =>
    one.sirens.includes(device) ? orderOf(turn.partition(one.id), device) : SILENT;
  let duty: Duty = { device, partition: partition.id, order: asks(partition), ...apart };
  for (const other of turn.house.config.partitions) {
    const order = asks(other);
    if (urgencyOf(order) < urgencyOf(duty.order)) duty = { ...duty, partition: other.id, order };
  }
  return duty;
}

/** Smaller is more urgent. */
function urgencyOf({ pattern }: SirenOrder): number {
  return pattern === undefined ? Infinity : PATTERN_URGENCY.indexOf(pattern);
}
