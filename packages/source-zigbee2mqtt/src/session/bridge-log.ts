import type { Json, ReadMessage } from './payload.ts';
import { readObject } from './payload.ts';

/** A failed order in the bridge's log. */
export interface SetFailure {
  readonly property: string;
  readonly friendlyName: string;
}

const LARGEST_LINE = 256 * 1024;
const SET_FAILED = /^Publish 'set' '([^']+)' to '(.+?)' failed: /s;

/** Reads one line of `bridge/logging`, or says why it is none. */
export function readLogLine(message: Uint8Array): ReadMessage<Json> {
  return readObject(message, LARGEST_LINE);
}

/**
 * Tells which order failed, if a line of the bridge's log says so.
 *
 * The text itself goes no further: it quotes what was sent, and another client may have sent a lock's PIN.
 */
export function setFailure({ level, message }: Json): SetFailure | undefined {
  if (level !== 'error' || typeof message !== 'string') return undefined;
  const [, property, friendlyName] = SET_FAILED.exec(message.replace(/^z2m: /, '')) ?? [];
  return property !== undefined && friendlyName !== undefined ? { property, friendlyName } : undefined;
}
