import type { AttributeName, AttributeValue } from '@nightlatch/model';
import type { CharacteristicValue } from '@homebridge/hap-nodejs';

type SensorService =
  | 'ContactSensor'
  | 'MotionSensor'
  | 'OccupancySensor'
  | 'SmokeSensor'
  | 'CarbonMonoxideSensor'
  | 'LeakSensor'
  | 'TemperatureSensor';

type SensorCharacteristic =
  | 'ContactSensorState'
  | 'MotionDetected'
  | 'OccupancyDetected'
  | 'SmokeDetected'
  | 'CarbonMonoxideDetected'
  | 'LeakDetected'
  | 'CurrentTemperature';

/** How one kind of attribute is shown. */
export interface SensorRow {
  readonly service: SensorService;
  readonly characteristic: SensorCharacteristic;
  readonly show: (value: AttributeValue) => CharacteristicValue;
  /** What the service is called beside others of the same device. */
  readonly label: string;
}

const bit = (value: AttributeValue): number => (value === true ? 1 : 0);
const truth = (value: AttributeValue): boolean => value === true;
const ajar = (value: AttributeValue): number => (value === 'open' || value === true ? 1 : 0);
const degrees = (value: AttributeValue): number =>
  typeof value === 'number' ? Math.min(100, Math.max(-270, value)) : 0;

const row = (
  service: SensorService,
  characteristic: SensorCharacteristic,
  show: SensorRow['show'],
  label: string,
): SensorRow => ({ service, characteristic, show, label });

/**
 * Attribute to HAP sensor, one a line. HAP has no sensor of its own for these: broken glass and frost are shown as an
 * opened contact, vibration as motion, heat as smoke, and gas as a leak, which HAP defines as of water or of gas.
 */
export const SENSORS: Readonly<Partial<Record<AttributeName, SensorRow>>> = {
  smoke: row('SmokeSensor', 'SmokeDetected', bit, 'smoke'),
  heat: row('SmokeSensor', 'SmokeDetected', bit, 'heat'),
  carbonMonoxide: row('CarbonMonoxideSensor', 'CarbonMonoxideDetected', bit, 'carbon monoxide'),
  gas: row('LeakSensor', 'LeakDetected', bit, 'gas'),
  waterLeak: row('LeakSensor', 'LeakDetected', bit, 'water'),
  freeze: row('ContactSensor', 'ContactSensorState', ajar, 'frost'),
  contact: row('ContactSensor', 'ContactSensorState', ajar, 'contact'),
  glassBreak: row('ContactSensor', 'ContactSensorState', ajar, 'glass'),
  motion: row('MotionSensor', 'MotionDetected', truth, 'motion'),
  occupancy: row('OccupancySensor', 'OccupancyDetected', bit, 'occupancy'),
  vibration: row('MotionSensor', 'MotionDetected', truth, 'vibration'),
  temperature: row('TemperatureSensor', 'CurrentTemperature', degrees, 'temperature'),
};

/** Shown only where a device has nothing else to carry its tamper mark. */
export const TAMPER_SENSOR: SensorRow = row('ContactSensor', 'ContactSensorState', ajar, 'tamper');
