import type { DeviceState, HomeChange, Trouble } from '@nightlatch/model';
import type { HomeStore } from '@nightlatch/state';

/**
 * Puts one change of another home's history into a mirror of it, and publishes that very change.
 *
 * Unlike a source's report, which may turn out to change nothing, a change in a history has happened: it is delivered
 * even when the mirror stood there already. The link's own state is the mirror's affair and is left alone.
 */
export function applyChange(store: HomeStore, change: HomeChange): void {
  switch (change.type) {
    case 'link':
      return;
    case 'described':
      return store.setDevice(change.device, [change]);
    case 'removed':
      store.apply({ type: 'removed', device: change.device }, change.at);
      return;
    case 'attribute':
    case 'availability':
      return applyDeviceChange(store, change);
    case 'partition':
      return store.setPartition(change);
    case 'trouble':
      return store.setTroubles(withTrouble(store.snapshot.troubles, change), [change]);
    default:
      return store.publish(change);
  }
}

function applyDeviceChange(
  store: HomeStore,
  change: Extract<HomeChange, { type: 'attribute' | 'availability' }>,
): void {
  const known = store.snapshot.devices.get(change.device);
  if (!known) return store.publish(change);
  const device: DeviceState =
    change.type === 'availability'
      ? { ...known, available: change.to }
      : { ...known, values: { ...known.values, [change.attribute]: { value: change.to, at: change.at } } };
  store.setDevice(device, [change]);
}

function withTrouble(
  troubles: readonly Trouble[],
  change: Extract<HomeChange, { type: 'trouble' }>,
): readonly Trouble[] {
  const others = troubles.filter((trouble) => trouble.kind !== change.kind || trouble.device !== change.device);
  if (!change.on) return others;
  const { kind, device, detail, at } = change;
  const trouble: Trouble = {
    kind,
    ...(device === undefined ? {} : { device }),
    since: at,
    ...(detail === undefined ? {} : { detail }),
  };
  return [...others, trouble];
}
