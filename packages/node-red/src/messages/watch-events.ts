import type { HomeChange, HomeSnapshot } from '@nightlatch/model';
import { namedDevice, namedPartition, namedZone, namedZones } from './names.ts';
import type { SaidEvent } from './said-event.ts';

/** What the alarm tells of itself beside its states: what others are told, its delays, and how well it can watch. */
type WatchChange = Extract<HomeChange, { type: 'report' | 'progress' | 'blind' | 'self-test' | 'walk-test' }>;

/** Tells one of them: the word in the payload, everything else under `security`, zones and devices by name too. */
export function watchEvent(change: WatchChange, snapshot: HomeSnapshot): SaidEvent {
  const of = (id: string) => ({ kind: 'partition', ...namedPartition(id, snapshot) });
  switch (change.type) {
    case 'report': {
      const { partition, event, status, code, contactId, zone, recentClosing } = change;
      const more = {
        report: event,
        status,
        code,
        contactId,
        ...(zone === undefined ? {} : { zone: namedZone(zone, snapshot) }),
        ...(recentClosing === undefined ? {} : { recentClosing }),
      };
      return { ...of(partition), payload: 'report', partition, more };
    }
    case 'progress': {
      const { partition, phase, pace, until } = change;
      return {
        ...of(partition),
        payload: 'progress',
        partition,
        more: { phase, pace, ...(until === undefined ? {} : { until }) },
      };
    }
    case 'walk-test': {
      const { partition } = change;
      const [seen, missing] = [namedZones(change.seen, snapshot), namedZones(change.missing, snapshot)];
      return { ...of(partition), payload: 'walk-test', partition, more: { seen, missing } };
    }
    case 'self-test': {
      const { ok, failures } = change;
      return { kind: 'home', id: 'self-test', name: 'self-test', payload: 'self-test', more: { ok, failures } };
    }
    case 'blind': {
      const moved = change.moved.map(({ device, attribute, from, to }) => {
        return { ...namedDevice(device, snapshot), attribute, from, to };
      });
      const { from, to, isUncertain = false } = change;
      return { kind: 'home', id: 'blind', name: 'blind', payload: 'blind', more: { from, to, moved, isUncertain } };
    }
  }
}
