import { createHash } from 'node:crypto';

/** Something that was written: values of one context, each as JSON of matter.js, or `null` where one was taken away. */
export interface StorageRecord {
  /** Counts up by one from record to record. */
  readonly number: number;
  /** All that was before it is to be forgotten: what follows holds everything. */
  readonly isStart?: true;
  /** Of matter.js: names joined by dots. */
  readonly context: string;
  readonly values: Readonly<Record<string, string | null>>;
}

/** Writes a record as a line that proves itself. */
export function encodeRecord({ number, isStart, context, values }: StorageRecord): string {
  const text = JSON.stringify([number, isStart ? 1 : 0, context, values]);
  return `${proofOf(text)} ${text}\n`;
}

/** Reads a line. @returns Undefined for one that is not as it was written. */
export function decodeRecord(line: string): StorageRecord | undefined {
  const [proof, text] = [line.slice(0, PROOF_LENGTH), line.slice(PROOF_LENGTH + 1)];
  if (line[PROOF_LENGTH] !== ' ' || proof !== proofOf(text)) return undefined;
  const [number, isStart, context, values] = JSON.parse(text) as [number, 0 | 1, string, StorageRecord['values']];
  return { number, context, values, ...(isStart ? { isStart: true } : {}) };
}

const PROOF_LENGTH = 16;

function proofOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, PROOF_LENGTH);
}
