import type { ClusterEvent, ClusterStates } from './endpoint-plan.ts';

export const INITIAL_BUTTON: ClusterStates = {
  switch: { numberOfPositions: 2, currentPosition: 0, multiPressMax: 3 },
};

/** How often the button was pressed, by what devices call it; whatever else they say is a single press. */
const PRESSES: Readonly<Record<string, number>> = { single: 1, double: 2, triple: 3 };
const LONG: readonly string[] = ['long', 'hold'];

/**
 * Tells a press that is over already, as the sequence of events that a button at hand would have sent.
 *
 * The events are sent as they are rather than by moving the switch: matter.js would time the presses anew, and a double
 * press would arrive 300 ms late.
 *
 * @see Matter specification 1.6, Application Clusters, §1.13 Switch
 */
export function pressEvents(press = 'single'): readonly ClusterEvent[] {
  const down = event('initialPress', { newPosition: 1 });
  if (LONG.includes(press)) {
    return [down, event('longPress', { newPosition: 1 }), event('longRelease', { previousPosition: 1 })];
  }
  const count = PRESSES[press] ?? 1;
  const up = event('shortRelease', { previousPosition: 1 });
  const further = Array.from({ length: count - 1 }, (_, index) => [
    down,
    event('multiPressOngoing', { newPosition: 1, currentNumberOfPressesCounted: index + 2 }),
    up,
  ]);
  return [
    down,
    up,
    ...further.flat(),
    event('multiPressComplete', { previousPosition: 1, totalNumberOfPressesCounted: count }),
  ];
}

function event(name: string, payload: ClusterEvent['payload']): ClusterEvent {
  return { cluster: 'switch', event: name, payload };
}
