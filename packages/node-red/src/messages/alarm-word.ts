import type { HomeSnapshot } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import type { Said } from './security-message.ts';
import type { AlarmView } from './names.ts';
import { namedZones } from './names.ts';

/**
 * Says in one word how a partition is: `off`, `arming`, the mode it is armed in, `entry`, `alarm`, `mixed`
 * where several partitions differ, or `unknown`.
 *
 * A fire alarm in a disarmed house is `alarm` too. Without a hub it is `unknown`, never `off`.
 */
export function alarmWord(view: AlarmView | undefined, isOnline: boolean): string {
  if (!view || !isOnline) return UNKNOWN;
  if (view.state === 'triggered' || view.alarms.some(({ status }) => status === 'alarm')) return 'alarm';
  switch (view.state) {
    case 'disarmed':
      return 'off';
    case 'arming':
    case 'mixed':
      return view.state;
    case 'pending':
      return 'entry';
    case 'armed':
      return view.mode ?? 'away';
  }
}

/** Says everything of a partition. @param id The partition asked for, which the home may not have. */
export function sayAlarm(id: string | undefined, view: AlarmView | undefined, snapshot: HomeSnapshot): Said {
  const isOnline = snapshot.link === 'online';
  const payload = alarmWord(view, isOnline);
  const partition = view?.id ?? id ?? '';
  if (!view || !isOnline) return { kind: 'partition', id: partition, name: view?.name ?? partition, payload };
  const { state, mode, until, ready, bypassed, alarms } = view;
  return {
    kind: 'partition',
    id: partition,
    name: view.name,
    payload,
    more: {
      state,
      ...(mode === undefined ? {} : { mode }),
      ...(until === undefined ? {} : { until }),
      alarms: alarms.map(({ hazard, status, zones }) => ({ hazard, status, zones: namedZones(zones, snapshot) })),
      bypassed: namedZones(bypassed, snapshot),
      open: Object.fromEntries(Object.entries(ready).map(([name, zones]) => [name, namedZones(zones, snapshot)])),
    },
  };
}
