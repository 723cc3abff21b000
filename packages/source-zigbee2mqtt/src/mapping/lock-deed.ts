import type { LockMeans } from '@nightlatch/model';

type Payload = Readonly<Record<string, unknown>>;

/** Who worked a lock at the door, as far as its message tells. */
export interface LockDeed {
  readonly type: 'lock-worked';
  readonly to?: 'locked' | 'unlocked';
  readonly by: LockMeans;
  /** The lock's own number of the code, tag or finger. */
  readonly slot?: string;
}

/** The sources of an operation, as the converters name them. ZCL 7.3.2.17.3, and fingerprints as makers add them. */
const MEANS: Readonly<Record<string, LockMeans>> = {
  keypad: 'code',
  rfid: 'tag',
  fingerprint: 'tag',
  manual: 'hand',
  key: 'hand',
};

/** What a lock sends for a slot that it does not know. */
const NO_SLOT: readonly unknown[] = [65_535, 255, '', null, undefined];

/** Reads who worked a lock out of the message whose `action` is this word. A failed attempt worked nothing. */
export function readLockDeed(word: string, payload: Payload): LockDeed {
  const own = (name: string): unknown => (Object.hasOwn(payload, name) ? payload[name] : undefined);
  const [source, slot] = [own('action_source_name'), own('action_user')];
  const by = typeof source === 'string' && Object.hasOwn(MEANS, source) ? MEANS[source] : undefined;
  const isSlot = (typeof slot === 'number' || typeof slot === 'string') && !NO_SLOT.includes(slot);
  const to = /(^|_)unlock$/.test(word) ? 'unlocked' : /(^|_)lock$/.test(word) ? 'locked' : undefined;
  return {
    type: 'lock-worked',
    ...(to === undefined ? {} : { to }),
    by: by ?? (/^(manual|key)_/.test(word) ? 'hand' : 'other'),
    ...(isSlot ? { slot: String(slot).slice(0, 16) } : {}),
  };
}
