import type { AttributeName, AttributeValue, Unknown } from '@nightlatch/model';

/** What a word means for the attribute; `unknown` where the device itself does not know. */
export type Words = Readonly<Record<string, AttributeValue | Unknown>>;

/**
 * One kind of expose and the attribute it feeds. Rows stand in order of trust: the first that feeds an attribute wins.
 *
 * A binary is read by its own `value_on` (active: true, open, unlocked) and `value_off`, so it needs no words.
 */
export interface SensorRow {
  readonly type: 'binary' | 'enum' | 'numeric';
  /** The expose's name; a group named `part` becomes the attribute's part, as in `contact@left`. */
  readonly name: RegExp;
  readonly feeds: AttributeName;
  readonly part?: string;
  readonly words?: Words;
  /** What every other word means. */
  readonly otherwise?: AttributeValue;
  /** For words that come in combinations: the attribute is true when this one is among them. */
  readonly includes?: string;
  /** Words that an enum must offer to be meant: `state` is many things. */
  readonly offers?: readonly string[];
  readonly units?: readonly string[];
  /** A setting carries the same name on some devices; sensors cannot be set. True where one can nevertheless. */
  readonly settable?: boolean;
  /** What the expose's description must say. */
  readonly says?: RegExp;
}

const OPEN_CLOSED: Words = {
  open: 'open',
  Open: 'open',
  opened: 'open',
  tilted: 'open',
  close: 'closed',
  closed: 'closed',
  Close: 'closed',
};
const NOBODY: Words = {
  none: false,
  NONE: false,
  absence: false,
  no_presence: false,
  unoccupied: false,
  unknown: 'unknown',
  disabled: 'unknown',
};
const STILL: Words = {
  none: false,
  static: false,
  peaceful: false,
  stationary: false,
  presence: false,
  no_presence: false,
  no_movement: false,
  unknown_0: 'unknown',
  unknown_1: 'unknown',
};
const ALARM: Words = { alarm: true, normal: false, none: false, detecting: false, unknown: 'unknown' };
const LOW: Words = { low: true };

/** Every security-relevant expose that is a sensor. A keypad's own bits are left out where the mapping is put together. */
export const SENSOR_ROWS: readonly SensorRow[] = [
  // Doors and windows
  { type: 'binary', name: /^contact$/, feeds: 'contact', settable: true },
  { type: 'binary', name: /^contact_(?<part>alarm_[12])$/, feeds: 'contact' },
  { type: 'binary', name: /^garage_door_contact$/, feeds: 'contact' },
  { type: 'binary', name: /^dry_contact$/, feeds: 'contact' },
  { type: 'enum', name: /^opening_state$/, feeds: 'contact', words: OPEN_CLOSED },
  {
    type: 'enum',
    name: /^door_state$/,
    feeds: 'contact',
    words: {
      ...OPEN_CLOSED,
      error_forced_open: 'open',
      error_jammed: 'unknown',
      error_unspecified: 'unknown',
      undefined: 'unknown',
    },
  },
  { type: 'enum', name: /^di_status$/, feeds: 'contact', words: OPEN_CLOSED },
  {
    type: 'enum',
    name: /^opening_mode$/,
    feeds: 'contact',
    part: 'tilt',
    words: OPEN_CLOSED,
    offers: ['closed', 'tilted'],
  },
  // People: `occupancy` is a movement detector's name, `presence` a radar's
  { type: 'binary', name: /^occupancy$/, feeds: 'motion' },
  { type: 'binary', name: /^occupancy_(?<part>alarm_[12]|in|out)$/, feeds: 'motion' },
  { type: 'binary', name: /^motion_(?<part>up|down)$/, feeds: 'motion' },
  { type: 'binary', name: /^motion_status$/, feeds: 'motion' },
  {
    type: 'enum',
    name: /^(human_motion_state|motion_state|movement)$/,
    feeds: 'motion',
    words: STILL,
    otherwise: true,
  },
  { type: 'binary', name: /^presence$/, feeds: 'occupancy' },
  { type: 'binary', name: /^(?<part>area\d+)Occupancy$/, feeds: 'occupancy' },
  { type: 'binary', name: /^occupancy_status$/, feeds: 'occupancy' },
  { type: 'enum', name: /^presence_state$/, feeds: 'occupancy', words: NOBODY, otherwise: true },
  { type: 'enum', name: /^state$/, feeds: 'occupancy', words: NOBODY, otherwise: true, offers: ['presence'] },
  {
    type: 'enum',
    name: /^status$/,
    feeds: 'occupancy',
    words: NOBODY,
    otherwise: true,
    offers: ['unoccupied', 'occupied'],
  },
  {
    type: 'enum',
    name: /^work_state$/,
    feeds: 'occupancy',
    words: { ...NOBODY, none_5min: false, none_30min: false },
    otherwise: true,
    offers: ['presence', 'none'],
  },
  {
    type: 'enum',
    name: /^sensor_status$/,
    feeds: 'occupancy',
    words: NOBODY,
    otherwise: true,
    offers: ['activity', 'none'],
  },
  { type: 'enum', name: /^pressure_state$/, feeds: 'occupancy', words: NOBODY, otherwise: true },
  // Shock
  { type: 'binary', name: /^vibration$/, feeds: 'vibration' },
  { type: 'binary', name: /^(?<part>tilt)$/, feeds: 'vibration' },
  { type: 'binary', name: /^moving$/, feeds: 'vibration', says: /device is moving/ },
  {
    type: 'enum',
    name: /^alarm_status$/,
    feeds: 'vibration',
    words: ALARM,
    offers: ['alarm', 'normal'],
    says: /vibration/i,
  },
  // Life safety; a detector's `test` is no alarm
  { type: 'binary', name: /^smoke$/, feeds: 'smoke' },
  { type: 'binary', name: /^smoke_(?<part>alarm_[12])$/, feeds: 'smoke' },
  { type: 'enum', name: /^smoke_state$/, feeds: 'smoke', words: ALARM },
  { type: 'binary', name: /^carbon_monoxide$/, feeds: 'carbonMonoxide' },
  { type: 'binary', name: /^carbon_monoxide_(?<part>alarm_[12])$/, feeds: 'carbonMonoxide' },
  { type: 'enum', name: /^co_state$/, feeds: 'carbonMonoxide', words: ALARM },
  { type: 'binary', name: /^gas$/, feeds: 'gas' },
  { type: 'binary', name: /^gas_(?<part>alarm_[12])$/, feeds: 'gas' },
  { type: 'enum', name: /^gas_sensor_state$/, feeds: 'gas', words: ALARM },
  {
    type: 'enum',
    name: /^alarm_status$/,
    feeds: 'heat',
    words: { high_temperatur: true, unknown: 'unknown' },
    otherwise: false,
    offers: ['high_temperatur'],
  },
  // Water
  { type: 'binary', name: /^water_leak$/, feeds: 'waterLeak' },
  { type: 'binary', name: /^water_leak_(?<part>alarm_[12])$/, feeds: 'waterLeak' },
  { type: 'binary', name: /^(active_water_leak|water_condition_alarm)$/, feeds: 'waterLeak' },
  { type: 'binary', name: /^(?<part>(input|channel)_\d+)_leak_detect$/, feeds: 'waterLeak' },
  {
    type: 'enum',
    name: /^water_leakage_state$/,
    feeds: 'waterLeak',
    words: { water_leakage_yes: true, water_leakage_no: false },
  },
  {
    type: 'enum',
    name: /^(current_device_status|valve_abnormal_state)$/,
    feeds: 'waterLeak',
    includes: 'water_leakage',
  },
  // Tampering
  { type: 'binary', name: /^(tamper|tamper_alarm)$/, feeds: 'tamper' },
  {
    type: 'enum',
    name: /^alarm_status$/,
    feeds: 'tamper',
    words: { tamper: true, unknown: 'unknown' },
    otherwise: false,
    offers: ['tamper'],
  },
  // Locks that only tell; those that obey are the `lock` group
  { type: 'binary', name: /^state$/, feeds: 'lock', offers: ['LOCK', 'UNLOCK'] },
  { type: 'numeric', name: /^lock_status$/, feeds: 'lock', words: { 0: 'locked', 1: 'unlocked' } },
  // Power
  { type: 'numeric', name: /^(battery|battery_value|battpercentage)$/, feeds: 'battery', units: ['%', ''] },
  { type: 'numeric', name: /^battery(?<part>2)$/, feeds: 'battery', units: ['%', ''] },
  { type: 'numeric', name: /^(?<part>smoke)_battery$/, feeds: 'battery', units: ['%', ''] },
  { type: 'binary', name: /^(battery_low|battery_status)$/, feeds: 'batteryLow' },
  { type: 'binary', name: /^(?<part>channel_\d+)_battery_low$/, feeds: 'batteryLow' },
  {
    type: 'enum',
    name: /^(battery_state|battery_level)$/,
    feeds: 'batteryLow',
    words: LOW,
    otherwise: false,
    offers: ['low'],
  },
  {
    type: 'enum',
    name: /^power_type$/,
    feeds: 'batteryLow',
    words: { battery_low: true },
    otherwise: false,
    offers: ['battery_low'],
  },
  // Cold and heat
  { type: 'numeric', name: /^temperature$/, feeds: 'temperature', units: ['°C', 'ºC', 'C', '°F'] },
];
