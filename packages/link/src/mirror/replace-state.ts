import type { AttributeKey, DeviceState, HazardView, HomeChange, PartitionView, Trouble } from '@nightlatch/model';
import type { HomeStore } from '@nightlatch/state';
import type { HomeState } from './home-state.ts';

/**
 * Brings a mirror to a whole state, and publishes as changes what differs.
 *
 * What happened in between is not told: a value that came and went is not seen. Values that differ change with cause
 * `resync`, since they were so already when we looked.
 */
export function replaceState(store: HomeStore, state: HomeState, at: number): void {
  replaceDevices(store, state.devices, at);
  store.setMaster(state.master);
  replacePartitions(store, state.partitions, at);
  const { troubles } = store.snapshot;
  store.setTroubles(state.troubles, [
    ...troubles.filter((trouble) => !has(state.troubles, trouble)).map((trouble) => troubleChange(trouble, false, at)),
    ...state.troubles.filter((trouble) => !has(troubles, trouble)).map((trouble) => troubleChange(trouble, true, at)),
  ]);
}

function replaceDevices(store: HomeStore, devices: readonly DeviceState[], at: number): void {
  const ids = new Set(devices.map((device) => device.id));
  for (const id of store.snapshot.devices.keys()) if (!ids.has(id)) store.apply({ type: 'removed', device: id }, at);
  for (const device of devices)
    store.setDevice(device, deviceChanges(store.snapshot.devices.get(device.id), device, at));
}

function deviceChanges(from: DeviceState | undefined, to: DeviceState, at: number): readonly HomeChange[] {
  if (!from) return [{ type: 'described', device: to, at }];
  const changes: HomeChange[] = isDescribedAlike(from, to) ? [] : [{ type: 'described', device: to, at }];
  if (from.available !== to.available) {
    changes.push({ type: 'availability', device: to.id, from: from.available, to: to.available, at });
  }
  for (const key of Object.keys(to.values)) {
    const attribute = key as AttributeKey;
    const [before, after] = [from.values[attribute], to.values[attribute]];
    if (!before || !after || before.value === after.value) continue;
    const values = { from: before.value, to: after.value };
    changes.push({ type: 'attribute', device: to.id, attribute, ...values, cause: 'resync', at: after.at ?? at });
  }
  return changes;
}

function isDescribedAlike(a: DeviceState, b: DeviceState): boolean {
  const { values: _a, available: _aa, ...left } = a;
  const { values: _b, available: _bb, ...right } = b;
  return isSame(left, right);
}

function replacePartitions(store: HomeStore, partitions: readonly PartitionView[], at: number): void {
  const ids = new Set(partitions.map((partition) => partition.id));
  for (const id of store.snapshot.partitions.keys()) if (!ids.has(id)) store.removePartition(id);
  for (const to of partitions) {
    const from = store.snapshot.partitions.get(to.id);
    if (from && isSame(from, to)) continue;
    store.setPartition({ type: 'partition', partition: to.id, ...(from ? { from } : {}), to, at });
    for (const change of hazardChanges(from?.alarms ?? [], to, at)) store.publish(change);
  }
}

function hazardChanges(from: readonly HazardView[], to: PartitionView, at: number): readonly HomeChange[] {
  const partition = to.id;
  const moved = to.alarms.filter(
    (alarm) => !from.some((known) => known.hazard === alarm.hazard && known.status === alarm.status),
  );
  const over = from.filter((known) => !to.alarms.some((alarm) => alarm.hazard === known.hazard));
  return [
    ...moved.map(({ hazard, status }): HomeChange => ({ type: 'hazard', partition, hazard, to: status, at })),
    ...over.map(({ hazard }): HomeChange => ({ type: 'hazard', partition, hazard, to: 'restored', at })),
  ];
}

function has(troubles: readonly Trouble[], one: Trouble): boolean {
  return troubles.some((trouble) => trouble.kind === one.kind && trouble.device === one.device);
}

function troubleChange({ kind, device, detail }: Trouble, on: boolean, at: number): HomeChange {
  return {
    type: 'trouble',
    kind,
    ...(device === undefined ? {} : { device }),
    on,
    ...(detail === undefined ? {} : { detail }),
    at,
  };
}

/** Compares plain JSON; the order of keys does not count. */
function isSame(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
