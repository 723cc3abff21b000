import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withRules } from './rules-page.ts';
import { TOPICS } from './rules/topics.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PAGE = readFileSync(join(ROOT, 'docs/alarm.md'), 'utf8');
const RULES = TOPICS.flatMap((topic) => topic.rules);

describe.each(TOPICS)('$title', ({ rules }) => {
  for (const rule of rules)
    if ('holds' in rule) test(rule.test, () => rule.holds());
    else test(`${rule.test} (held elsewhere)`, () => expect(isHeldIn(rule.heldIn, rule.test)).toBe(true));
});

test('the rules page is written from the rules', () => {
  expect(PAGE).toBe(withRules(PAGE, TOPICS));
});

test('every rule says something of its own, and no title is used twice in a topic', () => {
  expect(new Set(RULES.map(({ rule }) => rule)).size).toBe(RULES.length);
  for (const { rules } of TOPICS) {
    const here = rules.filter((rule) => 'holds' in rule).map((rule) => rule.test);
    expect(here).toEqual([...new Set(here)]);
  }
  const cells = RULES.flatMap((rule) => [rule.rule, rule.default, rule.source, rule.test]);
  expect(cells.filter((cell) => !/^[^|\n]+$/.test(cell))).toEqual([]);
});

function isHeldIn(file: string, title: string): boolean {
  const path = join(ROOT, file);
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
}
