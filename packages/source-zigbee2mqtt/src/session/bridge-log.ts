import { readObject } from './payload.ts';

/** A failed order in the bridge's log. */
export interface SetFailure {
  readonly property: string;
  readonly friendlyName: string;
}

const LARGEST_LINE = 256 * 1024;
const SET_FAILED = /^Publish 'set' '([^']+)' to '(.+?)' failed: /s;

/**
 * Reads one line of `bridge/logging`: which order failed, if it says so.
 *
 * The text itself goes no further: it quotes what was sent, and another client may have sent a lock's PIN.
 */
export function readSetFailure(message: Uint8Array): SetFailure | undefined {
  const read = readObject(message, LARGEST_LINE);
  if (!read.ok || read.value['level'] !== 'error' || typeof read.value['message'] !== 'string') return undefined;
  const [, property, friendlyName] = SET_FAILED.exec(read.value['message'].replace(/^z2m: /, '')) ?? [];
  return property !== undefined && friendlyName !== undefined ? { property, friendlyName } : undefined;
}
