import type {
  DeviceId,
  HomeSnapshot,
  MasterState,
  MasterView,
  PartitionId,
  PartitionView,
  ZoneId,
} from '@nightlatch/model';

/** A thing as messages name it: by its stable id, and as people call it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export function namedDevice(id: DeviceId, snapshot: HomeSnapshot): Named {
  return { id, name: snapshot.devices.get(id)?.name ?? id };
}

export function namedPartition(id: PartitionId, snapshot: HomeSnapshot): Named {
  return { id, name: snapshot.partitions.get(id)?.name ?? id };
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

/** A partition, or several under one name: then `mixed` where they differ. */
export interface AlarmView extends Omit<PartitionView, 'state'> {
  readonly state: MasterState;
}

/** What a node is about: the partition or master that it names, else the master, else the only partition. */
export function partitionOf(id: string | undefined, snapshot: HomeSnapshot): AlarmView | undefined {
  const { partitions, master } = snapshot;
  const named = id === undefined || id === '' ? undefined : partitions.get(id);
  if (named) return named;
  if (master && (!id || id === master.id)) return masterAlarm(master, partitions);
  return !id && partitions.size === 1 ? [...partitions.values()][0] : undefined;
}

/** Tells whether a change of a partition is one of what a node is about. */
export function concernsAlarm(partition: string, about: AlarmView | undefined, { master }: HomeSnapshot): boolean {
  return about?.id === partition || (about?.id === master?.id && master?.partitions.includes(partition) === true);
}

function masterAlarm(master: MasterView, partitions: HomeSnapshot['partitions']): AlarmView {
  const own = master.partitions.flatMap((each) => partitions.get(each) ?? []);
  return {
    ...master,
    bypassed: own.flatMap(({ bypassed }) => bypassed),
    alarms: own.flatMap(({ alarms }) => alarms),
    zones: own.flatMap(({ zones }) => zones),
  };
}
