import type { HomeSnapshot } from '@nightlatch/model';
import type { PartLine } from './demo-part.ts';
import type { Told } from './describe-change.ts';

/** Something that happened, and when: epoch milliseconds. */
export interface Happening extends Told {
  readonly at: number;
}

/** How the demonstration is paired with Apple Home. */
export interface Pairing {
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
  readonly pairing: Pairing;
  /** The code that disarms. */
  readonly code: string;
  /** How many digits of a code have been typed; absent while none is asked for. */
  readonly typed?: number;
  /** The QR code is asked for, on a screen that is too small to show it always. */
  readonly isPairingAsked: boolean;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}
