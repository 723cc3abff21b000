/** A value as Zigbee2MQTT publishes it: a definition may choose any scalar for "on" and "off". */
export type Scalar = string | number | boolean;

/**
 * One thing that a device can tell or be told, as `bridge/devices` lists it, read from untrusted JSON.
 *
 * @see https://www.zigbee2mqtt.io/guide/usage/exposes.html
 */
export interface Expose {
  readonly type: string;
  /** Meaning: `contact`. Generic groups (`lock`, `switch`) have none; their type stands for it. */
  readonly name: string;
  /** Key in the published JSON: `contact_left`. */
  readonly property: string;
  readonly endpoint?: string;
  readonly description: string;
  readonly unit: string;
  readonly isPublished: boolean;
  readonly isSettable: boolean;
  readonly isGettable: boolean;
  readonly valueOn?: Scalar;
  readonly valueOff?: Scalar;
  readonly values: readonly string[];
  readonly features: readonly Expose[];
  /** Type of the group that this is a feature of: `lock`. */
  readonly within?: string;
}

const PUBLISHED = 0b001;
const SETTABLE = 0b010;
const GETTABLE = 0b100;

/** More than any device has; keeps a hostile list from filling the memory. */
const MOST_EXPOSES = 1000;
const DEEPEST = 4;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads a device's list of exposes. What is not one is left out; nothing is thrown. */
export function readExposes(raw: unknown, within?: string, depth = 0): readonly Expose[] {
  if (!Array.isArray(raw) || depth > DEEPEST) return [];
  return raw.slice(0, MOST_EXPOSES).flatMap((item) => readExpose(item, within, depth) ?? []);
}

/** Lists the exposes with the features of locks, switches and other groups; composites stay whole. */
export function flatten(exposes: readonly Expose[]): readonly Expose[] {
  return exposes.flatMap((expose) => (isGroup(expose) ? [expose, ...flatten(expose.features)] : [expose]));
}

function isGroup(expose: Expose): boolean {
  return expose.features.length > 0 && expose.type !== 'composite' && expose.type !== 'list';
}

function readExpose(raw: unknown, within: string | undefined, depth: number): Expose | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const item = raw as Record<string, unknown>;
  const type = text(item['type']);
  const name = text(item['name']) || type;
  const property = text(item['property']) || name;
  if (!type || FORBIDDEN.has(property) || FORBIDDEN.has(name)) return undefined;
  const access = typeof item['access'] === 'number' ? item['access'] : 0;
  const endpoint = text(item['endpoint']);
  const { value_on: valueOn, value_off: valueOff } = item;
  return {
    type,
    name,
    property,
    ...(endpoint ? { endpoint } : {}),
    description: text(item['description']),
    unit: text(item['unit']),
    isPublished: (access & PUBLISHED) !== 0,
    isSettable: (access & SETTABLE) !== 0,
    isGettable: (access & GETTABLE) !== 0,
    ...(isScalar(valueOn) ? { valueOn } : {}),
    ...(isScalar(valueOff) ? { valueOff } : {}),
    values: Array.isArray(item['values']) ? item['values'].filter(isScalar).map(String) : [],
    features: readExposes(item['features'], type, depth + 1),
    ...(within ? { within } : {}),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' && value.length <= 2000 ? value : '';
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
