/** Writes the Homebridge plugin's `config.schema.json` from the one schema of the configuration. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { homebridgeSchema } from '@nightlatch/assembly';
import { FORM } from '../packages/homebridge-nightlatch/src/form.ts';

const file = path.join(import.meta.dirname, '..', 'packages', 'homebridge-nightlatch', 'config.schema.json');
writeFileSync(file, `${JSON.stringify(homebridgeSchema(FORM), undefined, 2)}\n`);
