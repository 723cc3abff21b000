import type { AlarmState, HazardStatus, HazardView, PartitionView, ZoneId, ZoneView } from '@nightlatch/model';
import { HAZARDS, ZONE_TYPES } from '@nightlatch/model';
import type { JsonObject } from './json-object.ts';
import { isObject, numberOf, objectsOf, textOf, textsOf } from './json-object.ts';
import { LINK_VERSION } from './topics.ts';

const STATES: readonly AlarmState[] = ['disarmed', 'arming', 'armed', 'pending', 'triggered'];
const STATUSES: readonly HazardStatus[] = ['verifying', 'alarm', 'silenced'];

/** Writes what `partition/<id>` holds. `modes` lists the modes that can be armed, for those who only want the names. */
export function writePartition(view: PartitionView): JsonObject {
  return { v: LINK_VERSION, ...view, modes: Object.keys(view.ready) };
}

/**
 * Reads what `partition/<id>` holds.
 *
 * @param zones The zones known before, for a message that leaves them out because they are the same.
 * @returns Undefined when the state is none that we know: a partition that cannot be read must not look disarmed.
 */
export function readPartition(message: JsonObject, zones: readonly ZoneView[] = []): PartitionView | undefined {
  const id = textOf(message, 'id');
  const state = oneOf(STATES, message['state']);
  if (id === undefined || state === undefined) return undefined;
  const mode = textOf(message, 'mode');
  const until = numberOf(message, 'until');
  const untested = textsOf(message, 'untested');
  return {
    id,
    name: textOf(message, 'name') ?? id,
    state,
    ...(mode === undefined ? {} : { mode }),
    ...(until === undefined ? {} : { until }),
    ready: readReady(message['ready']),
    bypassed: textsOf(message, 'bypassed') ?? [],
    alarms: objectsOf(message, 'alarms').flatMap(readAlarm),
    ...readListed(message, 'memory'),
    ...readListed(message, 'shutDown'),
    ...readListed(message, 'testing'),
    // An empty list says that a walk test has seen everything; none, that there is none.
    ...(untested === undefined ? {} : { untested }),
    zones: Array.isArray(message['zones']) ? objectsOf(message, 'zones').flatMap(readZone) : zones,
  };
}

/** A list of zones that is left out while there are none. */
function readListed<K extends string>(message: JsonObject, key: K): { readonly [key in K]?: readonly ZoneId[] } {
  const zones = textsOf(message, key);
  return zones === undefined || zones.length === 0
    ? {}
    : ({ [key]: zones } as { readonly [key in K]: readonly ZoneId[] });
}

export function isAlarmState(value: unknown): value is AlarmState {
  return oneOf(STATES, value) !== undefined;
}

function readReady(value: unknown): PartitionView['ready'] {
  if (!isObject(value)) return {};
  const modes = Object.keys(value).flatMap((mode) => {
    const zones = textsOf(value, mode);
    return zones === undefined ? [] : [[mode, zones] as const];
  });
  return Object.fromEntries(modes);
}

function readAlarm(message: JsonObject): HazardView[] {
  const hazard = oneOf(HAZARDS, message['hazard']);
  const status = oneOf(STATUSES, message['status']);
  if (hazard === undefined || status === undefined) return [];
  return [{ hazard, status, zones: textsOf(message, 'zones') ?? [], since: numberOf(message, 'since') ?? 0 }];
}

function readZone(message: JsonObject): ZoneView[] {
  const id = textOf(message, 'id');
  const device = textOf(message, 'device');
  const signal = textOf(message, 'signal') as ZoneView['signal'] | undefined;
  const type = oneOf(ZONE_TYPES, message['type']);
  if (id === undefined || device === undefined || signal === undefined || type === undefined) return [];
  return [{ id, name: textOf(message, 'name') ?? id, device, signal, type, modes: textsOf(message, 'modes') ?? [] }];
}

function oneOf<T extends string>(words: readonly T[], value: unknown): T | undefined {
  return words.find((word) => word === value);
}
