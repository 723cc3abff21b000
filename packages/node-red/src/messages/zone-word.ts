import type { HomeSnapshot, PartitionView, ZoneId, ZoneView } from '@nightlatch/model';
import { ATTRIBUTE_NAMES, UNKNOWN, attributeName, isActive } from '@nightlatch/model';
import type { AttributeKey } from '@nightlatch/model';
import { trustedValue } from './device-words.ts';
import type { Said } from './security-message.ts';

/** Finds a zone and the partition that has it. */
export function findZone(
  id: ZoneId,
  snapshot: HomeSnapshot,
): { readonly zone: ZoneView; readonly partition: PartitionView } | undefined {
  for (const partition of snapshot.partitions.values()) {
    const zone = partition.zones.find((each) => each.id === id);
    if (zone) return { zone, partition };
  }
  return undefined;
}

/** Says in one word how a zone is: `open`, `closed`, `bypassed`, or `unknown`. A panic key is closed until it is pressed. */
export function sayZone(id: ZoneId, label: string | undefined, snapshot: HomeSnapshot): Said {
  const found = findZone(id, snapshot);
  if (!found || snapshot.link !== 'online') {
    return { kind: 'zone', id, name: found?.zone.name ?? label ?? id, payload: UNKNOWN };
  }
  const { zone, partition } = found;
  const isBypassed = partition.bypassed.includes(id);
  const value = valueOf(zone, snapshot);
  const word = value === UNKNOWN ? UNKNOWN : isActive(value) ? 'open' : 'closed';
  return {
    kind: 'zone',
    id,
    name: zone.name,
    payload: isBypassed ? 'bypassed' : word,
    more: { partition: partition.id, device: zone.device, type: zone.type, modes: zone.modes, is: word },
  };
}

function valueOf({ device, signal }: ZoneView, snapshot: HomeSnapshot): ReturnType<typeof trustedValue> {
  const isAttribute = ATTRIBUTE_NAMES.includes(attributeName(signal as AttributeKey));
  return isAttribute ? trustedValue(snapshot.devices.get(device), signal as AttributeKey, true) : false;
}
