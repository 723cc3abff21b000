import type { SilentRow } from '../silent/silent-outbox.ts';

/** What one group commit writes. Bodies are JSON texts, made on the hub's thread so that they cost one pass only. */
export interface Batch {
  readonly entries: readonly {
    readonly n: number;
    readonly at: number;
    readonly kind: string;
    readonly body: string;
    readonly decisions: string | null;
  }[];
  readonly events: readonly { readonly n: number; readonly at: number; readonly body: string }[];
  readonly answers: readonly { readonly key: string; readonly at: number; readonly body: string }[];
  readonly devices: readonly { readonly id: string; readonly body: string | null }[];
  /** Silent alarms that wait for their sinks. */
  readonly silent?: readonly SilentRow[];
  /** How often each code of limited uses was good so far, as JSON; absent where that is as it was. */
  readonly uses?: string;
  readonly snapshot?: { readonly n: number; readonly body: string };
}

/** The newest entry on the disk, and the chain's value after it. */
export interface JournalHead {
  readonly n: number;
  readonly mac: Uint8Array;
}

/** From the hub to the journal's thread. */
export type JournalRequest = { readonly type: 'write'; readonly batch: Batch } | { readonly type: 'close' };

/** From the journal's thread to the hub: one for each request, in order. */
export type JournalReply =
  | { readonly ok: true; readonly head: JournalHead }
  | { readonly ok: false; readonly problem: string };
