/** What can be wrong with a journal. */
export type FindingKind =
  | 'altered'
  | 'missing'
  | 'inserted'
  | 'swapped'
  | 'cut'
  | 'segment-altered'
  | 'segment-missing'
  | 'snapshot-altered'
  | 'anchor-differs'
  | 'anchor-foreign'
  | 'damaged';

/** One thing that is wrong with a journal, and where. */
export interface JournalFinding {
  readonly what: FindingKind;
  /** The entry, or the first of several. */
  readonly n?: number;
  /** The last of several entries, or the other of two. */
  readonly to?: number;
  /** The sealed segment; absent where it is the open one. */
  readonly segment?: number;
  /** One sentence for people. */
  readonly text: string;
}

/** Names one entry or several. */
export function entries(n: number, to: number): string {
  return n === to ? `entry ${n}` : `entries ${n} to ${to}`;
}
