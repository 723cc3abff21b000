import type { NumberedChange, TroubleKind, Trouble } from '@nightlatch/model';
import type { HomeState } from '../mirror/home-state.ts';
import { readDevice, writeDevice } from './device-message.ts';
import { writeEvent } from './event-message.ts';
import type { JsonObject } from './json-object.ts';
import { isObject, numberOf, objectsOf, textOf } from './json-object.ts';
import { readMaster, writeMaster } from './master-message.ts';
import { readPartition, writePartition } from './partition-message.ts';
import { LINK_VERSION } from './topics.ts';

/** The hub's answer to a client that asks where the home is. */
export interface Resync {
  readonly id: string;
  readonly instance: string;
  /** The number of the last event that the answer includes. */
  readonly n: number;
  /** The hub's wall time, epoch milliseconds: by it a client with a wrong clock still dates its commands right. */
  readonly at: number;
  /** The events that the client missed, in order, as `event` carried them; absent when they are no longer kept. */
  readonly changes?: readonly JsonObject[];
  readonly state?: HomeState;
}

/** What the hub answers with: changes as it numbered them. */
export interface ResyncAnswer extends Omit<Resync, 'changes'> {
  readonly changes?: readonly NumberedChange[];
}

export function writeResync(answer: ResyncAnswer): JsonObject {
  const { changes, state, ...head } = answer;
  return {
    v: LINK_VERSION,
    ok: true,
    ...head,
    ...(changes === undefined ? {} : { changes: changes.map(writeEvent) }),
    ...(state === undefined ? {} : { state: writeState(state) }),
  };
}

/** Reads the answer; undefined when it is none, as after a refusal. */
export function readResync(message: JsonObject): Resync | undefined {
  const [id, instance, n, at] = [
    textOf(message, 'id'),
    textOf(message, 'instance'),
    numberOf(message, 'n'),
    numberOf(message, 'at'),
  ];
  if (id === undefined || instance === undefined || n === undefined || at === undefined) return undefined;
  const state = message['state'];
  return {
    id,
    instance,
    n,
    at,
    ...(Array.isArray(message['changes']) ? { changes: objectsOf(message, 'changes') } : {}),
    ...(isObject(state) ? { state: readState(state) } : {}),
  };
}

function writeState({ devices, partitions, master, troubles }: HomeState): JsonObject {
  return {
    devices: devices.map(writeDevice),
    partitions: partitions.map(writePartition),
    ...(master ? { master: writeMaster(master) } : {}),
    troubles,
  };
}

function readState(message: JsonObject): HomeState {
  const master = isObject(message['master']) ? readMaster(message['master']) : undefined;
  return {
    devices: objectsOf(message, 'devices').flatMap((device) => readDevice(device) ?? []),
    partitions: objectsOf(message, 'partitions').flatMap((partition) => readPartition(partition) ?? []),
    ...(master ? { master } : {}),
    troubles: objectsOf(message, 'troubles').flatMap(readTrouble),
  };
}

function readTrouble(message: JsonObject): Trouble[] {
  const kind = textOf(message, 'kind') as TroubleKind | undefined;
  if (kind === undefined) return [];
  const [device, detail] = [textOf(message, 'device'), textOf(message, 'detail')];
  const since = numberOf(message, 'since') ?? 0;
  return [{ kind, ...(device === undefined ? {} : { device }), since, ...(detail === undefined ? {} : { detail }) }];
}
