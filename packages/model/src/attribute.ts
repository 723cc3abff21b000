/** The value of something nobody has reported yet, or whose report can no longer be trusted. Never means "closed". */
export const UNKNOWN = 'unknown';
export type Unknown = typeof UNKNOWN;

export type ContactValue = 'open' | 'closed';
export type LockValue = 'locked' | 'unlocked' | 'locking' | 'unlocking' | 'jammed';

/** What each attribute of a device may hold. Percent for `battery`, degrees Celsius for `temperature`. */
export interface AttributeValues {
  contact: ContactValue;
  motion: boolean;
  occupancy: boolean;
  vibration: boolean;
  glassBreak: boolean;
  smoke: boolean;
  carbonMonoxide: boolean;
  gas: boolean;
  heat: boolean;
  waterLeak: boolean;
  freeze: boolean;
  tamper: boolean;
  lock: LockValue;
  siren: boolean;
  battery: number;
  batteryLow: boolean;
  temperature: number;
}

export type AttributeName = keyof AttributeValues;

/** An attribute of a device. Several of a kind are told apart by a part: `contact@left`, `contact@right`. */
export type AttributeKey = AttributeName | `${AttributeName}@${string}`;

/** A known value of any attribute. */
export type AttributeValue = AttributeValues[AttributeName];

const BOOLEAN = (value: unknown): boolean => typeof value === 'boolean';
const ONE_OF =
  (...words: string[]) =>
  (value: unknown): boolean =>
    typeof value === 'string' && words.includes(value);

/** One row per attribute: whether a value is legal for it. */
const LEGAL: Record<AttributeName, (value: unknown) => boolean> = {
  contact: ONE_OF('open', 'closed'),
  motion: BOOLEAN,
  occupancy: BOOLEAN,
  vibration: BOOLEAN,
  glassBreak: BOOLEAN,
  smoke: BOOLEAN,
  carbonMonoxide: BOOLEAN,
  gas: BOOLEAN,
  heat: BOOLEAN,
  waterLeak: BOOLEAN,
  freeze: BOOLEAN,
  tamper: BOOLEAN,
  lock: ONE_OF('locked', 'unlocked', 'locking', 'unlocking', 'jammed'),
  siren: BOOLEAN,
  battery: (value) => typeof value === 'number' && value >= 0 && value <= 100,
  batteryLow: BOOLEAN,
  temperature: (value) => typeof value === 'number' && Number.isFinite(value),
};

export const ATTRIBUTE_NAMES = Object.keys(LEGAL) as readonly AttributeName[];

/** Returns the kind of an attribute key: `contact` for `contact@left`. */
export function attributeName(key: AttributeKey): AttributeName {
  const at = key.indexOf('@');
  return (at < 0 ? key : key.slice(0, at)) as AttributeName;
}

/** Returns the part of an attribute key: `left` for `contact@left`, undefined for `contact`. */
export function attributePart(key: AttributeKey): string | undefined {
  const at = key.indexOf('@');
  return at < 0 ? undefined : key.slice(at + 1);
}

/** Tells whether a string is an attribute key: a known name, optionally with a part of letters, digits, `-` and `_`. */
export function isAttributeKey(key: string): key is AttributeKey {
  const [name, part, ...rest] = key.split('@');
  return (
    name !== undefined &&
    Object.hasOwn(LEGAL, name) &&
    rest.length === 0 &&
    (part === undefined || /^[\w-]+$/.test(part))
  );
}

/** Tells whether a value is legal for an attribute. `unknown` always is. */
export function isAttributeValue(key: AttributeKey, value: unknown): value is AttributeValue | Unknown {
  return value === UNKNOWN || LEGAL[attributeName(key)](value);
}

/**
 * Tells whether a value is the *active* one, that trips a zone: open, true, jammed or unlocked.
 * Numbers are never active: a zone of theirs needs a limit (`freeze` below a temperature).
 */
export function isActive(value: AttributeValue | Unknown): boolean {
  return value === true || value === 'open' || value === 'jammed' || value === 'unlocked';
}
