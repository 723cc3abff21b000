import type { Segment } from './chain.ts';

/** How much of the journal is kept. */
export interface JournalRetention {
  /** Days for which an entry is kept at least. */
  readonly keepDays: number;
  /** What the sealed segments may take on the disk, together. Wins over `keepDays`. */
  readonly maxMegabytes: number;
}

/** A year, or half a gigabyte. */
export const DEFAULT_RETENTION: JournalRetention = { keepDays: 365, maxMegabytes: 500 };

/** A segment is sealed when it holds so many entries, or when its first entry is so old. */
export const SEGMENT_ENTRIES = 10_000;
const SEGMENT_MS = 24 * 3600 * 1000;

/**
 * Entries with decisions (armed, alarmed, refused, troubled) that are kept whatever their age and size.
 *
 * @see EN 50131-1: the event log of a system of grade 4 holds 1,000 events
 */
export const DECISIONS_KEPT = 1000;

const DAY_MS = 24 * 3600 * 1000;
const MEGABYTE = 1_000_000;

/** The part of the journal that is not sealed yet. */
export interface OpenSegment {
  readonly count: number;
  readonly decided: number;
  /** Engine time of its first entry; undefined while it is empty. */
  readonly fromAt: number | undefined;
}

/** Tells whether the open segment is to be sealed. */
export function isSealDue({ count, fromAt }: OpenSegment, newestAt: number): boolean {
  return count >= SEGMENT_ENTRIES || (fromAt !== undefined && newestAt - fromAt >= SEGMENT_MS);
}

/**
 * Tells whether the oldest of the sealed segments may go: because of its age, or of what all take together.
 *
 * It stays while the engine needs it to come back from its snapshot, and while fewer than `DECISIONS_KEPT` would be left.
 *
 * @param snapshotN The entry after which the snapshot was taken.
 */
export function isDropDue(
  segments: readonly Segment[],
  { open, newestAt, snapshotN, retention }: DropCircumstances,
): boolean {
  const [oldest, ...others] = segments;
  if (!oldest || oldest.last > snapshotN) return false;
  const kept = others.reduce((sum, { decided }) => sum + decided, open.decided);
  if (kept < DECISIONS_KEPT) return false;
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  return oldest.toAt < newestAt - retention.keepDays * DAY_MS || bytes > retention.maxMegabytes * MEGABYTE;
}

export interface DropCircumstances {
  readonly open: OpenSegment;
  readonly newestAt: number;
  readonly snapshotN: number;
  readonly retention: JournalRetention;
}
