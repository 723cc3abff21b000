import type { HomeSnapshot, ZoneId } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import { alarmWord } from './alarm-word.ts';
import type { Named } from './names.ts';
import { namedDevice } from './names.ts';
import type { Said } from './security-message.ts';
import { sayZone } from './zone-word.ts';

/** Says how the whole home is: `ready` when nothing is in the way of arming, `not-ready`, or `unknown`. */
export function sayHome(id: string, name: string, snapshot: HomeSnapshot): Said {
  if (snapshot.link !== 'online') return { kind: 'home', id, name, payload: UNKNOWN };
  const zones = [...snapshot.partitions.values()].flatMap((partition) => partition.zones.map((zone) => zone.id));
  const open = zonesThatAre('open', zones, snapshot);
  const unknown = zonesThatAre(UNKNOWN, zones, snapshot);
  const more = {
    partitions: Object.fromEntries([...snapshot.partitions].map(([key, view]) => [key, alarmWord(view, true)])),
    open,
    unknown,
    bypassed: zonesThatAre('bypassed', zones, snapshot),
    unlocked: devicesWith(snapshot, 'lock', (value) => value !== 'locked'),
    lowBattery: devicesWith(snapshot, 'batteryLow', (value) => value === true),
    troubles: snapshot.troubles.map(({ kind, device, detail }) => ({
      kind,
      ...(device === undefined ? {} : { device: namedDevice(device, snapshot) }),
      ...(detail === undefined ? {} : { detail }),
    })),
  };
  return { kind: 'home', id, name, payload: open.length + unknown.length === 0 ? 'ready' : 'not-ready', more };
}

function zonesThatAre(word: string, zones: readonly ZoneId[], snapshot: HomeSnapshot): readonly Named[] {
  return zones.flatMap((zone) => {
    const said = sayZone(zone, undefined, snapshot);
    return said.payload === word ? [{ id: zone, name: said.name }] : [];
  });
}

function devicesWith(
  { devices }: HomeSnapshot,
  attribute: 'lock' | 'batteryLow',
  isSo: (value: unknown) => boolean,
): readonly Named[] {
  return [...devices.values()].flatMap(({ id, name, values }) =>
    values[attribute] !== undefined && isSo(values[attribute].value) ? [{ id, name }] : [],
  );
}
