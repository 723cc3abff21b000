import type {
  AttributeKey,
  AttributeValue,
  DeviceOrder,
  DeviceState,
  MomentaryEvent,
  Unknown,
} from '@nightlatch/model';
import { MOMENTARY_EVENTS, isAttributeKey, isAttributeValue } from '@nightlatch/model';
import { readDevice, writeDevice } from './device-message.ts';
import type { JsonObject } from './json-object.ts';
import { isObject, objectsOf, textOf } from './json-object.ts';
import { LINK_VERSION } from './topics.ts';

/** Seconds between two signs of life of a client that has devices. */
export const ALIVE_EVERY_SECONDS = 10;
/** Reports that one message may carry. */
export const REPORTS_AT_ONCE = 200;
/** Devices that one client may bring in. */
export const DEVICES_OF_ONE_CLIENT = 100;

type Values = Partial<Record<AttributeKey, AttributeValue | Unknown>>;

/** What happened to a device, as it happened. */
export type SourceReport =
  | { readonly device: string; readonly values: Values }
  | { readonly device: string; readonly available: boolean }
  | { readonly device: string; readonly event: MomentaryEvent; readonly key?: string };

/**
 * What a client says of its devices: `devices` is all of them as they are now, and those that it does not name are gone;
 * `reports` what happens from then on; `alive` and `bye` that the client is there, and leaves.
 */
export type SourceMessage =
  | { readonly type: 'devices'; readonly devices: readonly DeviceState[] }
  | { readonly type: 'reports'; readonly reports: readonly SourceReport[] }
  | { readonly type: 'alive' }
  | { readonly type: 'bye' };

export function writeSourceMessage(message: SourceMessage): string {
  const body = message.type === 'devices' ? { ...message, devices: message.devices.map(writeDevice) } : message;
  return JSON.stringify({ v: LINK_VERSION, ...body });
}

/** Reads what a client says of its devices; undefined when it is nothing of the kind. Reports that are none are left out. */
export function readSourceMessage(message: JsonObject): SourceMessage | undefined {
  if (message['v'] !== LINK_VERSION) return undefined;
  switch (message['type']) {
    case 'devices':
      if (!Array.isArray(message['devices'])) return undefined;
      return { type: 'devices', devices: objectsOf(message, 'devices').flatMap((each) => readDevice(each) ?? []) };
    case 'reports':
      if (!Array.isArray(message['reports'])) return undefined;
      return { type: 'reports', reports: objectsOf(message, 'reports').flatMap((each) => readReport(each) ?? []) };
    case 'alive':
    case 'bye':
      return { type: message['type'] };
    default:
      return undefined;
  }
}

function readReport(message: JsonObject): SourceReport | undefined {
  const device = textOf(message, 'device');
  if (device === undefined) return undefined;
  const { values, available } = message;
  if (isObject(values)) {
    const legal = Object.entries(values).filter(([key, value]) => isAttributeKey(key) && isAttributeValue(key, value));
    return legal.length === 0 ? undefined : { device, values: Object.fromEntries(legal) as Values };
  }
  if (typeof available === 'boolean') return { device, available };
  const event = MOMENTARY_EVENTS.find((each) => each === message['event']);
  const key = textOf(message, 'key');
  return event && { device, event, ...(key === undefined ? {} : { key }) };
}

/** What the hub tells a client: an order for one of its devices, or to say again what devices it has. */
export type OrderMessage = DeviceOrder | { readonly type: 'devices' };

export function writeOrder(order: OrderMessage, at: number): JsonObject {
  return { v: LINK_VERSION, at, ...order };
}

/** Reads what the hub tells; undefined when this version does not know it. */
export function readOrder(message: JsonObject): OrderMessage | undefined {
  if (message['type'] === 'devices') return { type: 'devices' };
  const known = ['lock', 'siren', 'chime'].includes(textOf(message, 'type') ?? '');
  if (!known || textOf(message, 'device') === undefined) return undefined;
  const { v: _v, at: _at, ...order } = message;
  return order as unknown as DeviceOrder;
}
