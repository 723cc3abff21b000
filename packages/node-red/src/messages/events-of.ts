import type { HomeChange, HomeSnapshot, PartitionView } from '@nightlatch/model';
import type { EventWord } from './event-words.ts';
import { namedDevice, namedPartition, namedZone, namedZones } from './names.ts';
import type { SaidEvent } from './said-event.ts';
import { watchEvent } from './watch-events.ts';

/** Tells the events in a change, with their cause: which sensor, which zones, which hazard. */
export function eventsOf(change: HomeChange, snapshot: HomeSnapshot): readonly SaidEvent[] {
  switch (change.type) {
    case 'partition':
      return partitionEvents(change, snapshot);
    case 'hazard': {
      const { hazard, zone, partition, to } = change;
      const cause = zone === undefined ? {} : { zone: namedZone(zone, snapshot) };
      return [
        {
          kind: 'partition',
          ...namedPartition(partition, snapshot),
          payload: to,
          partition,
          more: { hazard, ...cause },
        },
      ];
    }
    case 'refused': {
      const { command, reason, zones, partition = '' } = change;
      const more = { command, refusal: reason, zones: namedZones(zones, snapshot) };
      return [{ kind: 'partition', ...namedPartition(partition, snapshot), payload: 'refused', partition, more }];
    }
    case 'chime': {
      const { partition, zone } = change;
      return [{ kind: 'zone', ...namedZone(zone, snapshot), payload: 'chime', partition }];
    }
    case 'event':
      return deviceEvents(change, snapshot);
    case 'attribute':
      return change.attribute.startsWith('tamper') && change.to === true && change.cause === 'live'
        ? [{ kind: 'device', ...namedDevice(change.device, snapshot), payload: 'tamper' }]
        : [];
    case 'trouble': {
      const { kind, device, on, detail } = change;
      const about = device === undefined ? { id: kind, name: kind } : namedDevice(device, snapshot);
      const more = { trouble: kind, ...(detail === undefined ? {} : { detail }) };
      return [{ kind: 'trouble', ...about, payload: on ? 'trouble' : 'trouble-over', more }];
    }
    case 'link':
      return [{ kind: 'home', id: 'link', name: 'link', payload: change.to === 'online' ? 'link-found' : 'link-lost' }];
    case 'report':
    case 'progress':
    case 'blind':
    case 'self-test':
    case 'walk-test':
      return [watchEvent(change, snapshot)];
    case 'described':
    case 'removed':
    case 'availability':
      return [];
  }
}

function partitionEvents(
  { from, to, cause, partition }: Extract<HomeChange, { type: 'partition' }>,
  snapshot: HomeSnapshot,
): readonly SaidEvent[] {
  const about = { kind: 'partition', ...namedPartition(partition, snapshot), partition };
  const events: SaidEvent[] = [];
  const word = stateEvent(from, to);
  if (word) {
    const why = cause !== undefined && 'device' in cause ? { cause: causeOf(cause, snapshot) } : {};
    events.push({
      ...about,
      payload: word,
      more: { ...why, ...(to.mode === undefined ? {} : { mode: to.mode }), ...(to.until ? { until: to.until } : {}) },
    });
  }
  const memory = to.memory ?? [];
  if (from && (from.memory ?? []).join('\n') !== memory.join('\n')) {
    events.push({ ...about, payload: 'memory', more: { zones: namedZones(memory, snapshot) } });
  }
  const [before, after] = [from?.bypassed ?? [], to.bypassed];
  for (const zone of after.filter((each) => !before.includes(each))) {
    events.push({ ...about, payload: 'bypassed', more: { zone: namedZone(zone, snapshot) } });
  }
  for (const zone of before.filter((each) => !after.includes(each))) {
    events.push({ ...about, payload: 'unbypassed', more: { zone: namedZone(zone, snapshot) } });
  }
  return events;
}

/** A burglary alarm comes as a hazard too: the state of its own tells nothing more. */
function stateEvent(from: PartitionView | undefined, to: PartitionView): EventWord | undefined {
  if (!from || (from.state === to.state && from.mode === to.mode)) return undefined;
  switch (to.state) {
    case 'disarmed':
      return 'disarmed';
    case 'arming':
      return 'arming';
    case 'armed':
      return from.state === 'triggered' ? undefined : 'armed';
    case 'pending':
      return 'entry';
    case 'triggered':
      return undefined;
  }
}

function causeOf(
  cause: { readonly device: string; readonly attribute: string; readonly value: unknown },
  snapshot: HomeSnapshot,
): object {
  const { device, attribute, value } = cause;
  return { ...namedDevice(device, snapshot), attribute, value };
}

function deviceEvents(
  { device, event, key }: Extract<HomeChange, { type: 'event' }>,
  snapshot: HomeSnapshot,
): readonly SaidEvent[] {
  if (event === 'keypad') return [];
  const word = event === 'medical' ? 'panic' : event;
  const more = { event, ...(key === undefined ? {} : { key }) };
  return [{ kind: 'device', ...namedDevice(device, snapshot), payload: word, more }];
}
