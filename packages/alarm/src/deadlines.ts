import type { Hazard } from '@nightlatch/model';

export type DeadlineKind =
  | 'exit'
  | 'entry'
  | 'grace'
  | 'siren'
  /** A siren has sounded for the time that it may. */
  | 'siren-limit'
  | 'settle'
  | 'confirm'
  /** What a lock said has stood long enough. */
  | 'lock-settle'
  /** The door that ends the exit delay has closed. */
  | 'latch'
  /** A report goes out, or can no longer be cancelled. */
  | 'report'
  | 'swinger'
  | 'progress'
  /** A zone has been active for its least time. */
  | 'dwell'
  | 'zone-test'
  /** A walk test that everybody forgot. */
  | 'walk-test';

/**
 * Something that is to happen at an instant. `of` is the partition; for `confirm` and `lock-settle` the device, attribute and
 * value, for `dwell` and
 * `zone-test` the key of the watch.
 */
export interface Deadline {
  readonly at: number;
  readonly kind: DeadlineKind;
  readonly of: string;
  /** Whose sound ends, for `siren`; whose report it is, for `report`. */
  readonly hazard?: Hazard;
}

type DeadlineName = Omit<Deadline, 'at'>;

/** Puts a deadline in its place, in the stead of the one with its name; equal instants run in the order they were set. */
export function withDeadline(deadlines: readonly Deadline[], deadline: Deadline): readonly Deadline[] {
  const others = withoutDeadline(deadlines, deadline);
  const index = others.findIndex((other) => other.at > deadline.at);
  return others.toSpliced(index < 0 ? others.length : index, 0, deadline);
}

/** Takes a deadline away, if it is there. */
export function withoutDeadline(deadlines: readonly Deadline[], name: DeadlineName): readonly Deadline[] {
  const isIt = (other: Deadline): boolean =>
    other.kind === name.kind && other.of === name.of && other.hazard === name.hazard;
  return deadlines.some(isIt) ? deadlines.filter((other) => !isIt(other)) : deadlines;
}
