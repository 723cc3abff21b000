import { expect, test } from '@jest/globals';
import { nearestWord } from './nearest-word.ts';

const WORDS = ['home', 'link', 'sources', 'partitions', 'exitDelay', 'entryDelay', 'id'];

test.each([
  ['hme', 'home'],
  ['lnik', 'link'],
  ['soruces', 'sources'],
  ['partition', 'partitions'],
  ['entrydelay', 'entryDelay'],
  ['entry_delay', 'entryDelay'],
  ['exitdlay', 'exitDelay'],
])('takes %s for %s', (typed, meant) => {
  expect(nearestWord(typed, WORDS)).toBe(meant);
});

test.each(['colour', 'zones', 'x', ''])('takes %j for nothing', (typed) => {
  expect(nearestWord(typed, ['home', 'partitions', 'bridges'])).toBeUndefined();
});
