import { NightlatchError } from '@nightlatch/model';

/** A message that a node cannot use: it goes to the flow's catch node. Says what was expected, and never repeats a code. */
export class InputError extends NightlatchError {
  constructor(message: string) {
    super('input', message);
  }
}

/** Shows a value in an error, short and without what may be a code: words and true or false only. */
export function shown(value: unknown): string {
  if (typeof value === 'boolean' || value === null || value === undefined) return String(value);
  if (typeof value === 'string' && /^[a-z][a-z _-]{0,31}$/i.test(value)) return `"${value}"`;
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
