import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withDecisions } from './replay-page.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/replay.md'), 'utf8');

test('the example of the replay page gives what the page says', () => {
  expect(withDecisions(PAGE)).toBe(PAGE);
  expect(PAGE).toContain('"zone":"Hall motion#motion","to":"alarm"');
});
