import type { AttributeKey, Hazard } from '@nightlatch/model';
import type { LockConfig, PartitionConfig } from './config.ts';
import { lockAttributeOf, orderLock } from './locks.ts';
import type { EngineState } from './state.ts';
import type { Turn } from './turn.ts';

/** While one of these lasts, people must get out: nothing locks by itself. */
const WAY_OUT: readonly Hazard[] = ['fire', 'co', 'gas'];

/**
 * Moves the locks of the partitions that moved: locks them once one stands armed, and unlocks them for a hazard that the
 * owner named. An exit error locks nothing, since a door stands open.
 *
 * With an exit delay the bolts wait for its end: people are still on their way out.
 */
export function moveLocks(turn: Turn, before: EngineState): void {
  if (turn.house.locks.size === 0) return;
  for (const id of turn.moved) {
    const partition = turn.house.partitions.get(id);
    if (partition?.locking && hasJustArmed(turn, partition, before)) lockUp(turn, partition);
  }
  for (const effect of turn.effects.slice()) {
    // Being verified delays what is reported, and nobody's way out.
    if (effect.type !== 'hazard' || (effect.to !== 'alarm' && effect.to !== 'verifying')) continue;
    const locking = turn.house.partitions.get(effect.partition)?.locking;
    if (locking?.unlockOn.includes(effect.hazard)) for (const lock of locking.locks) move(turn, lock, false);
  }
}

/** The locks that stand in the way of arming: jammed, or not surely there to be ordered. */
export function hasBadLock(turn: Turn, { locking }: PartitionConfig, mode: string): boolean {
  if (locking?.jam !== 'refuse' || !locking.modes.includes(mode)) return false;
  return locking.locks.some((lock) => {
    const { values, available } = turn.device(lock.device);
    return available !== true || values[attributeOf(turn, lock)] === 'jammed' || turn.hasTrouble('jam', lock.device);
  });
}

function hasJustArmed(turn: Turn, { id }: PartitionConfig, before: EngineState): boolean {
  const was = before.partitions.get(id)?.guard;
  const { guard } = turn.partition(id);
  if (guard.status !== 'armed') return false;
  const isFresh = was === undefined || was.status === 'disarmed' || was.status === 'arming';
  return isFresh || (was.status === 'armed' && was.mode !== guard.mode);
}

function lockUp(turn: Turn, { id, locking }: PartitionConfig): void {
  const { guard } = turn.partition(id);
  if (guard.status === 'disarmed' || !locking?.modes.includes(guard.mode) || mustLeave(turn)) return;
  for (const lock of locking.locks) move(turn, lock, true);
}

function move(turn: Turn, lock: LockConfig, locked: boolean): void {
  const attribute = attributeOf(turn, lock);
  const isSo = turn.device(lock.device).values[attribute] === (locked ? 'locked' : 'unlocked');
  if (!isSo) orderLock(turn, lock.device, attribute, locked);
}

function mustLeave(turn: Turn): boolean {
  return turn.house.config.partitions.some(({ id }) =>
    turn.partition(id).alarms.some(({ hazard }) => WAY_OUT.includes(hazard)),
  );
}

function attributeOf(turn: Turn, { device, attribute }: LockConfig): AttributeKey {
  return attribute ?? lockAttributeOf(turn, device);
}
