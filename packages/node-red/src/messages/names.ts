import type { DeviceId, HomeSnapshot, PartitionView, ZoneId } from '@nightlatch/model';

/** A thing as messages name it: by its stable id, and as people call it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export function namedDevice(id: DeviceId, snapshot: HomeSnapshot): Named {
  return { id, name: snapshot.devices.get(id)?.name ?? id };
}

export function namedZone(id: ZoneId, snapshot: HomeSnapshot): Named {
  for (const { zones } of snapshot.partitions.values()) {
    const zone = zones.find((each) => each.id === id);
    if (zone) return { id, name: zone.name };
  }
  return { id, name: id };
}

export function namedZones(ids: readonly ZoneId[] | undefined, snapshot: HomeSnapshot): readonly Named[] {
  return (ids ?? []).map((id) => namedZone(id, snapshot));
}

/** The partition that a node is about: the one it names, or the only one. */
export function partitionOf(id: string | undefined, snapshot: HomeSnapshot): PartitionView | undefined {
  if (id) return snapshot.partitions.get(id);
  return snapshot.partitions.size === 1 ? [...snapshot.partitions.values()][0] : undefined;
}
