import { expect, test } from '@jest/globals';
import type { Whereabouts } from './people.ts';
import { someone } from './people.ts';

test.each([
  [{ Ana: 'home', Ben: 'away' }, 'somebody'],
  [{ Ana: 'home', Ben: 'unknown' }, 'somebody'],
  [{ Ana: 'away', Ben: 'away' }, 'nobody'],
  [{ Ana: 'away', Ben: 'unknown' }, 'unknown'],
  [{}, 'unknown'],
] as [Record<string, Whereabouts>, string][])('of %j it says %s', (people, word) => {
  expect(someone(new Map(Object.entries(people)))).toBe(word);
});
