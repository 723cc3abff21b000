import { LineError } from './line-values.ts';

/** A line with its number, from 1. */
export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** Characters that a line may have: a longer one is no recording. */
const LONGEST = 1_000_000;

/**
 * Cuts a stream of text into lines, whatever ends them, holding no more than one piece and one line of it. Empty lines
 * are left out, and counted.
 *
 * @throws LineError for a line that is too long.
 */
export async function* numberLines(pieces: AsyncIterable<string>): AsyncGenerator<readonly NumberedLine[]> {
  let rest = '';
  let number = 0;
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield lines.flatMap((text) => numbered(text, (number += 1)));
    checkLength(rest, number + 1);
  }
  yield numbered(rest, number + 1);
}

/** Refuses a line that is too long. @throws LineError */
export function checkLength(text: string, number: number): void {
  if (text.length > LONGEST)
    throw new LineError(`It is longer than ${LONGEST.toLocaleString('en')} characters.`, number);
}

function numbered(text: string, number: number): readonly NumberedLine[] {
  const line = number === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
  return line.trim() === '' ? [] : [{ number, text: line }];
}
