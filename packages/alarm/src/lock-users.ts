import { permissionWithCode } from './codes-policy.ts';
import { requestOf } from './errand.ts';
import type { AlarmInput } from './input.ts';
import { isLockedOut } from './lockout-policy.ts';
import { countUse, personNamed, usesOf } from './people.ts';
import { isGood } from './rights-policy.ts';
import type { Turn } from './turn.ts';
import { perform } from './verbs.ts';

/**
 * Takes in that somebody opened a lock with a code or tag of the lock's own, and disarms for them where the owner lets that
 * lock do so, and them disarm, at this hour. The lock has judged the code: a lockout of the house holds here all the same.
 *
 * Opened by hand or with a key, or by a slot that stands for nobody, it says nothing of who it was.
 */
export function takeOperated(turn: Turn, input: Extract<AlarmInput, { type: 'operated' }>): void {
  const { device, to, by, slot, moment } = input;
  const place = turn.house.locks.get(device);
  if (!turn.isWatching || to !== 'unlocked' || (by !== 'code' && by !== 'tag') || !place?.lock.unlockDisarms) return;
  const named = slot === undefined ? undefined : place.lock.users[slot];
  /* The configuration's word goes first, and limits nothing. */
  const [user, credential] = named === undefined ? [input.user, input.credential] : [named, undefined];
  const person = user === undefined ? undefined : personNamed(turn, user);
  const { partition } = place;
  if (!person || turn.partition(partition.id).guard.status === 'disarmed') return;
  const command = { type: 'disarm', partition: partition.id } as const;
  const errand = { kind: 'partition', command, partition } as const;
  const actor = { origin: 'keypad', client: device, user: person.name } as const;
  const isLocked = isLockedOut(turn.lockout, turn.at);
  const { policy } = turn.house.config;
  const isAllowed =
    isGood(person, credential, { used: usesOf(turn, credential?.id), moment, at: turn.at }) &&
    permissionWithCode(policy, person, requestOf(turn, errand, actor)) === 'allowed';
  if (!isLocked && isAllowed) {
    perform(turn, errand, { cause: { command: 'disarm' }, actor });
    countUse(turn, credential);
    return;
  }
  const reason = isLocked ? 'locked-out' : 'not-permitted';
  turn.emit({ type: 'refused', partition: partition.id, command: 'disarm', reason, actor });
}
