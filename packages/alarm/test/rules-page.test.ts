import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const SOURCE = join(import.meta.dirname, '../src');
const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/alarm.md'), 'utf8');

test('the rules page names a test that exists for each rule', () => {
  const tests = readdirSync(SOURCE)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(SOURCE, file), 'utf8'))
    .join('\n');
  const quoted = [...PAGE.matchAll(/\| `([^`|]+)` \|$/gm)].map(([, title = '']) => title);
  expect(quoted.length).toBeGreaterThan(50);
  expect(
    quoted.filter((title) => !["'", '"', '`'].some((quote) => tests.includes(`${quote}${title}${quote}`))),
  ).toEqual([]);
});
