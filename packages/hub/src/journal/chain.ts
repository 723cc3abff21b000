import { hmacSha256 } from './hmac.ts';

/** One row of the journal, as the chain covers it. Texts are as they lie on the disk. */
export interface ChainedRow {
  readonly n: number;
  readonly at: number;
  readonly kind: string;
  readonly body: string;
  /** What the engine decided at this input; null where it decided nothing. */
  readonly decisions: string | null;
}

/** A run of entries that is closed: none is added any more, and retention drops it as a whole. */
export interface Segment {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** How many of the entries hold decisions. */
  readonly decided: number;
  readonly bytes: number;
  /** Engine time of its first and last entry, and of its sealing, epoch milliseconds. */
  readonly fromAt: number;
  readonly toAt: number;
  readonly sealedAt: number;
  /** The chain's value before its first entry and after its last one. */
  readonly before: Uint8Array;
  readonly head: Uint8Array;
}

/** What retention dropped: everything up to an entry. */
export interface Dropped {
  readonly segment: number;
  readonly last: number;
  readonly head: Uint8Array;
  readonly at: number;
}

/** The chain's value before the first entry of all. */
export const GENESIS: Uint8Array = new Uint8Array(32);

/** Computes the chain's value after an entry: HMAC-SHA256 over the value before and the entry as a JSON array. */
export function entryMac(key: Uint8Array, before: Uint8Array, row: ChainedRow): Buffer {
  return mac(key, before, 'entry', [row.n, row.at, row.kind, row.body, row.decisions]);
}

/** Seals a segment; `before` is the seal of the segment before it. */
export function sealMac(key: Uint8Array, before: Uint8Array, segment: Segment): Buffer {
  const { id, first, last, count, decided, bytes, fromAt, toAt, sealedAt } = segment;
  const [from, head] = [hex(segment.before), hex(segment.head)];
  return mac(key, before, 'segment', [id, first, last, count, decided, bytes, fromAt, toAt, sealedAt, from, head]);
}

/** Vouches for what retention dropped; `seal` is that of the last segment dropped. */
export function droppedMac(key: Uint8Array, seal: Uint8Array, { segment, last, head, at }: Dropped): Buffer {
  return mac(key, seal, 'dropped', [segment, last, hex(head), at]);
}

/** Vouches for a snapshot of the engine's state after entry `n`. */
export function snapshotMac(key: Uint8Array, n: number, body: string): Buffer {
  return mac(key, GENESIS, 'snapshot', [n, body]);
}

/** Vouches for a whole exported file. */
export function exportMac(key: Uint8Array, head: Uint8Array, header: string, count: number): Buffer {
  return mac(key, head, 'export', [header, count]);
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function isSameMac(one: Uint8Array | null, other: Uint8Array): boolean {
  return one !== null && Buffer.compare(one, other) === 0;
}

function mac(key: Uint8Array, before: Uint8Array, what: string, values: readonly unknown[]): Buffer {
  return hmacSha256(key, before, JSON.stringify([what, ...values]));
}
