import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homebridgeSchema, loadConfig } from '@nightlatch/assembly';
import { expect, test } from '@jest/globals';
import { schemaFile, withKeyTable } from './key-table.ts';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test("the editors' schema is the one that the configuration is read by", () => {
  expect(JSON.parse(read('packages/assembly/schema/nightlatch.schema.json'))).toEqual(JSON.parse(schemaFile()));
});

test('the table of keys in the documentation is complete and current', () => {
  const page = read('docs/configuration.md');
  expect(page).toBe(withKeyTable(page));
  expect(page).toContain('| `partitions[].sirenSeconds` | 90 to 900 | `240` |');
});

test('the example is a configuration without a mistake', () => {
  const env = { NIGHTLATCH_SECRET_ANA_CODE: '135790', NIGHTLATCH_SECRET_ANA_DURESS: '246801' };
  const { config } = loadConfig(join(ROOT, 'examples/house.yaml'), { env });
  expect(config.partitions[0]?.zones?.length).toBeGreaterThan(5);
  expect(config.users.map(({ name }) => name)).toEqual(['Ana', 'Ben']);
});

test("Homebridge's form names every part of the house and leaves Homebridge its own keys", () => {
  const form = homebridgeSchema({ pluginAlias: 'Nightlatch' }) as {
    schema: { properties: Record<string, { title?: string }>; additionalProperties?: unknown };
  };
  expect(form).toMatchObject({ pluginAlias: 'Nightlatch', pluginType: 'platform', singular: true });
  expect(Object.keys(form.schema.properties)).toEqual(
    'name home link sources devices partitions master users silent bridges policy journal supervision logging'.split(
      ' ',
    ),
  );
  expect(form.schema).not.toHaveProperty('additionalProperties');
  expect(JSON.stringify(form)).toContain('"title":"Siren seconds"');
});
