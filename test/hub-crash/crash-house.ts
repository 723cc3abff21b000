import type { AlarmConfig } from '@nightlatch/alarm';
import { smallHouse } from '../../packages/hub/test/small-house.ts';

/** How long the report of an intrusion is held: so long that a kill often falls into it, and that not every one is taken back. */
export const ABORT_WINDOW_MS = 250;
/** Few and short, so that locking out and being let in again both happen many times. */
export const LOCKOUT = { attempts: 2, seconds: 1, maxSeconds: 4 };

/** The house that is killed: a second at most for everything that takes its time. */
export function crashHouse(): AlarmConfig {
  const { partitions, policy, ...house } = smallHouse({ exitDelaySeconds: 1, entryDelaySeconds: 1 });
  const { attempts, seconds, maxSeconds } = LOCKOUT;
  return {
    ...house,
    partitions: partitions.map((partition) => ({ ...partition, abortWindowSeconds: ABORT_WINDOW_MS / 1000 })),
    policy: { ...policy, lockoutAttempts: attempts, lockoutSeconds: seconds, lockoutMaxSeconds: maxSeconds },
  };
}
