import type { MomentaryEvent } from '@nightlatch/model';
import type { Expose } from './expose.ts';

/** A property that turns to a value when something happens, and back later. */
export interface EventBinding {
  readonly event: 'panic' | 'medical' | 'ring';
  readonly property: string;
  readonly isActive: (value: unknown) => boolean;
}

interface EventRow {
  readonly name: RegExp;
  readonly event: EventBinding['event'];
  /** The word of an enum; a binary fires at its `value_on`. */
  readonly word?: string;
}

const EVENT_ROWS: readonly EventRow[] = [
  { name: /^(sos|sos_alarm)$/, event: 'panic' },
  { name: /^fall_status$/, event: 'medical', word: 'fall_alarm' },
  { name: /^fall_down_status$/, event: 'medical', word: 'fall' },
  { name: /^status$/, event: 'medical', word: 'falling' },
  { name: /^state$/, event: 'ring', word: 'ring' },
];

/** Finds the properties that stand for events, except events that the device's actions give already. */
export function eventBindings(exposes: readonly Expose[], already: readonly MomentaryEvent[]): readonly EventBinding[] {
  return EVENT_ROWS.filter(({ event }) => !already.includes(event)).flatMap(({ name, event, word }) =>
    exposes
      .filter((expose) => name.test(expose.name) && expose.isPublished && !expose.isSettable)
      .filter((expose) => (word === undefined ? expose.type === 'binary' : expose.values.includes(word)))
      .map(({ property, valueOn }) => ({
        event,
        property,
        isActive: (value: unknown) => value === (word ?? valueOn ?? true),
      })),
  );
}
