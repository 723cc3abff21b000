import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { JsonSchema } from '@nightlatch/assembly';
import { configurationJsonSchema, loadConfig } from '@nightlatch/assembly';
import type { ConfigProblem } from '@nightlatch/model';
import { ConfigError } from '@nightlatch/model';
import { stringify } from 'yaml';

/** Stands on no other line of the file, so that the place of a mistake is known. */
const WRONG = { word: 'wr0ng', number: 987_654_321 } as const;
/** A key that is one letter away from none. */
const MISSPELT = 'wr0ngkey';

/** A key of the configuration, and how to write a file that has it: everything around it is as small as can be. */
interface Place {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly write: (value: unknown) => unknown;
}

/** Every key of a schema, alternatives one by one, and the keys of what is in lists and under names of the owner's. */
function placesIn(schema: JsonSchema, key: string, write: Place['write']): readonly Place[] {
  const options = schema.oneOf ?? schema.anyOf?.filter(({ properties }) => properties);
  if (options && options.length > 0) return options.flatMap((option) => placesIn(option, key, write));
  if (schema.items) return placesIn(schema.items, `${key}.0`, (value) => write([value]));
  const { properties = {}, additionalProperties } = schema;
  const names = Object.fromEntries(
    Object.entries(properties).flatMap(([name, { const: word }]) => (word === undefined ? [] : [[name, word]])),
  );
  const own = Object.entries(properties).flatMap(([name, child]): readonly Place[] => {
    if (child.const !== undefined) return [];
    const at = key === '' ? name : `${key}.${name}`;
    const put = (value: unknown): unknown => write({ ...names, [name]: value });
    return [{ key: at, schema: child, write: put }, ...placesIn(child, at, put)];
  });
  const named = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return [...own, ...(named ? placesIn(named, `${key}.away`, (value) => write({ away: value })) : [])];
}

/** Something that a key never takes: a word where no text belongs, and a number where one may. */
function wrongFor({ type, anyOf = [], enum: words, properties }: JsonSchema): string | number {
  const isText = words === undefined && (type === 'string' || anyOf.some((one) => one.type === 'string'));
  return isText || properties ? WRONG.number : WRONG.word;
}

const folder = mkdtempSync(join(tmpdir(), 'nightlatch-every-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a file with a mistake in it. @returns What is said of the mistake, and the line on which it stands. */
function told(house: unknown, mark: string): { problems: readonly ConfigProblem[]; line: number; file: string } {
  const file = join(folder, 'house.yaml');
  const text = stringify(house, { collectionStyle: 'block' });
  writeFileSync(file, text);
  const line = text.split('\n').findIndex((one) => one.includes(mark)) + 1;
  try {
    loadConfig(file, { env: {} });
  } catch (error) {
    if (error instanceof ConfigError) return { problems: error.problems, line, file };
    throw error;
  }
  return { problems: [], line, file };
}

const PLACES = placesIn(configurationJsonSchema(), '', (value) => value);
const GROUPS = PLACES.filter(({ schema }) => schema.properties && !('secret' in schema.properties));

test('the keys that are tried are the whole configuration', () => {
  expect(PLACES.length).toBeGreaterThan(150);
  for (const key of ['partitions.0.zones.0.confirm.activations', 'partitions.0.modes.away.exitDelay', 'silent.0.url'])
    expect(PLACES.map((place) => place.key)).toContain(key);
});

test.each(PLACES.map((place) => [place.key, place] as const))(
  'a wrong value of %s is told at its place',
  (_, place) => {
    const wrong = wrongFor(place.schema);
    const { problems, line, file } = told(place.write(wrong), String(wrong));
    const own = problems.find(({ key }) => key === place.key);
    expect(own).toMatchObject({ file, line, message: expect.stringMatching(/\S\.$/) });
  },
);

test.each(GROUPS.map((place) => [place.key, place] as const))('a key that %s does not have is told', (_, place) => {
  const { problems, line, file } = told(place.write({ [MISSPELT]: 1 }), MISSPELT);
  const own = problems.find(({ key }) => key === `${place.key}.${MISSPELT}`);
  expect(own).toMatchObject({ file, line, message: expect.stringContaining('There is no such key.') });
});
