import type { DemoHands } from './demo-hands.ts';
import { disarm } from './demo-hands.ts';
import { keyFor } from './demo-keys.ts';

/** What pressing a key came to. */
export type Pressed = 'quit' | 'done' | 'unknown';

/** What the keys have led to so far: a code half typed, the QR code asked for. */
export class DemoSession {
  #typed: string | undefined;
  #pairingTurns = 0;
  readonly #hands: DemoHands;
  readonly #onFailure: (error: unknown) => void;

  constructor(hands: DemoHands, onFailure: (error: unknown) => void) {
    this.#hands = hands;
    this.#onFailure = onFailure;
  }

  /** How many digits have been typed; undefined while no code is asked for. */
  get typed(): number | undefined {
    return this.#typed?.length;
  }

  /** How often the next QR code was asked for. */
  get pairingTurns(): number {
    return this.#pairingTurns;
  }

  /** A key of a keyboard, as the terminal sends it: `1`, `\r` for Enter, `\u007f` for Backspace. */
  press(key: string): Pressed {
    return this.#typed === undefined ? this.#act(key) : this.#type(key, this.#typed);
  }

  /** A whole line, as a pipe sends it: a key, or the code when one is asked for. */
  enter(line: string): Pressed {
    if (this.#typed === undefined) return this.#act(line.trim());
    this.#submit(line.trim());
    return 'done';
  }

  #act(text: string): Pressed {
    const key = keyFor(text);
    if (!key) return 'unknown';
    if (key.action === 'quit') return 'quit';
    if (key.action === 'ask-code') this.#typed = '';
    else if (key.action === 'show-pairing') this.#pairingTurns += 1;
    else this.#run(key.action);
    return 'done';
  }

  #type(key: string, typed: string): Pressed {
    if (key === '\r' || key === '\n') this.#submit(typed);
    else if (key === '\u001b') this.#typed = undefined;
    else if (key === '\u007f' || key === '\b') this.#typed = typed.slice(0, -1);
    else if (/^\d$/.test(key) && typed.length < 8) this.#typed = typed + key;
    else return 'unknown';
    return 'done';
  }

  #submit(code: string): void {
    this.#typed = undefined;
    if (code !== '') this.#run((hands) => disarm(hands, code));
  }

  #run(action: (hands: DemoHands) => void | Promise<unknown>): void {
    const failed = this.#onFailure;
    void (async () => await action(this.#hands))().catch(failed);
  }
}
