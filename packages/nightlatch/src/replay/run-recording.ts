import type { Config } from '@nightlatch/assembly';
import { NightlatchError } from '@nightlatch/model';
import { LineError } from './line-values.ts';
import { checkLength, numberLines } from './number-lines.ts';
import type { ReplayLine } from './replay-line.ts';
import { readReplayLine } from './replay-line.ts';

export interface Recording {
  /** What it is called in problems. */
  readonly name: string;
  readonly pieces: AsyncIterable<string>;
}

/** A line that stops a replay, by its number. */
export class BadLine extends NightlatchError {
  readonly problem: { readonly file: string; readonly line: number; readonly message: string };

  constructor(file: string, line: number, message: string) {
    super('recording', `${file}:${line}: ${message}`);
    this.problem = { file, line, message };
  }
}

/** Two lines further apart than this are a mistake, most likely of the unit. */
const LONGEST_GAP_MS = 366 * 24 * 3_600_000;

/**
 * Reads a recording line by line, and gives each to `take` in its order.
 *
 * @param onPiece Called between pieces of the stream: whatever waits may then be written.
 * @returns How many lines there were.
 * @throws BadLine at the first line that cannot be used.
 */
export async function runRecording(
  { name, pieces }: Recording,
  take: (line: ReplayLine) => void,
  onPiece: (lines: number) => Promise<void> | void = () => undefined,
): Promise<number> {
  const order = new TimeOrder();
  let count = 0;
  let at = 0;
  try {
    for await (const lines of numberLines(pieces)) {
      for (const { number, text } of lines) {
        at = number;
        checkLength(text, number);
        const line = readReplayLine(text);
        order.check(line);
        take(line);
        count += 1;
      }
      await onPiece(count);
    }
  } catch (error) {
    if (error instanceof LineError) throw new BadLine(name, error.number ?? at, error.message);
    throw error;
  }
  return count;
}

/** Holds a recording to its order: time never falls, nothing comes after the end. */
class TimeOrder {
  #last: number | undefined;
  #hasEnded = false;

  check({ at, kind }: ReplayLine): void {
    if (this.#hasEnded) throw new LineError('It comes after the end.');
    if (this.#last !== undefined && at < this.#last)
      throw new LineError('It is earlier than the line before: write the lines in order of their time.');
    if (this.#last !== undefined && at - this.#last > LONGEST_GAP_MS)
      throw new LineError('It is more than a year after the line before: write at in milliseconds, or as ISO 8601.');
    this.#last = at;
    this.#hasEnded = kind === 'end';
  }
}

/** People whose codes only the database knows: what they offer counts as wrong in a replay. */
export function usersWithoutCode({ users }: Config): readonly string[] {
  return users.filter(({ code }) => code === undefined).map(({ name }) => name);
}
