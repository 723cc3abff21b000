import { expect, test } from '@jest/globals';
import { secretVariables } from './secret-lines.ts';

test('reads a secret a line, keeps its zeros and takes its quotes off', () => {
  const text = 'ana-code: 0471\n\nlink = "with = and : in it"\n# a comment\nBad Name: 1\nempty:\n';
  expect(secretVariables(text, (name) => name.toUpperCase())).toEqual({
    'ANA-CODE': '0471',
    LINK: 'with = and : in it',
  });
});
