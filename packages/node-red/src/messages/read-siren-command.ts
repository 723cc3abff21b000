import type { SecretText } from '@nightlatch/model';
import { InputError, shown } from './input-error.ts';
import { codeIn, readSwitch } from './read-switch.ts';

/** The longest that a message may ask for; an alarm's own siren has its own time. */
const LONGEST_SECONDS = 600;

export type SirenCommand = ChimeCommand | SwitchCommand;

export interface ChimeCommand {
  readonly type: 'chime';
  readonly code?: SecretText;
}

export interface SwitchCommand {
  readonly type: 'siren';
  readonly on: boolean;
  readonly seconds?: number;
  readonly code?: SecretText;
}

/**
 * Reads what a message asks of a siren or chime: `chime` for one sound, or true, false, `on`, `off`, or a number of seconds;
 * alone, or as `on` beside a `code`.
 */
export function readSirenCommand(payload: unknown): SirenCommand {
  const isObject = typeof payload === 'object' && payload !== null;
  const value = isObject ? (payload as Record<string, unknown>)['on'] : payload;
  if (typeof value === 'string' && value.trim().toLowerCase() === 'chime') return { type: 'chime', ...codeIn(payload) };
  if (typeof value !== 'number') {
    return { type: 'siren', on: readSwitch(payload, { yes: ['on'], no: ['off'], key: 'on' }), ...codeIn(payload) };
  }
  if (!(value > 0 && value <= LONGEST_SECONDS)) {
    throw new InputError(`A siren sounds for 1 to ${LONGEST_SECONDS} seconds, and not for ${shown(value)} out of it.`);
  }
  return { type: 'siren', on: true, seconds: value, ...codeIn(payload) };
}
