import type { ZoneConfig } from '@nightlatch/alarm';
import type { DeviceDescription, ZoneSignal, ZoneType } from '@nightlatch/model';
import { BURGLARY_TYPES, attributeName, isAttributeKey, proposedZoneType, zoneId } from '@nightlatch/model';
import type { PartitionSettings, ZoneSettings } from '../schema/configuration-schema.ts';
import type { DeviceDirectory } from './device-directory.ts';
import { modeNames } from './modes.ts';
import { planZoneRules } from './plan-zone-rules.ts';
import { defaultSignal, hasSignal, partOf, signalsFor } from './zone-signal.ts';

/** Alarms at or below this where a freeze zone watches a temperature, °C: pipes still hold. */
export const FREEZE_CELSIUS = 4;

/** The zones of a partition, and what the owner should know of them. */
export interface PlannedZones {
  readonly zones: readonly ZoneConfig[];
  readonly notes: readonly string[];
}

/** Turns the zones that a partition lists into what the engine watches. */
export function planZones(partition: PartitionSettings, directory: DeviceDirectory): PlannedZones {
  const planned = (partition.zones ?? []).map((zone) => planZone(zone, partition, directory));
  return { zones: unique(planned.flatMap(({ zones }) => zones)), notes: planned.flatMap(({ notes }) => notes) };
}

/**
 * Proposes a zone for each sensor of the devices that no other partition has: contact as entry, motion as interior,
 * hazards by kind. Tamper switches are shown as trouble by the hub, temperatures are only shown: neither becomes a zone.
 */
export function adoptZones(partition: PartitionSettings, devices: readonly DeviceDescription[]): readonly ZoneConfig[] {
  return devices.flatMap((device) => {
    const signals: readonly ZoneSignal[] = [
      ...device.attributes,
      ...device.events.filter((event) => event === 'panic' || event === 'medical'),
    ];
    return signals.flatMap((signal) => {
      const type = adoptedType(signal);
      return type ? [complete({ type }, signal, { id: device.id, name: device.name }, partition)] : [];
    });
  });
}

/** The type that a signal is adopted under, or undefined when it is no zone by itself. */
export function adoptedType(signal: ZoneSignal): ZoneType | undefined {
  const type = proposedZoneType(signal);
  return type === 'tamper' ? undefined : type;
}

function planZone(zone: ZoneSettings, partition: PartitionSettings, directory: DeviceDirectory): PlannedZones {
  const device = directory.find(zone.device);
  const about = { id: directory.idOf(zone.device), name: device?.name ?? zone.device };
  const chimes = zone.chimes ? { chimes: zone.chimes.map((name) => directory.idOf(name)) } : {};
  const build = (signal: ZoneSignal): ZoneConfig => ({ ...complete(zone, signal, about, partition), ...chimes });
  const fallback = zone.attribute ?? defaultSignal(zone.type);
  if (!device) {
    const why = directory.isAmbiguous(zone.device)
      ? 'is the name of several devices: use an id'
      : 'is known to no source';
    return { zones: [build(fallback)], notes: [`"${zone.device}" ${why}; its zone counts as unknown.`] };
  }
  const signals = zone.attribute ? [zone.attribute] : signalsFor(zone.type, device);
  const isThere = signals.length > 0 && signals.every((signal) => hasSignal(device, signal));
  if (isThere) return { zones: signals.map(build), notes: [] };
  const has = [...device.attributes, ...device.events].join(', ') || 'nothing';
  const note = `"${zone.device}" has no ${fallback} for a zone of type ${zone.type}, only ${has}; its zone counts as unknown.`;
  return { zones: [build(fallback)], notes: [note] };
}

function complete(
  zone: Partial<ZoneSettings> & Pick<ZoneSettings, 'type'>,
  signal: ZoneSignal,
  device: { readonly id: string; readonly name: string },
  partition: PartitionSettings,
): ZoneConfig {
  const part = partOf(signal);
  const name = zone.name ?? device.name;
  const isTemperature = isAttributeKey(signal) && attributeName(signal) === 'temperature';
  return {
    id: zoneId(device.id, signal),
    name: part === undefined ? name : `${name} (${part})`,
    device: device.id,
    signal,
    type: zone.type,
    modes: zone.modes ?? defaultModes(zone.type, modeNames(partition.modes)),
    ...(zone.entryDelay === undefined ? {} : { entryDelaySeconds: zone.entryDelay }),
    ...planZoneRules(zone),
    chime: zone.chime ?? zone.type === 'entry',
    ...(isTemperature ? { belowCelsius: zone.below ?? FREEZE_CELSIUS } : {}),
  };
}

/** Doors and windows always; motion only where nobody stays in. Every other type is watched around the clock. */
function defaultModes(type: ZoneType, modes: readonly string[]): readonly string[] {
  if (type === 'interior') return modes.filter((mode) => mode === 'away' || mode === 'vacation');
  return BURGLARY_TYPES.includes(type) ? modes : [];
}

function unique(zones: readonly ZoneConfig[]): readonly ZoneConfig[] {
  return [...new Map(zones.toReversed().map((zone) => [zone.id, zone])).values()].toReversed();
}
