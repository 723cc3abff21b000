import type { AttributeKey, AttributeName, AttributeValue, Unknown } from '@nightlatch/model';
import { UNKNOWN, attributeName, attributePart, isActive } from '@nightlatch/model';

/** What a device reports of itself now, in words. */
export interface ShownValue {
  readonly attribute: AttributeKey;
  readonly text: string;
  readonly state: 'active' | 'calm' | 'unknown';
}

/** For booleans: what is said when true, and when false. */
const BOOLEANS: Partial<Record<AttributeName, readonly [string, string]>> = {
  motion: ['Motion', 'No motion'],
  occupancy: ['Somebody there', 'Nobody there'],
  vibration: ['Shaken', 'Still'],
  glassBreak: ['Glass broken', 'Glass whole'],
  smoke: ['Smoke!', 'No smoke'],
  carbonMonoxide: ['Carbon monoxide!', 'Air is fine'],
  gas: ['Gas!', 'No gas'],
  heat: ['Too hot!', 'Not hot'],
  waterLeak: ['Wet!', 'Dry'],
  freeze: ['Frost!', 'No frost'],
  tamper: ['Torn off', 'In its place'],
  siren: ['Sounding', 'Silent'],
};

/** Not worth a word while all is well. */
const QUIET: readonly AttributeName[] = ['batteryLow', 'tamper', 'battery'];

/** Says what an attribute is now; undefined for what is shown elsewhere or not worth a word. */
export function wordsForValue(key: AttributeKey, value: AttributeValue | Unknown): ShownValue | undefined {
  const name = attributeName(key);
  if (QUIET.includes(name) && value !== true) return undefined;
  if (name === 'batteryLow') return undefined;
  const part = attributePart(key);
  const text = value === UNKNOWN ? unheard(name) : known(name, value);
  const state = value === UNKNOWN ? 'unknown' : isActive(value) ? 'active' : 'calm';
  return { attribute: key, text: part === undefined ? text : `${capital(part)}: ${text}`, state };
}

function unheard(name: AttributeName): string {
  return name === 'temperature' ? 'No temperature yet' : 'Not heard yet';
}

function known(name: AttributeName, value: AttributeValue): string {
  if (name === 'temperature') return `${Number(value).toFixed(1)} °C`;
  if (typeof value === 'boolean') {
    const [yes, no] = BOOLEANS[name] ?? ['Yes', 'No'];
    return value ? yes : no;
  }
  return capital(String(value));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
