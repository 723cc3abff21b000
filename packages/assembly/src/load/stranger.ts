import type { FoundProblem } from './explain-issue.ts';
import { nearestWord } from './nearest-word.ts';

/** Says that a word names nothing, and what was likely meant. */
export function stranger(
  path: FoundProblem['path'],
  word: string,
  what: string,
  words: readonly string[],
): FoundProblem {
  const meant = nearestWord(word, words);
  const remedy = meant === undefined ? `There are: ${words.join(', ')}.` : `Did you mean "${meant}"?`;
  return { path, message: `"${word}" is no ${what}.`, remedy };
}
