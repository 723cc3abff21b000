import type { HomeSnapshot } from '@nightlatch/model';
import type { PartLine } from './demo-part.ts';
import type { Told } from './describe-change.ts';

/** Something that happened, and when: epoch milliseconds. */
export interface Happening extends Told {
  readonly at: number;
}

/** How the demonstration is paired with an app. */
export interface Pairing {
  readonly app: 'Apple Home' | 'Matter';
  /** `031-45-154`. */
  readonly code: string;
  readonly uri: string;
  /** The QR code, as lines of block characters. */
  readonly qr: readonly string[];
}

/** Everything that the screen shows. */
export interface DemoView {
  readonly snapshot: HomeSnapshot;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The newest last. */
  readonly recent: readonly Happening[];
  readonly parts: readonly PartLine[];
  /** Apple Home first. */
  readonly pairings: readonly Pairing[];
  /** The code that disarms. */
  readonly code: string;
  /** How many digits of a code have been typed; absent while none is asked for. */
  readonly typed?: number;
  /** How often the next QR code was asked for. A small screen shows one only when it is. */
  readonly pairingTurns: number;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}
