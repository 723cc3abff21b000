import type { AttributeKey } from './attribute.ts';
import { attributeName } from './attribute.ts';
import type { DeviceId, MomentaryEvent } from './device.ts';

/** Each hazard is an alarm of its own. */
export type Hazard = 'burglary' | 'fire' | 'co' | 'gas' | 'water' | 'freeze' | 'medical' | 'panic' | 'tamper';
export const HAZARDS: readonly Hazard[] = [
  'burglary',
  'fire',
  'co',
  'gas',
  'water',
  'freeze',
  'medical',
  'panic',
  'tamper',
];

/** Hazards that arming never bypasses and no false-alarm rule delays. */
export const LIFE_SAFETY: readonly Hazard[] = ['fire', 'co', 'gas', 'medical', 'panic'];

export type ZoneType =
  | 'entry'
  | 'perimeter'
  | 'interior'
  | 'tamper'
  | 'panic'
  | 'silent-panic'
  | 'fire'
  | 'heat'
  | 'co'
  | 'gas'
  | 'water'
  | 'freeze'
  | 'medical';

/** The hazard that a zone of each type raises. */
export const HAZARD_OF: Readonly<Record<ZoneType, Hazard>> = {
  entry: 'burglary',
  perimeter: 'burglary',
  interior: 'burglary',
  tamper: 'tamper',
  panic: 'panic',
  'silent-panic': 'panic',
  fire: 'fire',
  heat: 'fire',
  co: 'co',
  gas: 'gas',
  water: 'water',
  freeze: 'freeze',
  medical: 'medical',
};

export const ZONE_TYPES = Object.keys(HAZARD_OF) as readonly ZoneType[];

/** Zone types that only matter in an armed mode; every other type is watched around the clock. */
export const BURGLARY_TYPES: readonly ZoneType[] = ['entry', 'perimeter', 'interior'];

/** What of a device a zone watches: an attribute, or a momentary event. */
export type ZoneSignal = AttributeKey | Extract<MomentaryEvent, 'panic' | 'medical' | 'button'>;

/** Stable identity of a zone: `<device id>#<signal>`. */
export type ZoneId = string;

/** A sensor as the alarm sees it: one signal of one device under one type. */
export interface ZoneView {
  readonly id: ZoneId;
  readonly name: string;
  readonly device: DeviceId;
  readonly signal: ZoneSignal;
  readonly type: ZoneType;
  readonly modes: readonly string[];
}

/** Names a zone after what it watches. */
export function zoneId(device: DeviceId, signal: ZoneSignal): ZoneId {
  return `${device}#${signal}`;
}

/**
 * Proposes a zone type for what a device reports, or undefined when it is no alarm zone by itself.
 * A contact is proposed as `entry`, the safer guess: it never alarms without a delay that can be answered.
 */
export function proposedZoneType(signal: ZoneSignal): ZoneType | undefined {
  if (signal === 'panic' || signal === 'medical') return signal;
  return signal === 'button' ? undefined : PROPOSED[attributeName(signal)];
}

const PROPOSED: Partial<Record<ReturnType<typeof attributeName>, ZoneType>> = {
  contact: 'entry',
  motion: 'interior',
  occupancy: 'interior',
  vibration: 'perimeter',
  glassBreak: 'perimeter',
  smoke: 'fire',
  heat: 'heat',
  carbonMonoxide: 'co',
  gas: 'gas',
  waterLeak: 'water',
  freeze: 'freeze',
  tamper: 'tamper',
};
