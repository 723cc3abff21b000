import { NightlatchError, SecretText } from '@nightlatch/model';

/** An object as JSON has it. */
export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a list; nothing where there is no list. */
export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** The text of a key, or undefined where there is none. */
export function textOf(from: Json, key: string): string | undefined {
  const value = from[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const LONGEST_TEXT = 512;

/** Reads what the page sent, part by part. A part that is not what it must be is refused by its name, never by its value. */
export class Payload {
  readonly #body: Json;

  constructor(body: unknown) {
    this.#body = isJson(body) ? body : {};
  }

  /** A text without blanks at its ends. @throws NightlatchError `payload` when it is missing or too long. */
  text(key: string, what: string): string {
    const value = this.optionalText(key);
    if (value === undefined) throw new NightlatchError('payload', `${what} is missing.`);
    return value;
  }

  optionalText(key: string): string | undefined {
    const value = this.#body[key];
    if (typeof value !== 'string' || value.length > LONGEST_TEXT) return undefined;
    return value.trim() || undefined;
  }

  /** A text that nobody may see, exactly as it was typed. */
  optionalSecret(key: string): SecretText | undefined {
    const value = this.#body[key];
    return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT
      ? new SecretText(value)
      : undefined;
  }

  number(key: string): number | undefined {
    const value = this.#body[key];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  flag(key: string): boolean {
    return this.#body[key] === true;
  }

  object(key: string): Json {
    const value = this.#body[key];
    return isJson(value) ? value : {};
  }

  list(key: string): readonly Json[] {
    return listOf(this.#body[key]);
  }

  texts(key: string): readonly string[] {
    const value = this.#body[key];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }
}
