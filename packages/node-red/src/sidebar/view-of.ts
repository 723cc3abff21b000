import type { HomeSnapshot } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import { alarmWord } from '../messages/alarm-word.ts';
import type { AlarmView } from '../messages/names.ts';
import { namedDevice, namedZones, partitionOf } from '../messages/names.ts';
import { sayZone } from '../messages/zone-word.ts';
import type { AlarmLook, HazardLook, HomeView, TroubleLook } from './home-view.ts';

/** Says how a home is for the sidebar, without its events. While the hub is away only names are told. */
export function lookOf(snapshot: HomeSnapshot): Pick<HomeView, 'link' | 'alarms' | 'troubles'> {
  const { link, partitions, master } = snapshot;
  const ids = [...(master ? [master.id] : []), ...partitions.keys()];
  const views = ids.flatMap((id) => partitionOf(id, snapshot) ?? []);
  if (link !== 'online') return { link, alarms: views.map((view) => unknownLook(view, master?.id)), troubles: [] };
  return { link, alarms: views.map((view) => alarmLook(view, snapshot)), troubles: troublesOf(snapshot) };
}

function unknownLook({ id, name }: AlarmView, master: string | undefined): AlarmLook {
  const isMaster = id === master ? { isMaster: true } : {};
  return {
    id,
    name,
    ...isMaster,
    word: UNKNOWN,
    modes: [],
    open: [],
    unknown: [],
    bypassed: [],
    memory: [],
    hazards: [],
  };
}

function alarmLook(view: AlarmView, snapshot: HomeSnapshot): AlarmLook {
  const { id, name, state, mode, until, ready, bypassed } = view;
  const members = snapshot.master?.id === id ? snapshot.master.partitions : [id];
  const memory = members.flatMap((member) => snapshot.partitions.get(member)?.memory ?? []);
  const namesOf = (zones: readonly string[]): readonly string[] => namedZones(zones, snapshot).map((zone) => zone.name);
  const said = view.zones.map((zone) => sayZone(zone.id, zone.name, snapshot));
  const thatAre = (word: string): readonly string[] =>
    said.filter(({ payload }) => payload === word).map((zone) => zone.name);
  return {
    id,
    name,
    ...(snapshot.master?.id === id ? { isMaster: true } : {}),
    word: alarmWord(view, true),
    state,
    ...(mode === undefined ? {} : { mode }),
    ...(until !== undefined && (state === 'arming' || state === 'pending') ? { until } : {}),
    modes: Object.entries(ready).map(([key, zones]) => ({ mode: key, inTheWay: namesOf(zones) })),
    open: thatAre('open'),
    unknown: thatAre(UNKNOWN),
    bypassed: namesOf(bypassed),
    memory: namesOf(memory),
    hazards: hazardsOf(members, snapshot),
  };
}

function hazardsOf(members: readonly string[], snapshot: HomeSnapshot): readonly HazardLook[] {
  return members.flatMap((partition) =>
    (snapshot.partitions.get(partition)?.alarms ?? []).map(({ hazard, status, zones, since }) => {
      return { partition, hazard, status, since, zones: namedZones(zones, snapshot).map(({ name }) => name) };
    }),
  );
}

function troublesOf(snapshot: HomeSnapshot): readonly TroubleLook[] {
  return snapshot.troubles.map(({ kind, device, detail }) => ({
    kind,
    ...(device === undefined ? {} : { device: namedDevice(device, snapshot).name }),
    ...(detail === undefined ? {} : { detail }),
  }));
}
