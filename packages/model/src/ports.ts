import type { HomeChange, LinkState, Trouble } from './change.ts';
import type { CommandResult, HomeCommand } from './command.ts';
import type { DeviceId, DeviceOrder, DeviceReport, DeviceState } from './device.ts';
import type { MasterView } from './master.ts';
import type { MediaDirectory } from './media.ts';
import type { PartitionId, PartitionView } from './partition.ts';
import type { SecretText } from './secret-text.ts';

/** Anything that can be listened to. An rxjs `Observable` is one. Listeners are called at each change, never replayed. */
export interface Listenable<T> {
  subscribe(listener: (value: T) => void): { unsubscribe(): void };
}

/** The home's state now. The maps are live: read them, do not keep them. */
export interface HomeSnapshot {
  readonly link: LinkState;
  readonly devices: ReadonlyMap<DeviceId, DeviceState>;
  readonly partitions: ReadonlyMap<PartitionId, PartitionView>;
  /** All partitions, or some, under one name; absent where the home has none. It moves with the `partition` changes. */
  readonly master?: MasterView;
  readonly troubles: readonly Trouble[];
}

/**
 * The home as a bridge sees it, whether the hub runs in this process or behind the MQTT link.
 *
 * A bridge reads `snapshot` once, then follows `changes`; `snapshot` is always already at the newest change.
 * Origin and actor of its commands belong to the `Home` that it was given, so no payload can forge them.
 */
export interface Home {
  readonly id: string;
  readonly name: string;
  readonly snapshot: HomeSnapshot;
  readonly changes: Listenable<HomeChange>;
  /** The cameras; absent where the home has no media hub, as over the MQTT link. */
  readonly media?: MediaDirectory;
  /** Resolves once the hub has committed its decision; a refusal is a value. Answers `unavailable` while the hub is away. */
  execute(command: HomeCommand): Promise<CommandResult>;
}

/** Levels in rising order of noise. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Where a room says what it does. Messages hold no codes. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** What someone did at a keypad or reader. The code or tag goes to the hub and nowhere else. */
export interface KeypadAttempt {
  readonly device: DeviceId;
  /** `present` is a tag held to a reader, which asks for its door. */
  readonly verb: 'arm' | 'disarm' | 'present';
  readonly mode?: string;
  readonly code?: SecretText;
  /** The tag that was read, in place of a code. */
  readonly tag?: SecretText;
  /** The keypad's own number of this attempt, given back in the answer. */
  readonly transaction?: number;
}

/** What a source talks to: the hub's inbox. */
export interface SourceSink {
  /** Reports something about a device. `at` is when it happened, epoch milliseconds; now by default. */
  report(report: DeviceReport, at?: number): void;
  /** Hands over a keypad entry; the answer reaches the keypad as an order of type `keypad`. */
  keypad(attempt: KeypadAttempt): void;
}

/** The outcome of an order: `sent` when the device confirms later by itself, or failed with what to tell the owner. */
export type OrderResult = { readonly ok: true } | { readonly ok: false; readonly problem: string };

/** Brings devices in. One per configured entry of `sources`. */
export interface DeviceSource {
  /** The first part of its devices' ids. */
  readonly id: string;
  /** Begins to report. Resolves when it has begun, not when every device is known; a lost peer is retried for ever. */
  start(sink: SourceSink): Promise<void>;
  /** Passes an order to a device. Never throws for the device's failures. */
  order(order: DeviceOrder): Promise<OrderResult>;
  stop(): Promise<void>;
}

/** Shows a home in an ecosystem. */
export interface Bridge {
  start(home: Home): Promise<void>;
  stop(): Promise<void>;
}

export interface TimerHandle {
  cancel(): void;
}

/** Time, passed in so that tests own it. */
export interface Clock {
  /** Wall time, epoch milliseconds. */
  now(): number;
  /** Milliseconds that never go backwards, from an arbitrary origin. It may stand while the machine sleeps. */
  monotonic(): number;
  /** As `monotonic`, and goes on while the machine sleeps; absent where nothing tells. */
  sinceBoot?(): number;
  /** Calls back once when `delayMs` have passed. */
  after(delayMs: number, callback: () => void): TimerHandle;
}

/** One journalled input. `n` rises by one; `at` is engine time in epoch milliseconds. */
export interface JournalEntry {
  readonly n: number;
  readonly at: number;
  readonly kind: string;
  readonly body: unknown;
  /** What was decided at this input, in order; absent where nothing was. */
  readonly decisions?: readonly unknown[];
}

/** Where inputs and decisions are kept. Appends are committed in groups. */
export interface Journal {
  /** Queues entries and resolves once they are on disk. */
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** Reads entries with `n` greater than `after`, in order. */
  read(after: number): Iterable<JournalEntry>;
  close(): Promise<void>;
}
