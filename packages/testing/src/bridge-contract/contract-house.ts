import type { AttributeName, AttributeValue, PartitionView, ZoneView } from '@nightlatch/model';
import { proposedZoneType, zoneId } from '@nightlatch/model';
import { MemoryHome } from '../memory-home.ts';

/** The partition that every case looks at, and one that must stay as it is meanwhile. */
export const HOUSE = 'house';
export const ANNEX = 'annex';

/** One row per attribute: what it holds in a quiet house, and what else it can hold. */
export const ATTRIBUTE_ROWS: readonly (readonly [AttributeName, AttributeValue, AttributeValue])[] = [
  ['contact', 'closed', 'open'],
  ['motion', false, true],
  ['occupancy', false, true],
  ['vibration', false, true],
  ['glassBreak', false, true],
  ['smoke', false, true],
  ['heat', false, true],
  ['carbonMonoxide', false, true],
  ['gas', false, true],
  ['waterLeak', false, true],
  ['freeze', false, true],
  ['tamper', false, true],
  ['lock', 'locked', 'unlocked'],
  ['siren', false, true],
  ['batteryLow', false, true],
  ['temperature', 20, -3.5],
];

/** Attributes that no accessory is made of: they are shown on a sensor's side. */
const ACCESSORY_OF: Partial<Record<AttributeName, AttributeName>> = { tamper: 'contact', batteryLow: 'contact' };

/** The id of the device that has this attribute in the contract's house. */
export function deviceWith(attribute: AttributeName): string {
  return `contract/${attribute}`;
}

/** A house with a device for every attribute, quiet, and two disarmed partitions that are ready for every mode. */
export function contractHouse(): MemoryHome {
  const home = new MemoryHome({ name: 'Contract house' });
  for (const [attribute, quiet] of ATTRIBUTE_ROWS) {
    const main = ACCESSORY_OF[attribute];
    const abilities = attribute === 'lock' || attribute === 'siren' ? [attribute] : [];
    const values = { ...(main ? { [main]: 'closed' as const } : {}), [attribute]: quiet };
    home.device({ id: deviceWith(attribute), name: `The ${attribute}`, abilities }, values);
  }
  const zones = ATTRIBUTE_ROWS.flatMap(([attribute]) => zoneFor(attribute));
  return home.partition(HOUSE, { name: 'House', zones }).partition(ANNEX, { name: 'Annex' });
}

/** The views of a partition at each moment that people can tell apart. `until` is epoch milliseconds. */
export const MOMENTS = {
  disarmed: { state: 'disarmed' },
  arming: (mode: string, until: number) => ({ state: 'arming', mode, until }),
  armed: (mode: string) => ({ state: 'armed', mode }),
  pending: (mode: string, until: number) => ({ state: 'pending', mode, until }),
  triggered: (mode: string, until: number) => ({ state: 'triggered', mode, until }),
} as const satisfies Record<string, Partial<PartitionView> | ((mode: string, until: number) => Partial<PartitionView>)>;

function zoneFor(attribute: AttributeName): ZoneView[] {
  const type = proposedZoneType(attribute);
  if (!type) return [];
  const device = deviceWith(attribute);
  const modes = ['home', 'away', 'night', 'vacation'];
  return [{ id: zoneId(device, attribute), name: `The ${attribute}`, device, signal: attribute, type, modes }];
}
