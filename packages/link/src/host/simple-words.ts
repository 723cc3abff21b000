import type { ArmMode, HomeCommand, MasterView, PartitionView } from '@nightlatch/model';
import { ARM_MODES, SecretText } from '@nightlatch/model';
import { parseJsonObject, textOf } from '../wire/json-object.ts';

/** The words of `partition/<id>/state`; a master also says `mixed`. @see Home Assistant, MQTT alarm control panel */
export function stateWord({ state, mode }: Pick<PartitionView | MasterView, 'state' | 'mode'>): string {
  if (state !== 'armed') return state;
  return mode !== undefined && ARM_MODES.includes(mode) ? `armed_${mode}` : 'armed_custom_bypass';
}

/** Bytes of a word with the blanks around it, and more. */
const LONGEST_WORD = 64;
const WORDS: ReadonlyMap<string, ArmMode> = new Map(ARM_MODES.map((mode) => [`ARM_${mode.toUpperCase()}`, mode]));

/** What is armed and disarmed under one name: a partition or a master. */
type Armable = Pick<PartitionView, 'id' | 'ready'>;

/**
 * Reads what a simple client put on `partition/<id>/set`: a word, or `{"action": word, "code": "…"}`.
 *
 * `ARM_CUSTOM_BYPASS` arms the mode of the owner's own where there is one only; otherwise `mode` must name it.
 *
 * @returns Undefined when it is neither.
 */
export function readSimpleCommand(payload: Uint8Array, view: Armable): HomeCommand | undefined {
  const message = parseJsonObject(payload);
  const word = message ? textOf(message, 'action') : bareWord(payload);
  const text = message && textOf(message, 'code');
  // A code that is no text, such as a number that lost its zeros, must not pass for none.
  if (message && text === undefined && (message['code'] ?? undefined) !== undefined) return undefined;
  const code = text === undefined || text === '' ? {} : { code: new SecretText(text) };
  const partition = view.id;
  if (word === 'DISARM') return { type: 'disarm', partition, ...code };
  const mode =
    word === 'ARM_CUSTOM_BYPASS' ? customMode(view, message && textOf(message, 'mode')) : WORDS.get(word ?? '');
  return mode === undefined ? undefined : { type: 'arm', partition, mode, ...code };
}

/** A word alone. Its beginning is not enough: what follows may be anything. */
function bareWord(payload: Uint8Array): string | undefined {
  return payload.length > LONGEST_WORD ? undefined : new TextDecoder().decode(payload).trim();
}

function customMode(view: Armable, named: string | undefined): ArmMode | undefined {
  const own = Object.keys(view.ready).filter((mode) => !ARM_MODES.includes(mode));
  return own.length === 1 ? own[0] : own.find((mode) => mode === named);
}
