import type { AttributeKey, AttributeValue, DeviceId, Unknown } from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';
import type { Turn } from './turn.ts';

/** Orders a lock to move, and expects it to say so within `confirmSeconds`. Nothing locks by itself. */
export function orderLock(turn: Turn, device: DeviceId, attribute: AttributeKey, locked: boolean): void {
  turn.emit({ type: 'lock', device, attribute, locked });
  turn.cancel({ kind: 'confirm', of: nameOf(device, attribute, !locked) });
  if (turn.device(device).values[attribute] === valueOf(locked)) return;
  const at = turn.at + turn.house.config.policy.confirmSeconds * 1000;
  turn.schedule({ at, kind: 'confirm', of: nameOf(device, attribute, locked) });
}

/** Takes a lock's word that it has moved as ordered. */
export function confirmOrder(
  turn: Turn,
  device: DeviceId,
  attribute: AttributeKey,
  value: AttributeValue | Unknown,
): void {
  if (attributeName(attribute) !== 'lock' || (value !== 'locked' && value !== 'unlocked')) return;
  turn.cancel({ kind: 'confirm', of: nameOf(device, attribute, value === 'locked') });
  turn.trouble('unconfirmed', device, false);
}

/** The lock did not move in time. */
export function endConfirm(turn: Turn, of: string): void {
  turn.trouble('unconfirmed', of.slice(0, of.lastIndexOf('#')), true);
}

/** Returns the only lock of a device, or its main one. */
export function lockAttributeOf(turn: Turn, device: DeviceId): AttributeKey {
  const keys = Object.keys(turn.device(device).values) as AttributeKey[];
  const locks = keys.filter((key) => attributeName(key) === 'lock');
  return locks.length === 1 ? locks[0]! : 'lock';
}

function nameOf(device: DeviceId, attribute: AttributeKey, locked: boolean): string {
  return `${device}#${attribute}=${valueOf(locked)}`;
}

function valueOf(locked: boolean): 'locked' | 'unlocked' {
  return locked ? 'locked' : 'unlocked';
}
