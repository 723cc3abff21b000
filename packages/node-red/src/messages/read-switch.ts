import { SecretText } from '@nightlatch/model';
import { InputError, shown } from './input-error.ts';

export interface SwitchWords {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** Where an object has the word, such as `{"lock": true}` with a code beside it. */
  readonly key: string;
}

/**
 * Reads one of two meanings from a payload: true and false always are, beside the words given.
 *
 * @throws InputError that names the words.
 */
export function readSwitch(payload: unknown, { yes, no, key }: SwitchWords): boolean {
  const value = isFields(payload) ? payload[key] : payload;
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  if (word !== undefined && yes.includes(word)) return true;
  if (word !== undefined && no.includes(word)) return false;
  throw new InputError(`payload must be true, false, ${[...yes, ...no].join(', ')}, and is ${shown(payload)}.`);
}

/** The code beside a command. @throws InputError when it is no text: a number would lose its leading zeros. */
export function codeIn(payload: unknown): { readonly code?: SecretText } {
  const code = isFields(payload) ? payload['code'] : undefined;
  if (code === undefined || code === '') return {};
  if (typeof code !== 'string') throw new InputError('code must be a text, so that it keeps its leading zeros.');
  return { code: new SecretText(code) };
}

function isFields(payload: unknown): payload is Readonly<Record<string, unknown>> {
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload);
}
