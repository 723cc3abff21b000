import type { PartitionView } from '@nightlatch/model';
import { isSet, mainMode } from './alarm-reading.ts';
import type { EndpointPlan } from './endpoint-plan.ts';
import { INITIAL_LOCK, LOCK_STATE, movedEvent } from './lock-plan.ts';
import type { Frame } from './partition-frame.ts';
import type { Stage } from './stage.ts';
import { trustedPartition } from './stage.ts';

/**
 * Plans an alarm as a lock: locked while it is set, unlocked while it is not. Locking arms away; unlocking disarms with
 * the PIN, which the hub judges like a code at any keypad. It is the only way by which Matter carries a code.
 */
export function planAlarmLock(stage: Stage, { id }: PartitionView, own: Frame): EndpointPlan {
  const view = (): PartitionView | undefined => trustedPartition(stage, id);
  return {
    ...own,
    kind: 'lock',
    shape: 'lock',
    initial: INITIAL_LOCK,
    read: () => {
      const known = view();
      const lockState = known && (isSet(known) ? LOCK_STATE.locked : LOCK_STATE.unlocked);
      return { reachable: known !== undefined, clusters: { doorLock: { lockState: lockState ?? null } } };
    },
    notice: (change) => {
      if (change.type !== 'partition' || change.partition !== id || !change.from) return [];
      const [was, is] = [isSet(change.from), isSet(change.to)];
      return was === is ? [] : [movedEvent(is ? 'locked' : 'unlocked')];
    },
    ask: async (request) => {
      if (request.type !== 'lock' && request.type !== 'unlock') return { ok: false, reason: 'invalid' };
      const code = request.pin ? { code: request.pin } : {};
      if (request.type === 'lock') {
        const known = view();
        const mode = known && mainMode(known);
        if (known && isSet(known)) return { ok: true };
        if (mode === undefined) return stage.desk.refuse('unavailable', `arm ${own.name}`);
        return await stage.desk.ask({ type: 'arm', partition: id, mode, ...code }, `arm ${own.name}`);
      }
      if (stage.options.disarm === 'never') return stage.desk.refuse('not-permitted', `disarm ${own.name}`);
      if (!request.pin && stage.options.disarm !== 'always') {
        return stage.desk.refuse('code-required', `disarm ${own.name}`);
      }
      return await stage.desk.ask({ type: 'disarm', partition: id, ...code }, `disarm ${own.name}`);
    },
  };
}
