import type { AlarmConfig } from '@nightlatch/alarm';
import type { HomeSnapshot } from '@nightlatch/model';

/** What a self-test looks at. */
export interface SelfTestFacts {
  readonly snapshot: HomeSnapshot;
  readonly alarm: AlarmConfig;
  /** Ids of the configured sources. */
  readonly sources: readonly string[];
  /** Why the journal or the keys cannot be used; absent where they can. */
  readonly journal?: string;
  readonly keys?: string;
}

/**
 * Looks at everything that an alarm needs and nobody notices missing until then. Changes nothing and sounds nothing.
 *
 * @returns What is not well, a sentence each; nothing where all is.
 */
export function selfTestFailures({ snapshot, alarm, sources, journal, keys }: SelfTestFacts): readonly string[] {
  const { devices, troubles } = snapshot;
  const isAway = (source: string): boolean =>
    troubles.some(({ kind, device }) => kind === 'unavailable' && device === source);
  const sirens = [...new Set(alarm.partitions.flatMap((partition) => partition.sirens))];
  return [
    ...(journal === undefined ? [] : [`The journal cannot be written: ${journal}`]),
    ...(keys === undefined ? [] : [`The keys cannot be read: ${keys}`]),
    ...sources.filter(isAway).map((source) => `The source ${source} is away.`),
    ...sirens
      .filter((siren) => devices.get(siren)?.available !== true)
      .map((siren) => `The siren ${devices.get(siren)?.name ?? siren} cannot be reached.`),
    ...(troubles.some(({ kind }) => kind === 'clock') ? ['The clock jumped, and nobody has taken note of it.'] : []),
  ];
}

/**
 * Tells whether the daily self-test is due: once on each of the house's days, at its minute or as soon after as the hub
 * runs. An hour that summer time leaves out is made up for right after it; one that comes twice tests once.
 *
 * @param minute Minutes since midnight, now and when it is due.
 * @param day Today, and the day of the last test, as the house dates them.
 */
export function isSelfTestDue(
  minute: { readonly now: number; readonly due: number },
  day: { readonly today: string; readonly last: string | undefined },
): boolean {
  return minute.now >= minute.due && day.today !== day.last;
}
