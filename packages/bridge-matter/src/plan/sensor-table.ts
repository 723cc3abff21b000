import type { AttributeName, AttributeValue } from '@nightlatch/model';
import type { ClusterStates, EndpointKind } from './endpoint-plan.ts';

/** How one kind of attribute is shown. */
export interface SensorRow {
  readonly kind: EndpointKind;
  /** What it is called beside others of the same device. */
  readonly label: string;
  /** What is shown before anything was reported: never the comforting value where there is a choice. */
  readonly initial: ClusterStates;
  /** A known value. */
  readonly show: (value: AttributeValue) => ClusterStates;
  /** Where Matter has a word for "unknown". */
  readonly unknown?: ClusterStates;
}

const truth = (value: AttributeValue): boolean => value === true;
/** A Matter contact is `true` while closed. */
const contactState = (isClosed: boolean): ClusterStates => ({ booleanState: { stateValue: isClosed } });
const detected = (value: AttributeValue): ClusterStates => ({ booleanState: { stateValue: truth(value) } });
const occupied = (value: AttributeValue): ClusterStates => ({
  occupancySensing: { occupancy: { occupied: truth(value) } },
});

/**
 * Before anything is known of an occupancy sensor. The attribute of the sensor's type knows four kinds; the specification
 * has all others say PIR there, and what they are by a feature.
 */
export const OCCUPANCY: ClusterStates = {
  occupancySensing: {
    occupancy: { occupied: false },
    occupancySensorType: 0,
    occupancySensorTypeBitmap: { pir: true },
  },
};

/** Shown as a contact that opens when it is detected. */
const asContact = (label: string): SensorRow => ({
  kind: 'contact',
  label,
  initial: contactState(false),
  show: (value) => contactState(value !== 'open' && value !== true),
});
const asOccupancy = (kind: 'motion' | 'presence' | 'vibration', label: string): SensorRow => ({
  kind,
  label,
  initial: OCCUPANCY,
  show: occupied,
});
const asDetector = (kind: 'leak' | 'freeze', label: string): SensorRow => ({
  kind,
  label,
  initial: detected(false),
  show: detected,
});

/** `MeasuredValue` is in hundredths of a degree, and an int16 whose lowest values are reserved. */
const hundredths = (value: AttributeValue): number =>
  typeof value === 'number' ? Math.min(32_767, Math.max(-27_315, Math.round(value * 100))) : 0;

/**
 * Attribute to Matter device type, one a line. Matter 1.6 has no type of its own for broken glass and gas: each is shown
 * as an opened contact; vibration is sensed occupancy "by other means". Smoke, heat and carbon monoxide are one endpoint
 * of their device, see `smoke-plan.ts`.
 */
export const SENSORS: Readonly<Partial<Record<AttributeName, SensorRow>>> = {
  contact: asContact('contact'),
  glassBreak: asContact('glass'),
  gas: asContact('gas'),
  motion: asOccupancy('motion', 'motion'),
  occupancy: asOccupancy('presence', 'occupancy'),
  vibration: asOccupancy('vibration', 'vibration'),
  waterLeak: asDetector('leak', 'water'),
  freeze: asDetector('freeze', 'frost'),
  temperature: {
    kind: 'temperature',
    label: 'temperature',
    initial: { temperatureMeasurement: { measuredValue: null, minMeasuredValue: -27_315, maxMeasuredValue: 32_767 } },
    show: (value) => ({ temperatureMeasurement: { measuredValue: hundredths(value) } }),
    unknown: { temperatureMeasurement: { measuredValue: null } },
  },
};

/** Shown where a device has nothing else to carry its tamper mark, and where the owner wants it of each device. */
export const TAMPER_SENSOR: SensorRow = asContact('tamper');
