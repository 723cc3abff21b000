import type { RuleTopic } from './rules/rule.ts';

/** Lines of `docs/alarm.md` between which the rules stand. */
export const RULES_BEGIN = '<!-- rules: written by packages/alarm/test/write-rules.ts -->';
export const RULES_END = '<!-- end of rules -->';

const HEAD = ['| Rule | Default | Source | Test |', '|---|---|---|---|'];

/** Puts today's rules into the text of `docs/alarm.md`. */
export function withRules(page: string, topics: readonly RuleTopic[]): string {
  const [before = '', rest = ''] = page.split(RULES_BEGIN);
  const after = rest.split(RULES_END)[1] ?? '';
  return [before, RULES_BEGIN, '\n\n', topics.map(section).join('\n\n'), '\n\n', RULES_END, after].join('');
}

function section({ title, intro, rules }: RuleTopic): string {
  const rows = rules.map((rule) => `| ${[rule.rule, rule.default, rule.source, `\`${rule.test}\``].join(' | ')} |`);
  return [`## ${title}`, ...(intro === undefined ? [] : [intro.trim()]), [...HEAD, ...rows].join('\n')].join('\n\n');
}
