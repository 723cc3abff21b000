import type { AlarmConfig, AlarmEffect } from '@nightlatch/alarm';
import type { HostedHome } from '@nightlatch/link/host';
import type {
  Clock,
  Credentials,
  DeviceDescription,
  DeviceSource,
  Health,
  Home,
  Log,
  MediaDirectory,
  Origin,
  SecretText,
  SilentSink,
} from '@nightlatch/model';
import type { CodeRegistry } from './codes/code-registry.ts';
import type { Supervision } from './supervision/settings.ts';
import type { JournalRetention } from './journal/segment-policy.ts';

/** Everything that a hub is made of. */
export interface HubOptions {
  readonly home: {
    readonly id: string;
    readonly name: string;
    /** IANA zone in which schedules are meant; the machine's own by default. */
    readonly timeZone?: string;
  };
  /** Folder of the database, the keys and the lock; made if absent. One hub at a time holds it. */
  readonly dataDir: string;
  readonly sources: readonly DeviceSource[];
  /** What the owner calls a device, and where it is; undefined hides it. As the source describes it by default. */
  present?(device: DeviceDescription): DeviceDescription | undefined;
  /** The whole alarm configuration for the devices known now. Pure; called again whenever one is described or removed. */
  plan(devices: readonly DeviceDescription[]): AlarmConfig;
  /** Codes named in the configuration. Each is enrolled once; from then on the database wins. */
  readonly seedCodes?: readonly SeedCode[];
  /** Who is told of duress and silent panic, in the order of the configuration. Kept for each until it has arrived. */
  readonly silentSinks?: readonly SilentSink[];
  /** Told of duress and silent panic in this process. */
  onSilent?(effect: Extract<AlarmEffect, { type: 'silent' }>): void;
  /** How much of the journal is kept: a year or 500 MB by default. */
  readonly journal?: JournalRetention;
  /** How the house watches over its own devices; not at all by default. */
  readonly supervision?: Supervision;
  /** The cameras, shown to whoever has the home in this process: pictures do not travel over the link. */
  readonly media?: MediaDirectory;
  readonly clock?: Clock;
  readonly log: Log;
}

export interface SeedCode {
  readonly user: string;
  readonly code: SecretText;
  readonly duress?: boolean;
}

/** A running home. */
export interface Hub {
  /** Identity of this run. */
  readonly instance: string;
  readonly codes: CodeRegistry;
  /** The codes and tags for a bridge to look after; duress codes are not among them. */
  readonly credentials: Credentials;
  /** What the link serves to other processes. */
  readonly hosted: HostedHome;
  /** How well the house can watch, now. */
  health(): Health;
  /** The home for a bridge in this process; every command through it has this origin. */
  homeFor(actor: { readonly origin: Origin; readonly client?: string }): Home;
  /** Stops the sources, writes what is queued and lets the data folder go. */
  close(): Promise<void>;
}
