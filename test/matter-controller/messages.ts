/** What the controller's process and the test say to each other. */
export type Question =
  | { readonly type: 'commission'; readonly port: number; readonly passcode: number }
  | { readonly type: 'discover'; readonly discriminator: number; readonly passcode: number }
  | {
      readonly type: 'invoke';
      readonly endpoint: number;
      readonly cluster: string;
      readonly command: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'memory' }
  | { readonly type: 'close' };

/** An endpoint as the controller knows it. */
export interface SeenEndpoint {
  readonly number: number;
  readonly deviceTypes: readonly number[];
  /** Attribute values by cluster. */
  readonly clusters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export type Outcome =
  | { readonly ok: true; readonly response?: unknown }
  | { readonly ok: false; readonly code?: number; readonly message: string };

export type Message =
  | { readonly type: 'started' }
  | { readonly type: 'answer'; readonly id: number; readonly outcome: Outcome }
  /** All of it anew: something changed in it, or in which endpoints there are. */
  | { readonly type: 'seen'; readonly endpoints: readonly SeenEndpoint[] }
  | {
      readonly type: 'event';
      readonly endpoint: number;
      readonly cluster: string;
      readonly event: string;
      readonly payload: unknown;
    };
