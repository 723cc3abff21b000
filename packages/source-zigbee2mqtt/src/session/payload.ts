/** The largest message of a device that is read. Ordinary ones are below 2 kB. */
export const LARGEST_DEVICE_MESSAGE = 256 * 1024;
/** The largest message of the bridge: the list of every device with all that it exposes. */
export const LARGEST_BRIDGE_MESSAGE = 64 * 1024 * 1024;

/** One for all: to make one costs more than to read a message. */
const TEXT = new TextDecoder();

export type Json = Readonly<Record<string, unknown>>;

/** A message that was read, or why it was not. Never quotes the message: it may hold a code. */
export type ReadMessage<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

/** Reads a message that must be a JSON object. */
export function readObject(message: Uint8Array, largest: number): ReadMessage<Json> {
  const read = readJson(message, largest);
  if (!read.ok) return read;
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, problem: 'it is not a JSON object' };
  return { ok: true, value: value as Json };
}

/** Reads a message that must be JSON. */
export function readJson(message: Uint8Array, largest: number): ReadMessage<unknown> {
  if (message.byteLength > largest)
    return { ok: false, problem: `its ${message.byteLength} bytes are more than ${largest}` };
  try {
    return { ok: true, value: JSON.parse(TEXT.decode(message)) };
  } catch {
    return { ok: false, problem: 'it is not valid JSON' };
  }
}

/** Reads a state that comes as `{"state":"online"}`, or bare as older bridges say it. */
export function readState(message: Uint8Array): boolean | undefined {
  const text = TEXT.decode(message.subarray(0, 200)).trim();
  const read = readObject(message, 200);
  const word = read.ok && Object.hasOwn(read.value, 'state') ? read.value['state'] : text;
  return word === 'online' ? true : word === 'offline' ? false : undefined;
}
