import { SecretText } from '@nightlatch/model';
import { InputError } from '../messages/input-error.ts';

/** Digits that were typed one by one are forgotten after this long without another. */
const PATIENCE_MS = 10_000;
const LONGEST = 12;

/** Puts a code together from keys that come one by one, or takes it whole. */
export class EnteredCode {
  readonly #digits: number;
  #typed = '';
  #forget: NodeJS.Timeout | undefined;

  /** @param digits Typed keys make a code at this many; 0 waits for `#`. */
  constructor(digits: number) {
    this.#digits = digits;
  }

  /** How many digits wait for the rest. */
  get length(): number {
    return this.#typed.length;
  }

  /**
   * Takes a key (`0`–`9`, `#` or `enter`, `*` or `clear`), or a whole code.
   *
   * @returns The code when it is complete.
   * @throws InputError for anything else. A number is none: it would have lost its leading zeros.
   */
  take(payload: unknown): SecretText | undefined {
    const given = isFields(payload) ? payload['code'] : payload;
    const text = typeof given === 'string' ? given.trim().toLowerCase() : undefined;
    if (text === undefined)
      throw new InputError('payload must be a key or a code, as text, so that it keeps its zeros.');
    if (/^\d{2,}$/.test(text)) return this.#complete(text);
    if (text === '*' || text === 'clear') {
      this.clear();
      return undefined;
    }
    if (text === '#' || text === 'enter') return this.#typed === '' ? undefined : this.#complete(this.#typed);
    if (!/^\d$/.test(text)) throw new InputError('payload must be a digit, #, * or a code of digits.');
    this.#typed = `${this.#typed}${text}`.slice(0, LONGEST);
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.clear(), PATIENCE_MS);
    return this.#typed.length === this.#digits ? this.#complete(this.#typed) : undefined;
  }

  clear(): void {
    clearTimeout(this.#forget);
    this.#typed = '';
  }

  #complete(code: string): SecretText {
    this.clear();
    return new SecretText(code);
  }
}

function isFields(payload: unknown): payload is Readonly<Record<string, unknown>> {
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload);
}
