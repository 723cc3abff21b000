import { LineError, shown } from './line-values.ts';

const ISO = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
/** The last instant that JavaScript can name. */
const LATEST = 8.64e15;

/**
 * Reads an instant: ISO 8601 with its zone, or epoch milliseconds.
 *
 * A time without a zone means something else on every machine, and so is none.
 *
 * @returns Epoch milliseconds, whole.
 * @throws LineError
 */
export function readInstant(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= LATEST) return Math.floor(value);
  const at = typeof value === 'string' && isDate(ISO.exec(value)) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new LineError(
    `at is ${shown(value)}: write an instant as "2026-03-01T22:00:00Z", with its zone, or in epoch milliseconds.`,
  );
}

/** February has no 30th, though the engine below would take it for the 2nd of March. */
function isDate(parts: RegExpExecArray | null): boolean {
  if (!parts) return false;
  const [, year, month, day] = parts.map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day)).getUTCDate() === day;
}
