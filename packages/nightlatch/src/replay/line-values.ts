import { nearestWord } from '@nightlatch/assembly';

/** A line of a recording cannot be used; the message says why, and what to write instead. */
export class LineError extends Error {
  /** The line's number where it is not the one at hand. */
  readonly number: number | undefined;

  constructor(message: string, number?: number) {
    super(message);
    this.number = number;
  }
}

/** Reads a group of keys. @throws LineError */
export function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new LineError(`${what} is ${shown(value)}: write an object.`);
}

/** Reads a text that is not empty. @throws LineError */
export function text(value: unknown, key: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new LineError(`${key} is ${shown(value)}: write a text.`);
}

/** Reads one of a few words. @throws LineError */
export function word<Word extends string>(value: unknown, key: string, words: readonly Word[]): Word {
  const found = words.find((one) => one === value);
  if (found !== undefined) return found;
  const meant = typeof value === 'string' ? nearestWord(value, words) : undefined;
  const remedy = meant === undefined ? `write one of ${words.join(', ')}.` : `did you mean "${meant}"?`;
  throw new LineError(`${key} is ${value === undefined ? 'missing' : shown(value)}: ${remedy}`);
}

/** Checks that every key is one that is understood: a slip of the pen must not change what a replay shows. @throws LineError */
export function known(keys: readonly string[], understood: readonly string[]): void {
  const stranger = keys.find((key) => !understood.includes(key));
  if (stranger === undefined) return;
  const meant = nearestWord(stranger, understood);
  const remedy = meant === undefined ? `there are ${understood.join(', ')}.` : `did you mean "${meant}"?`;
  throw new LineError(`There is no key ${JSON.stringify(stranger.slice(0, 40))} here: ${remedy}`);
}

/** Shows a value briefly. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a group of keys';
  const json = JSON.stringify(value);
  return json.length > 40 ? `${json.slice(0, 40)}…` : json;
}
