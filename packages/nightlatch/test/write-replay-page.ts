/** Writes what the example of the replay page gives: `node --conditions=source packages/nightlatch/test/write-replay-page.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDecisions } from './replay-page.ts';

const PAGE = join(import.meta.dirname, '../../../docs/replay.md');

writeFileSync(PAGE, withDecisions(readFileSync(PAGE, 'utf8')));
