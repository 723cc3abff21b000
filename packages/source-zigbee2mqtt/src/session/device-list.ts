import type { DeviceDescription } from '@nightlatch/model';
import type { DeviceMapping } from '../mapping/device-mapping.ts';
import { mapDevice } from '../mapping/device-mapping.ts';
import { readExposes } from '../mapping/expose.ts';
import type { Json } from './payload.ts';

/** One device of `bridge/devices` that Nightlatch shows. */
export interface ListedDevice {
  readonly ieee: string;
  /** The part of its topics after the base topic; may hold slashes. */
  readonly friendlyName: string;
  readonly isDisabled: boolean;
  /** Has mains power, so that it can be asked at any time. */
  readonly isPowered: boolean;
  readonly mapping: DeviceMapping;
  readonly description: DeviceDescription;
}

export interface DeviceList {
  readonly devices: readonly ListedDevice[];
  /** Devices that are there but are not ready to be understood: keep what was known of them. */
  readonly pending: ReadonlySet<string>;
  /**
   * Holds any device at all, of interest or not, and nothing that cannot be read. A list without any has been lost rather
   * than emptied, and one that is damaged does not say who is gone.
   */
  readonly isWhole: boolean;
  readonly problems: readonly string[];
}

const IEEE = /^0x[0-9a-f]{16}$/i;

/**
 * Reads `bridge/devices`. Undefined when it is not the list of a running bridge, which always holds its coordinator: such
 * a list removes nothing.
 */
export function readDeviceList(raw: unknown, sourceId: string): DeviceList | undefined {
  if (!Array.isArray(raw) || !raw.some((item) => isObject(item) && item['type'] === 'Coordinator')) return undefined;
  const devices: ListedDevice[] = [];
  const pending = new Set<string>();
  const problems: string[] = [];
  const names = new Set<string>();
  const addresses = new Set<string>();
  for (const item of raw) {
    if (isObject(item) && item['type'] === 'Coordinator') continue;
    const problem = isObject(item) ? problemOf(item, names, addresses) : 'an entry is no device';
    if (!isObject(item) || problem !== undefined) {
      problems.push(problem ?? '');
      continue;
    }
    const ieee = text(item['ieee_address']).toLowerCase();
    const friendlyName = text(item['friendly_name']);
    addresses.add(ieee);
    if (!isInterviewed(item)) {
      pending.add(ieee);
      continue;
    }
    const device = readDevice(item, ieee, friendlyName, sourceId);
    if (!device) continue;
    names.add(friendlyName);
    devices.push(device);
  }
  return { devices, pending, isWhole: raw.length > 1 && problems.length === 0, problems };
}

/** What keeps an entry from being a device that can be told from the others, and understood. */
function problemOf(item: Json, names: ReadonlySet<string>, addresses: ReadonlySet<string>): string | undefined {
  const ieee = text(item['ieee_address']).toLowerCase();
  const friendlyName = text(item['friendly_name']);
  if (!IEEE.test(ieee) || addresses.has(ieee)) return 'a device without an address of its own was left out';
  if (!isTopicName(friendlyName) || names.has(friendlyName)) return 'a device without a usable name was left out';
  const definition = item['definition'] ?? {};
  if (!isObject(definition) || !Array.isArray(definition['exposes'] ?? []))
    return 'a device whose definition is none was left out';
  return undefined;
}

function readDevice(item: Json, ieee: string, friendlyName: string, sourceId: string): ListedDevice | undefined {
  const definition = isObject(item['definition']) ? item['definition'] : {};
  const model = text(definition['model']);
  const mapping = mapDevice(readExposes(definition['exposes']), model);
  if (!mapping) return undefined;
  const manufacturer = text(definition['vendor']);
  const firmware = text(item['software_build_id']);
  const { attributes, events, abilities } = mapping;
  return {
    ieee,
    friendlyName,
    isDisabled: item['disabled'] === true,
    isPowered: /mains|dc source/i.test(text(item['power_source'])),
    mapping,
    description: {
      id: `${sourceId}/${ieee}`,
      name: friendlyName,
      attributes,
      events,
      abilities,
      serial: ieee,
      ...(manufacturer ? { manufacturer } : {}),
      ...(model ? { model } : {}),
      ...(firmware ? { firmware } : {}),
    },
  };
}

function isInterviewed(item: Json): boolean {
  return item['interview_state'] === undefined
    ? item['interview_completed'] !== false
    : item['interview_state'] === 'SUCCESSFUL';
}

function isTopicName(name: string): boolean {
  return name.length > 0 && name.length <= 256 && !/[+#\0]/.test(name) && !name.startsWith('/') && !name.endsWith('/');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' && value.length <= 1000 ? value : '';
}
