import type {
  AttributeKey,
  AttributeValue,
  DeviceId,
  DeviceState,
  Home,
  HomeChange,
  HomeSnapshot,
  LinkState,
  PartitionId,
  PartitionView,
  Unknown,
} from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import { Observable, distinctUntilChanged, filter, map, startWith } from 'rxjs';

/** Turns a home's changes into an rxjs stream. */
export function changes$(home: Pick<Home, 'changes'>): Observable<HomeChange> {
  return new Observable((observer) => home.changes.subscribe((change) => observer.next(change)));
}

/** Follows whether the hub is there, beginning with now. */
export function link$(home: Pick<Home, 'changes' | 'snapshot'>): Observable<LinkState> {
  return select$(home, (snapshot) => snapshot.link);
}

/** Follows one device, beginning with now; undefined while there is none. */
export function device$(home: Pick<Home, 'changes' | 'snapshot'>, id: DeviceId): Observable<DeviceState | undefined> {
  return select$(
    home,
    (snapshot) => snapshot.devices.get(id),
    (change) => concerns(change, id),
  );
}

/** Follows one attribute as anyone may trust it: unknown while the hub or the device is away. */
export function attribute$(
  home: Pick<Home, 'changes' | 'snapshot'>,
  id: DeviceId,
  key: AttributeKey,
): Observable<AttributeValue | Unknown> {
  return select$(
    home,
    (snapshot) => trustedValue(snapshot, id, key),
    (change) => concerns(change, id),
  );
}

/** Follows one partition, beginning with now; undefined while the hub is away or has no such partition. */
export function partition$(
  home: Pick<Home, 'changes' | 'snapshot'>,
  id: PartitionId,
): Observable<PartitionView | undefined> {
  return select$(
    home,
    (snapshot) => (snapshot.link === 'online' ? snapshot.partitions.get(id) : undefined),
    (change) => change.type === 'link' || (change.type === 'partition' && change.partition === id),
  );
}

/** What an attribute is, as far as it can be trusted now. */
export function trustedValue(snapshot: HomeSnapshot, id: DeviceId, key: AttributeKey): AttributeValue | Unknown {
  const device = snapshot.devices.get(id);
  if (snapshot.link !== 'online' || device?.available !== true) return UNKNOWN;
  return device.values[key]?.value ?? UNKNOWN;
}

function select$<T>(
  home: Pick<Home, 'changes' | 'snapshot'>,
  pick: (snapshot: HomeSnapshot) => T,
  relevant: (change: HomeChange) => boolean = () => true,
): Observable<T> {
  return changes$(home).pipe(
    filter(relevant),
    startWith(undefined),
    map(() => pick(home.snapshot)),
    distinctUntilChanged(),
  );
}

function concerns(change: HomeChange, id: DeviceId): boolean {
  if (change.type === 'link') return true;
  if (change.type === 'described') return change.device.id === id;
  return 'device' in change && change.device === id;
}
