import type { AttributeKey, AttributeValue, DeviceId, Unknown } from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';
import type { Turn } from './turn.ts';

type Value = AttributeValue | Unknown | undefined;

/** Orders a lock to move, and expects it to say so within `confirmSeconds`. */
export function orderLock(turn: Turn, device: DeviceId, attribute: AttributeKey, locked: boolean): void {
  turn.emit({ type: 'lock', device, attribute, locked });
  turn.cancel({ kind: 'confirm', of: nameOf(device, attribute, !locked) });
  turn.cancel({ kind: 'lock-settle', of: nameOf(device, attribute, !locked) });
  if (turn.device(device).values[attribute] === valueOf(locked)) return;
  const at = turn.at + turn.house.config.policy.confirmSeconds * 1000;
  turn.schedule({ at, kind: 'confirm', of: nameOf(device, attribute, locked) });
}

/**
 * Takes what a lock says of itself. A bolt that jams is trouble at once. Its word that it moved is believed when it has
 * stood for `settleSeconds`: some locks say `locked`, and a few seconds later that they jammed.
 */
export function takeLockWord(turn: Turn, device: DeviceId, attribute: AttributeKey, value: Value): void {
  if (attributeName(attribute) !== 'lock') return;
  if (value === 'jammed') {
    for (const locked of [true, false]) doubt(turn, device, nameOf(device, attribute, locked));
    return turn.trouble('jam', device, true);
  }
  if (value !== 'locked' && value !== 'unlocked') return;
  const locked = value === 'locked';
  const name = nameOf(device, attribute, locked);
  if (doubt(turn, device, nameOf(device, attribute, !locked))) return;
  const settleMs = (turn.house.locks.get(device)?.settleSeconds ?? 0) * 1000;
  const isNews = turn.isDue('confirm', name) || turn.hasTrouble('jam', device);
  turn.cancel({ kind: 'confirm', of: name });
  if (isNews && settleMs > 0) turn.schedule({ at: turn.at + settleMs, kind: 'lock-settle', of: name });
  else believe(turn, device);
}

/** The lock did not move in time. */
export function endConfirm(turn: Turn, of: string): void {
  turn.trouble('unconfirmed', deviceOf(of), true);
}

/** What the lock said has stood long enough. */
export function endLockSettling(turn: Turn, of: string): void {
  believe(turn, deviceOf(of));
}

/** Returns the only lock of a device, or its main one. */
export function lockAttributeOf(turn: Turn, device: DeviceId): AttributeKey {
  const keys = Object.keys(turn.device(device).values) as AttributeKey[];
  const locks = keys.filter((key) => attributeName(key) === 'lock');
  return locks.length === 1 ? locks[0]! : 'lock';
}

function believe(turn: Turn, device: DeviceId): void {
  turn.trouble('unconfirmed', device, false);
  turn.trouble('jam', device, false);
}

/** The lock takes back, before it was believed, that it moved as it was ordered. */
function doubt(turn: Turn, device: DeviceId, of: string): boolean {
  if (!turn.isDue('lock-settle', of)) return false;
  turn.cancel({ kind: 'lock-settle', of });
  turn.trouble('unconfirmed', device, true);
  return true;
}

function deviceOf(name: string): DeviceId {
  return name.slice(0, name.lastIndexOf('#'));
}

function nameOf(device: DeviceId, attribute: AttributeKey, locked: boolean): string {
  return `${device}#${attribute}=${valueOf(locked)}`;
}

function valueOf(locked: boolean): 'locked' | 'unlocked' {
  return locked ? 'locked' : 'unlocked';
}
