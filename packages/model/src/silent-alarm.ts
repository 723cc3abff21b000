import type { AlarmReport } from './report.ts';
import type { PartitionId } from './partition.ts';

/** A call for help that whoever stands by must not notice. */
export interface SilentAlarm {
  /** The same however often it is delivered. */
  readonly id: string;
  /** Epoch milliseconds of wall time. */
  readonly at: number;
  /** `test` is sent by the owner, by hand, to see whether it arrives. */
  readonly event: 'duress' | 'panic' | 'test';
  readonly home: { readonly id: string; readonly name: string };
  readonly partition: PartitionId;
  /** Whose code it was, where one was given. */
  readonly user?: string;
  /** Alarms that a disarm under duress seemed to take back: they are meant all the same. */
  readonly reports?: readonly ({ readonly partition: PartitionId } & AlarmReport)[];
}

/** Somebody who helps at a silent alarm. It shows and logs nothing, whatever comes of a delivery. */
export interface SilentSink {
  /** Resolves once it has arrived. @throws when it has not: it is then tried again. */
  deliver(alarm: SilentAlarm): Promise<void>;
}
