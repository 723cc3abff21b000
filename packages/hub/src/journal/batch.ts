/** What one group commit writes. Bodies are JSON texts, made on the hub's thread so that they cost one pass only. */
export interface Batch {
  readonly entries: readonly {
    readonly n: number;
    readonly at: number;
    readonly kind: string;
    readonly body: string;
  }[];
  readonly events: readonly { readonly n: number; readonly at: number; readonly body: string }[];
  readonly answers: readonly { readonly key: string; readonly at: number; readonly body: string }[];
  readonly devices: readonly { readonly id: string; readonly body: string | null }[];
  readonly snapshot?: { readonly n: number; readonly body: string };
}

/** From the hub to the journal's thread. */
export type JournalRequest = { readonly type: 'write'; readonly batch: Batch } | { readonly type: 'close' };

/** From the journal's thread to the hub: one for each request, in order. */
export type JournalReply = { readonly ok: true } | { readonly ok: false; readonly problem: string };
