import type { ClusterStates, EndpointKind, EndpointPlan } from '@nightlatch/bridge-matter';

/** The names of Homebridge's Matter device types that we use. */
export type DeviceTypeName =
  | 'ContactSensor'
  | 'MotionSensor'
  | 'SmokeSensor'
  | 'LeakSensor'
  | 'TemperatureSensor'
  | 'DoorLock'
  | 'OnOffOutlet'
  | 'GenericSwitch';

/**
 * What Homebridge shows each kind as. It has no frost detector, which a contact stands for as in Apple Home, and no mode
 * selector, which is left out: the switches say the same.
 */
const DEVICE_TYPES: Readonly<Record<EndpointKind, DeviceTypeName | undefined>> = {
  contact: 'ContactSensor',
  freeze: 'ContactSensor',
  motion: 'MotionSensor',
  presence: 'MotionSensor',
  vibration: 'MotionSensor',
  smoke: 'SmokeSensor',
  co: 'SmokeSensor',
  'smoke-co': 'SmokeSensor',
  leak: 'LeakSensor',
  temperature: 'TemperatureSensor',
  lock: 'DoorLock',
  switch: 'OnOffOutlet',
  button: 'GenericSwitch',
  doorbell: 'GenericSwitch',
  'mode-select': undefined,
  camera: undefined,
};

export function deviceTypeOf(kind: EndpointKind): DeviceTypeName | undefined {
  return DEVICE_TYPES[kind];
}

/** A dead bolt that apps may move, without PINs: Homebridge's locks have none. */
const LOCK: ClusterStates = {
  doorLock: {
    lockType: 0,
    actuatorEnabled: true,
    operatingMode: 0,
    // The bits are inverted: false is supported. Normal and remote only, and the specification's constant.
    supportedOperatingModes: {
      normal: false,
      vacation: true,
      privacy: true,
      noRemoteLockUnlock: false,
      passage: true,
      alwaysSet: 2047,
    },
  },
};

/** The clusters of an accessory before anything is known of it. */
export function initialClusters({ kind, power, initial }: EndpointPlan): ClusterStates {
  const { powerSource, ...rest } = fit(kind, initial);
  return {
    ...rest,
    ...(kind === 'lock' ? { doorLock: { ...LOCK['doorLock'], ...rest['doorLock'] } } : {}),
    // Homebridge makes batteries only.
    ...(power === 'battery' && powerSource ? { powerSource } : {}),
  };
}

/** What is known of an endpoint, as Homebridge's device type for its kind says it. */
export function fit(kind: EndpointKind, states: ClusterStates): ClusterStates {
  const { fixedLabel: _, ...shown } = states;
  if (kind !== 'freeze' || !shown['booleanState']) return shown;
  return { ...shown, booleanState: { stateValue: shown['booleanState']['stateValue'] !== true } };
}
