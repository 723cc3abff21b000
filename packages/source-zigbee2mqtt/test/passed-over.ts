/** An expose that sounds like security and is not mapped, with the reason. */
export interface PassedOver {
  readonly name: RegExp;
  /** Only where it can be set, or only where it cannot. */
  readonly settable?: boolean;
  readonly type?: string;
  readonly reason: string;
}

export const PASSED_OVER: readonly PassedOver[] = [
  // Thermostats
  {
    name: /^(window|window_open|window_open_flag|window_detection|window_state|open_window_detected|open_window_state|window_open_internal)$/,
    settable: false,
    reason: 'a thermostat guesses an open window from the falling temperature',
  },
  { name: /^out_door_sensor[123]$/, reason: "a thermostat's own magnets: nothing says whether ON is open" },
  { name: /^(frost_lock|valve_alarm)$/, reason: 'a valve or radiator that guards itself' },
  // Climate and power
  {
    name: /(humidity|temperature|fertility|moisture|ec|tds|uv|illuminance|ntc|co2)(_condition)?_?(alarm|warning)(_status)?$/,
    reason: 'the owner of the sensor chose the limit, for comfort or for plants',
  },
  {
    name: /^(alarm_temperature|alarm_humidity|temperature_alarm_status|humidity_alarm_status)$/,
    settable: false,
    reason: 'a limit of comfort',
  },
  { name: /^water_warning$/, reason: 'a plant wants water' },
  { name: /^(water_temp_alarm|water_volume_alarm)$/, reason: "a limit of a water meter's owner" },
  {
    name: /^(emergency_\w+|power_alarm_active|alarm_active|alarms|leakage|leakage_current|neutral_presence)$/,
    reason: 'electricity',
  },
  { name: /^(outdoor|indoor)_\w*temperature$/, settable: false, reason: 'a climate device of its own' },
  { name: /^valve_opening_limit_voltage$/, reason: 'a motor' },
  { name: /^(weather_alert|current_weather_alert|alert_behaviour)$/, reason: 'weather radio, or a choice of sound' },
  // Quantities: the alarm is a binary or enum beside them
  {
    name: /^(gas|gas_density|gas_value|carbon_monoxide_value|co|co_ppm|smoke_\w+|vibration|vibration_count|motion_speed|body_motion|occupancy_level|battery_voltage|battery_life|battery_level_at_last_power_off)$/,
    type: 'numeric',
    reason: 'a measurement or meter, no alarm',
  },
  { name: /^(smoke_unit|halo_alert_state)$/, reason: 'says more of an alarm that is mapped by itself' },
  { name: /_last_changed$|^presence_keep_time$|^auto_relock_time$/, reason: 'a duration' },
  // Said already, or said better
  { name: /^occupancy_(and|or)$/, reason: 'both of the two detectors that are mapped, together' },
  { name: /^(active_water_leak|water)$/, reason: 'the same device has water_leak' },
  { name: /^alarm$/, type: 'binary', settable: false, reason: 'the same CO alarm has carbon_monoxide' },
  {
    name: /^alarm$/,
    type: 'enum',
    settable: false,
    reason: 'calibration, or limits of temperature and humidity, or an inclination alarm that nothing explains',
  },
  { name: /^alarm$/, type: 'text', reason: 'free text of a circuit breaker' },
  {
    name: /^alarm_alarm_[12]$|^alarm_[12]$/,
    reason:
      'a siren, plug, pump or movement detector repeats itself in an alarm without a kind; the second bit of a zone that has one',
  },
  { name: /^alarm_state$/, settable: false, reason: 'a stage of an alarm that is mapped by itself' },
  {
    name: /^(buzzer_manual_alarm|buzzer_manual_mute|linkage_alarm_state|smoke_alarm_silenced|siren_state|buzzer_mute|fault_alarm|test_alarm_result|battery_defect)$/,
    reason: "a detector's own sounder, fault or test",
  },
  {
    name: /^(presence_event|motion_direction|static_dwell_alarm)$/,
    reason: 'how somebody moves: that somebody is there is mapped',
  },
  {
    name: /^(last_lock_source|last_unlock_source|last_lock_user|last_unlock_user|action_transaction)$/,
    reason: 'who worked a lock or keypad',
  },
  { name: /^battery_state$/, settable: false, reason: 'charging, which says nothing of low' },
  { name: /^battery_level$/, settable: false, reason: 'the same device has battery_low' },
  { name: /^moving$/, reason: "a cover's motor" },
  { name: /^(blocked_jam|blocked_many|child_lock)$/, reason: 'no lock of a door' },
  { name: /^sos_alarm$/, reason: 'the same keypad has the action sos' },
  { name: /^action$/, reason: 'a device that only says that it was asked to identify itself' },
  // Orders
  {
    name: /^alarm$/,
    type: 'binary',
    settable: true,
    reason: "a detector's, handle's or climate monitor's setting; or the simpler way to a siren that has `warning`",
  },
  { name: /^alarm_switch$/, reason: "a detector's or thermostat's setting" },
  { name: /^buzzer$/, reason: "its only way to be quiet mutes the detector's own alarm" },
  { name: /^squawk$/, reason: 'a beep that tells of arming; the chime it could be is not its purpose' },
];
