import type { CommandResult, RefusalReason } from '@nightlatch/model';
import type { JsonObject } from './json-object.ts';
import { textOf, textsOf } from './json-object.ts';
import { LINK_VERSION } from './topics.ts';

/** Writes the answer for `result/<client>`. @param message What is wrong with a command that is not well formed. */
export function writeResult(id: string, result: CommandResult, message?: string): JsonObject {
  return { v: LINK_VERSION, id, ...result, ...(message === undefined ? {} : { message }) };
}

/** Reads an answer; undefined when it is none. */
export function readResult(message: JsonObject): CommandResult | undefined {
  if (message['ok'] === true) return { ok: true };
  const reason = textOf(message, 'reason') as RefusalReason | undefined;
  if (message['ok'] !== false || reason === undefined) return undefined;
  const zones = textsOf(message, 'zones');
  return zones === undefined ? { ok: false, reason } : { ok: false, reason, zones };
}
