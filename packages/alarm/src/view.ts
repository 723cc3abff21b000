import type {
  ArmMode,
  HazardView,
  Master,
  PartitionId,
  PartitionView,
  Trouble,
  ZoneId,
  ZoneView,
} from '@nightlatch/model';
import { InvariantError } from '@nightlatch/model';
import { appearanceOf } from './appearance.ts';
import type { AlarmConfig } from './config.ts';
import type { Watch } from './house.ts';
import type { Obstacle } from './readiness.ts';
import { obstacleOf } from './readiness.ts';
import type { AlarmRecord, EngineState, PartitionRecord } from './state.ts';
import { DISARMED_PARTITION, UNKNOWN_ZONE } from './state.ts';

/** Returns the partitions of a state, in the order of the configuration. */
export function partitionIds(state: EngineState): readonly PartitionId[] {
  return state.house.config.partitions.map(({ id }) => id);
}

/** Returns the configuration that is in force. */
export function alarmOf(state: EngineState): AlarmConfig {
  return state.house.config;
}

/** Returns what the last daily self-test found; undefined before the first. */
export function lastSelfTest(state: EngineState): EngineState['selfTest'] {
  return state.selfTest;
}

/** Returns the partitions that go under one name, if the house has such. */
export function masterOf(state: EngineState): Master | undefined {
  return state.house.config.master;
}

/**
 * Shows a partition as everyone outside the engine sees it. Looks at each of its zones once.
 *
 * @throws InvariantError when the state has no such partition.
 */
export function partitionView(state: EngineState, id: PartitionId): PartitionView {
  const partition = state.house.partitions.get(id);
  if (!partition) throw new InvariantError(`There is no partition "${id}" in the engine: ask partitionIds first.`);
  const watches = state.house.watchesOfPartition.get(id) ?? [];
  const record = state.partitions.get(id) ?? DISARMED_PARTITION;
  const ready: Record<ArmMode, ZoneId[]> = {};
  for (const mode of Object.keys(partition.modes)) ready[mode] = [];
  const bypassed: ZoneId[] = [];
  const memory: ZoneId[] = [];
  const testing: ZoneId[] = [];
  for (const watch of watches) {
    const zone = state.devices.get(watch.zone.device)?.zones[watch.index] ?? UNKNOWN_ZONE;
    if (zone.bypass) bypassed.push(watch.zone.id);
    if (zone.alarmedIn !== undefined) memory.push(watch.zone.id);
    if (zone.testUntil !== undefined) testing.push(watch.zone.id);
    if (!watch.isBurglary || zone.status === 'inactive') continue;
    for (const [mode, { exitDelaySeconds }] of Object.entries(partition.modes))
      if (isInTheWay(obstacleOf(watch, zone, mode, exitDelaySeconds > 0))) ready[mode]!.push(watch.zone.id);
  }
  const { swingers: shutDown = [] } = record;
  return {
    id,
    name: partition.name,
    ...appearanceOf(record),
    ready,
    bypassed,
    alarms: record.alarms.map((alarm) => alarmView(record, alarm)),
    ...(memory.length > 0 ? { memory } : {}),
    ...(shutDown.length > 0 ? { shutDown } : {}),
    ...(testing.length > 0 ? { testing } : {}),
    ...(record.isTesting ? { untested: untested(state, watches, record.testSince) } : {}),
    zones: zoneViews(watches),
  };
}

function isInTheWay(obstacle: Obstacle | undefined): boolean {
  return obstacle === 'open' || obstacle === 'unknown';
}

/** An alarm whose report waits to be verified says so; its sirens do not wait. */
function alarmView({ reports = [] }: PartitionRecord, { hazard, status, zones, since }: AlarmRecord): HazardView {
  const isVerifying = status === 'alarm' && reports.some((one) => one.hazard === hazard && one.isVerifying);
  return { hazard, status: isVerifying ? 'verifying' : status, zones, since };
}

/** The burglary zones that a walk test has not seen yet. */
function untested(state: EngineState, watches: readonly Watch[], since = 0): readonly ZoneId[] {
  const testedAt = ({ zone, index }: Watch): number =>
    state.devices.get(zone.device)?.zones[index]?.testedAt ?? Number.NEGATIVE_INFINITY;
  return watches.filter((watch) => watch.isBurglary && testedAt(watch) < since).map(({ zone }) => zone.id);
}

/** Lists the troubles of a state, the oldest first. */
export function troubles(state: EngineState): readonly Trouble[] {
  return [...state.troubles.entries()].map(([, trouble]) => trouble).sort(byAge);
}

const ZONE_VIEWS = new WeakMap<readonly Watch[], readonly ZoneView[]>();

/** The zones change with the configuration only, and so are worked out once for each. */
function zoneViews(watches: readonly Watch[]): readonly ZoneView[] {
  const known = ZONE_VIEWS.get(watches);
  if (known) return known;
  const views = watches.map(({ zone }) => {
    const { id, name, device, signal, type, modes } = zone;
    return { id, name, device, signal, type, modes };
  });
  ZONE_VIEWS.set(watches, views);
  return views;
}

function byAge(one: Trouble, other: Trouble): number {
  return one.since - other.since || compare(`${one.kind} ${one.device ?? ''}`, `${other.kind} ${other.device ?? ''}`);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
