import type { PolicyConfig } from './config.ts';
import type { Lockout } from './state.ts';

export const NO_LOCKOUT: Lockout = { wrong: 0, count: 0, until: 0 };

/** Tells whether every way in is locked. */
export function isLockedOut(lockout: Lockout, at: number): boolean {
  return at < lockout.until;
}

/**
 * Tells whether one more code may be judged. Each that waits is reserved against the lockout, as if it were wrong, so
 * that many at once buy no more guesses than one after the other.
 */
export function hasRoom(policy: PolicyConfig, lockout: Lockout, waiting: number): boolean {
  return waiting < policy.codeQueue && lockout.wrong + waiting < policy.lockoutAttempts;
}

/** Counts a wrong code. The last one allowed locks all ways in, each time for twice as long as the time before. */
export function afterWrongCode(policy: PolicyConfig, lockout: Lockout, at: number): Lockout {
  const wrong = lockout.wrong + 1;
  if (wrong < policy.lockoutAttempts) return { ...lockout, wrong };
  const seconds = Math.min(policy.lockoutSeconds * 2 ** lockout.count, policy.lockoutMaxSeconds);
  return { wrong: 0, count: lockout.count + 1, until: at + seconds * 1000 };
}
