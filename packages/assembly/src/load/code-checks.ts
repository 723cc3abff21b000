import type { SecretText } from '@nightlatch/model';
import type { Config } from '../schema/configuration-schema.ts';
import type { FoundProblem } from './explain-issue.ts';

const CODE_SHAPE = /^\d{4,12}$/;

/**
 * Finds codes that no keypad can send, codes that two have, and duress codes that are one more or less than another. Never
 * says a code, nor whose the other is.
 */
export function checkCodes({ users }: Pick<Config, 'users'>): readonly FoundProblem[] {
  const seen = new Set<string>();
  const codes = users.flatMap(({ code }) => (code ? [Number(code.reveal())] : []));
  return users.flatMap(({ code, duress }, index) => {
    const own = checkCode(code, ['users', index, 'code'], seen);
    const path = ['users', index, 'duress'];
    if (code && duress && code.reveal() === duress.reveal()) {
      return [...own, { path, message: 'The duress code is the same as the code.', remedy: 'Choose another.' }];
    }
    const isNear = duress && codes.some((other) => Math.abs(other - Number(duress.reveal())) === 1);
    const near = { path, message: 'The duress code is one more or less than a code.', remedy: 'Choose another.' };
    return [...own, ...checkCode(duress, path, seen), ...(isNear ? [near] : [])];
  });
}

function checkCode(
  code: SecretText | undefined,
  path: FoundProblem['path'],
  seen: Set<string>,
): readonly FoundProblem[] {
  if (!code) return [];
  const text = code.reveal();
  if (!CODE_SHAPE.test(text)) {
    return [
      { path, message: 'The code is not 4 to 12 digits.', remedy: 'Use 6 digits or more, and nothing but digits.' },
    ];
  }
  if (seen.has(text)) return [{ path, message: 'The code cannot be used.', remedy: 'Choose another.' }];
  seen.add(text);
  return [];
}
