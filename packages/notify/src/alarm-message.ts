import type { SilentAlarm } from '@nightlatch/model';

/** Writes a silent alarm as JSON, as every receiver gets it. */
export function alarmMessage({ id, at, event, home, partition, user }: SilentAlarm): string {
  const whose = user === undefined ? {} : { user };
  return JSON.stringify({ v: 1, id, at: new Date(at).toISOString(), event, home, partition, ...whose });
}
