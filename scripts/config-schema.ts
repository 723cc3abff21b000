/** Writes the settings forms of the plugins from the one schema of the configuration. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { homebridgeSchema, matterbridgeSchema } from '@nightlatch/assembly';
import { FORM as HOMEBRIDGE } from '../packages/homebridge-nightlatch/src/form.ts';
import { FORM as MATTERBRIDGE } from '../packages/matterbridge-nightlatch/src/form.ts';

const write = (file: string, schema: object): void => {
  writeFileSync(path.join(import.meta.dirname, '..', 'packages', file), `${JSON.stringify(schema, undefined, 2)}\n`);
};

write('homebridge-nightlatch/config.schema.json', homebridgeSchema(HOMEBRIDGE));
write('matterbridge-nightlatch/matterbridge-nightlatch.schema.json', matterbridgeSchema(MATTERBRIDGE));
