/** Writes what follows from the configuration's schema: `node --conditions=source packages/assembly/test/write-generated.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFile, withKeyTable } from './key-table.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PAGE = join(ROOT, 'docs/configuration.md');

writeFileSync(join(ROOT, 'packages/assembly/schema/nightlatch.schema.json'), schemaFile());
writeFileSync(PAGE, withKeyTable(readFileSync(PAGE, 'utf8')));
