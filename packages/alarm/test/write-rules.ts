/** Writes the rules into their page: `node --conditions=source packages/alarm/test/write-rules.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withRules } from './rules-page.ts';
import { TOPICS } from './rules/topics.ts';

const PAGE = join(import.meta.dirname, '../../../docs/alarm.md');

writeFileSync(PAGE, withRules(readFileSync(PAGE, 'utf8'), TOPICS));
