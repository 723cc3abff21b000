import type { Actor, CommandResult, KeypadIndication, PartitionId, RefusalReason } from '@nightlatch/model';
import { appearanceOf } from './appearance.ts';
import type { Turn } from './turn.ts';

type Answer = NonNullable<KeypadIndication['answer']>;

/** What a keypad can say of a refusal; whatever is not here is a `wrong-code` to it. */
const ANSWER_OF: Partial<Record<RefusalReason, Answer>> = {
  'zones-open': 'not-ready',
  'zones-unknown': 'not-ready',
  trouble: 'not-ready',
  'unknown-mode': 'not-ready',
  busy: 'not-ready',
  already: 'already',
};

/** Answers at the keypad that a command came from, before its state is shown: a Zigbee keypad waits for the answer first. */
export function answerAtKeypad(turn: Turn, { origin, client }: Actor, result: CommandResult): void {
  if (origin !== 'keypad' || client === undefined) return;
  const { partitions } = turn.house.config;
  const partition = partitions.find(({ keypads }) => keypads.includes(client)) ?? partitions[0];
  if (!partition) return;
  const said: Answer = result.ok ? 'granted' : (ANSWER_OF[result.reason] ?? 'wrong-code');
  turn.emit({ type: 'keypad', device: client, indication: { ...indicationOf(turn, partition.id), answer: said } });
}

/** Shows the state of each partition that moved on its keypads. */
export function showOnKeypads(turn: Turn, partitions: readonly PartitionId[]): void {
  for (const id of partitions) {
    const keypads = turn.house.partitions.get(id)?.keypads ?? [];
    for (const device of keypads) turn.emit({ type: 'keypad', device, indication: indicationOf(turn, id) });
  }
}

function indicationOf(turn: Turn, id: PartitionId): KeypadIndication {
  const { state, mode, until } = appearanceOf(turn.partition(id));
  const isCounting = (state === 'arming' || state === 'pending') && until !== undefined;
  return {
    state,
    ...(mode === undefined ? {} : { mode }),
    ...(isCounting ? { seconds: Math.max(0, Math.ceil((until - turn.at) / 1000)) } : {}),
  };
}
