/**
 * Finds the word that someone most likely meant, or undefined when none is near.
 *
 * Near is at most one slip (a letter wrong, missing, added or two swapped) for every three letters; case does not count.
 */
export function nearestWord(typed: string, words: Iterable<string>): string | undefined {
  let nearest: { word: string; slips: number } | undefined;
  for (const word of words) {
    const slips = slipsBetween(typed.toLowerCase(), word.toLowerCase());
    if (slips <= Math.ceil(Math.max(typed.length, word.length) / 3) && slips < (nearest?.slips ?? Infinity)) {
      nearest = { word, slips };
    }
  }
  return nearest?.word;
}

/** Counts slips between two words: Damerau and Levenshtein's distance, where two swapped letters are one slip. */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
