import type { EventWord } from './event-words.ts';
import type { Said } from './security-message.ts';

/** An event with what it is about. */
export interface SaidEvent extends Said {
  readonly payload: EventWord;
  /** The partition it happened in; absent where it concerns the whole home. */
  readonly partition?: string;
}
