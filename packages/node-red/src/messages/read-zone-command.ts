import type { HomeCommand, ZoneId } from '@nightlatch/model';
import { InputError, shown } from './input-error.ts';
import { codeIn } from './read-switch.ts';

type BypassCommand = Extract<HomeCommand, { type: 'bypass' | 'unbypass' }>;

const WORDS = ['bypass', 'bypass-until-closed', 'restore'] as const;

/**
 * Reads what a message asks of a zone: to bypass it (until the next disarm, or until it closes), to restore it, or, with
 * true or false, to open or close a zone whose device was made in Node-RED.
 *
 * @throws InputError that names the words there are.
 */
export function readZoneCommand(
  payload: unknown,
  zone: ZoneId,
): { readonly command: BypassCommand } | { readonly feed: boolean } {
  if (typeof payload === 'boolean') return { feed: payload };
  const action =
    typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>)['action'] : payload;
  const word = WORDS.find((each) => each === action);
  if (word === undefined)
    throw new InputError(`payload must be ${WORDS.join(', ')}, true or false, and is ${shown(payload)}.`);
  const code = codeIn(payload);
  if (word === 'restore') return { command: { type: 'unbypass', zone, ...code } };
  return { command: { type: 'bypass', zone, until: word === 'bypass' ? 'disarm' : 'closed', ...code } };
}
