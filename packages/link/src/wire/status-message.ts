import type { JsonObject } from './json-object.ts';
import { numberOf, parseJsonObject, textOf } from './json-object.ts';
import { LINK_VERSION } from './topics.ts';

/** What `status` holds: whether a hub serves the home, which one, and how far its history is. */
export interface HubStatus {
  readonly status: 'online' | 'offline';
  /** Identity of this run of the hub. */
  readonly instance: string;
  /** The home's name. */
  readonly name?: string;
  /** Version of the hub's software. */
  readonly version?: string;
  /** Number of the last event published. */
  readonly n?: number;
}

/** Seconds between two publications of `status`, by which a client notices a hub that hangs or an event that got lost. */
export const STATUS_EVERY_SECONDS = 10;

export function writeStatus(status: HubStatus): string {
  return JSON.stringify({ v: LINK_VERSION, ...status });
}

/** Reads `status`; undefined when nobody serves the home or it cannot be read. */
export function readStatus(payload: Uint8Array): HubStatus | undefined {
  const message = parseJsonObject(payload);
  const instance = message && textOf(message, 'instance');
  if (message === undefined || instance === undefined) return undefined;
  return {
    status: message['status'] === 'online' ? 'online' : 'offline',
    instance,
    ...optional(message),
  };
}

function optional(message: JsonObject): Pick<HubStatus, 'name' | 'version' | 'n'> {
  const [name, version, n] = [textOf(message, 'name'), textOf(message, 'version'), numberOf(message, 'n')];
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(n === undefined ? {} : { n }),
  };
}
