/**
 * A code, password or key on its way through the program, which shows as dots wherever it is printed by mistake:
 * in a log, an error, a template string, JSON or Node's inspector. Only `reveal()` gives it out.
 */
export class SecretText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '••••';
  }

  toJSON(): string {
    return '••••';
  }

  /** What Node's `util.inspect` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '••••';
  }
}
