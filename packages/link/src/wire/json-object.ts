/** A JSON object that came from outside: nothing of it is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** One for all: to make one costs more than to read a message. */
const TEXT = new TextDecoder('utf8', { fatal: true });

/** Reads a JSON object, or returns undefined for anything else; never throws. */
export function parseJsonObject(payload: Uint8Array | string): JsonObject | undefined {
  try {
    const text = typeof payload === 'string' ? payload : TEXT.decode(payload);
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads an own text field. */
export function textOf(object: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Reads an own finite number. */
export function numberOf(object: JsonObject, key: string): number | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Reads an own list of texts; a list with anything else in it is undefined. */
export function textsOf(object: JsonObject, key: string): readonly string[] | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

/** Reads an own list of objects; anything else in it is left out. */
export function objectsOf(object: JsonObject, key: string): readonly JsonObject[] {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return Array.isArray(value) ? value.filter(isObject) : [];
}
