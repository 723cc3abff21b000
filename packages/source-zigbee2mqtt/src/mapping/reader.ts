import type { AttributeKey, AttributeValue, Unknown } from '@nightlatch/model';
import { attributeName, isAttributeValue } from '@nightlatch/model';
import type { Expose } from './expose.ts';
import { isScalar } from './expose.ts';
import type { SensorRow } from './sensor-table.ts';
import { isInverted } from './corrections.ts';

/** Turns a published value into an attribute's, or undefined when it is not one of the values that the expose declares. */
export type Reader = (value: unknown) => AttributeValue | Unknown | undefined;

const ACTIVE: Partial<Record<string, readonly [AttributeValue, AttributeValue]>> = {
  contact: ['open', 'closed'],
  lock: ['unlocked', 'locked'],
};

/** Makes the reader for one expose under one row. */
export function makeReader(row: SensorRow, key: AttributeKey, expose: Expose): Reader {
  const read =
    row.type === 'binary'
      ? binaryReader(key, expose)
      : row.type === 'enum'
        ? enumReader(row)
        : numericReader(row, expose);
  return (value) => {
    const result = read(value);
    return result !== undefined && isAttributeValue(key, result) ? result : undefined;
  };
}

/** Reads a binary by its own words, whichever JSON type they have; `ON` also reads as `on`. */
export function binaryReader(key: AttributeKey, expose: Expose): Reader {
  const [active, passive] = ACTIVE[attributeName(key)] ?? [true, false];
  const inverted = isInverted(expose);
  const on = String(expose.valueOn ?? true).toLowerCase();
  const off = String(expose.valueOff ?? false).toLowerCase();
  return (value) => {
    /* A list of one `true` would read as `true`, and an object may not be convertible to text at all. */
    if (!isScalar(value)) return undefined;
    const said = String(value).toLowerCase();
    if (said === on) return inverted ? passive : active;
    if (said === off) return inverted ? active : passive;
    return undefined;
  };
}

function enumReader(row: SensorRow): Reader {
  return (value) => {
    if (typeof value !== 'string') return undefined;
    if (row.includes !== undefined) return value.split(/[,&]/).some((word) => word.trim() === row.includes);
    return row.words && Object.hasOwn(row.words, value) ? row.words[value] : row.otherwise;
  };
}

function numericReader(row: SensorRow, expose: Expose): Reader {
  const isFahrenheit = expose.unit === '°F';
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
    if (row.words) return Object.hasOwn(row.words, String(value)) ? row.words[String(value)] : undefined;
    return isFahrenheit ? Math.round(((value - 32) / 1.8) * 100) / 100 : value;
  };
}
