import type { SilentAlarm } from '@nightlatch/model';

/** Writes a silent alarm as JSON, as every receiver gets it. */
export function alarmMessage({ at, ...alarm }: SilentAlarm): string {
  return JSON.stringify({ v: 1, at: new Date(at).toISOString(), ...alarm });
}
