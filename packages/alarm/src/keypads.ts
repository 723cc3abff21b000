import type { Actor, CommandResult, DeviceId, KeypadIndication, PartitionId, RefusalReason } from '@nightlatch/model';
import { commonStanding } from '@nightlatch/model';
import { appearanceOf } from './appearance.ts';
import type { Target } from './target.ts';
import { targetOf, targetOfKeypad } from './target.ts';
import type { Turn } from './turn.ts';

type Answer = NonNullable<KeypadIndication['answer']>;

/** What a keypad can say of a refusal; whatever is not here is a `wrong-code` to it. */
const ANSWER_OF: Partial<Record<RefusalReason, Answer>> = {
  'locked-out': 'locked-out',
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
  const target = targetOfKeypad(turn, client) ?? targetOf(turn.house.config.partitions[0]);
  if (!target) return;
  const said: Answer = result.ok ? 'granted' : (ANSWER_OF[result.reason] ?? 'wrong-code');
  turn.emit({ type: 'keypad', device: client, indication: { ...indicationOf(turn, target), answer: said } });
}

/** Shows the state of each partition that moved on its keypads; one that serves the master shows the master, once. */
export function showOnKeypads(turn: Turn, partitions: readonly PartitionId[]): void {
  const shown = new Set<DeviceId>();
  for (const id of partitions) {
    const partition = turn.house.partitions.get(id);
    for (const device of partition?.keypads ?? []) {
      const target = targetOfKeypad(turn, device);
      if (target?.isMaster && shown.has(device)) continue;
      shown.add(device);
      turn.emit({
        type: 'keypad',
        device,
        indication: indicationOf(turn, target?.isMaster ? target : targetOf(partition)),
      });
    }
  }
}

/** A keypad has no word for partitions that differ: it shows disarmed, so that nobody takes the house for protected. */
function indicationOf(turn: Turn, target: Target | undefined): KeypadIndication {
  const looks = (target?.partitions ?? []).map(({ id }) => appearanceOf(turn.partition(id)));
  const { state, mode, until } = commonStanding(looks);
  const isCounting = (state === 'arming' || state === 'pending') && until !== undefined;
  return {
    state: state === 'mixed' ? 'disarmed' : state,
    ...(mode === undefined ? {} : { mode }),
    ...(isCounting ? { seconds: Math.max(0, Math.ceil((until - turn.at) / 1000)) } : {}),
  };
}
