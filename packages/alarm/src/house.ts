import type { AttributeName, DeviceId, PartitionId, ZoneId } from '@nightlatch/model';
import { attributeName, BURGLARY_TYPES } from '@nightlatch/model';
import type { AlarmConfig, LockConfig, PartitionConfig, ReaderConfig, ZoneConfig, ZoneGroupConfig } from './config.ts';

/** A zone at its post: what it is, whose it is, and what must never be worked out again while the house stays as it is. */
export interface Watch {
  /** Tells apart the same zone in two partitions. */
  readonly key: string;
  /** Its place among the watches of its device. */
  readonly index: number;
  readonly zone: ZoneConfig;
  readonly partition: PartitionConfig;
  /** Entry, perimeter or interior: watched only in the modes of the zone. */
  readonly isBurglary: boolean;
  /** May be active while the exit delay runs. */
  readonly usesExitDelay: boolean;
  /** Starts or follows the entry delay; else it alarms at once. */
  readonly usesEntryDelay: boolean;
  /** The kind of attribute that it watches; absent where it waits for a momentary event. */
  readonly attribute?: AttributeName;
  readonly groups: readonly ZoneGroupConfig[];
}

/** The configuration with its indexes: worked out once for each configuration, and shared by every state under it. */
export interface House {
  readonly config: AlarmConfig;
  readonly partitions: ReadonlyMap<PartitionId, PartitionConfig>;
  readonly watches: ReadonlyMap<string, Watch>;
  readonly watchesOfDevice: ReadonlyMap<DeviceId, readonly Watch[]>;
  readonly watchesOfPartition: ReadonlyMap<PartitionId, readonly Watch[]>;
  /** The locks that belong to a partition, by device. */
  readonly locks: ReadonlyMap<DeviceId, LockPlace>;
  readonly readers: ReadonlyMap<DeviceId, ReaderPlace>;
}

/** A lock at its door. */
export interface LockPlace {
  readonly lock: LockConfig;
  readonly partition: PartitionConfig;
  readonly settleSeconds: number;
}

export interface ReaderPlace {
  readonly reader: ReaderConfig;
  readonly partition: PartitionConfig;
}

const EVENTS: readonly string[] = ['panic', 'medical', 'button'];

/** Works out the indexes of a configuration. */
export function buildHouse(config: AlarmConfig): House {
  const counts = new Map<DeviceId, number>();
  const watches = config.partitions.flatMap((partition) =>
    partition.zones.map((zone) => {
      const index = counts.get(zone.device) ?? 0;
      counts.set(zone.device, index + 1);
      return watchOf(partition, zone, index);
    }),
  );
  return {
    config,
    partitions: new Map(config.partitions.map((partition) => [partition.id, partition])),
    watches: new Map(watches.map((watch) => [watch.key, watch])),
    watchesOfDevice: Map.groupBy(watches, (watch) => watch.zone.device),
    watchesOfPartition: Map.groupBy(watches, (watch) => watch.partition.id),
    locks: new Map(config.partitions.flatMap(lockPlaces)),
    readers: new Map(config.partitions.flatMap(readerPlaces)),
  };
}

function lockPlaces(partition: PartitionConfig): readonly (readonly [DeviceId, LockPlace])[] {
  const { locks = [], settleSeconds = 0 } = partition.locking ?? {};
  return locks.map((lock) => [lock.device, { lock, partition, settleSeconds }]);
}

function readerPlaces(partition: PartitionConfig): readonly (readonly [DeviceId, ReaderPlace])[] {
  return (partition.locking?.readers ?? []).map((reader) => [reader.device, { reader, partition }]);
}

/** Names a zone of a partition. */
export function watchKey(partition: PartitionId, zone: ZoneId): string {
  return `${partition} ${zone}`;
}

function watchOf(partition: PartitionConfig, zone: ZoneConfig, index: number): Watch {
  const isEvent = EVENTS.includes(zone.signal);
  const isBurglary = BURGLARY_TYPES.includes(zone.type);
  const isOnTheWay = isBurglary && zone.type !== 'perimeter';
  return {
    key: watchKey(partition.id, zone.id),
    index,
    zone,
    partition,
    isBurglary,
    usesExitDelay: isBurglary && (zone.useExitDelay ?? isOnTheWay),
    usesEntryDelay: isOnTheWay && zone.useEntryDelay !== false,
    groups: partition.groups.filter((group) => group.zones.includes(zone.id)),
    ...(isEvent ? {} : { attribute: attributeName(zone.signal as Parameters<typeof attributeName>[0]) }),
  };
}
