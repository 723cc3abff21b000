import { describe, expect, test } from '@jest/globals';
import { configurationJsonSchema, configurationSchema, readConfigText } from '@nightlatch/assembly';
import type { ConfigProblem } from '@nightlatch/model';
import { ConfigError } from '@nightlatch/model';
import { stringify } from 'yaml';
import type { Node, Path } from './schema-walk.ts';
import { alternatives, sampleOf, walk } from './schema-walk.ts';

/** Texts of every form that the schema knows: a key of a new form needs one here. */
const SAMPLES = [
  'house',
  'mqtt://127.0.0.1:1883',
  'https://example.org/hook',
  '12:00',
  '2026-12-24',
  'Europe/Madrid',
  'lock',
  'contact',
];
const NO_WORD = 'no such word';
const SCHEMA = configurationJsonSchema() as Node;
const { places, groups } = walk(SCHEMA, SAMPLES);

const nameOf = (path: Path): string => path.join('.') || 'the whole';

/** What a text says of its mistakes. */
function problemsOf(text: string): readonly ConfigProblem[] {
  try {
    readConfigText(text, { file: 'house.yaml', env: {} });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** Lines on which a key stands, or an entry of the list that a key has; the last of them is the innermost. */
function linesOf(text: string, path: Path): readonly number[] {
  const key = path.findLast((part) => typeof part === 'string');
  return text
    .split('\n')
    .flatMap((line, index) => (line.replaceAll(/["'? -]/g, '').startsWith(`${key}:`) ? [index + 1] : []));
}

/** Holds a configuration with one mistake to what it must say: the file, the line, the key and what to do. */
function expectTold(config: unknown, path: Path, { isMissing = false } = {}): void {
  const text = stringify(config, { aliasDuplicateObjects: false });
  const problems = problemsOf(text);
  expect([text, problems.length]).not.toEqual([text, 0]);
  for (const { file, line = 0, key = '', message, remedy = '' } of problems) {
    expect([file, `${key}.`.startsWith(`${path.join('.')}.`), message]).toEqual(['house.yaml', true, message]);
    /* A list of what may stand there says what to do as well. */
    expect(`${message} ${remedy}`).toMatch(/^\S.*\. \S|is not one of|neither/);
    const lines = isMissing ? [] : linesOf(text, path);
    const isItself = key === path.join('.') && typeof path.at(-1) === 'string' && !isMissing;
    if (isItself) expect(lines).toContain(line);
    else expect([line >= 1, line <= text.split('\n').length]).toEqual([true, true]);
  }
}

/** Values of every kind but those that may stand there. */
function strangers(node: Node): readonly unknown[] {
  const kinds = alternatives(node).flatMap(({ type, const: only, enum: words }) =>
    only !== undefined
      ? [typeof only]
      : words
        ? words.map((word) => typeof word)
        : [type === 'integer' ? 'number' : type],
  );
  const all: readonly (readonly [string, unknown])[] = [
    ['boolean', true],
    ['number', 3],
    ['string', NO_WORD],
    ['array', [[]]],
    ['object', { [NO_WORD]: 1 }],
    ['null', null],
  ];
  return all.flatMap(([kind, value]) => (kinds.includes(kind) ? [] : [value]));
}

/** Values of the right kind that are not among those that may stand there. */
function outliers(node: Node): readonly unknown[] {
  const options = alternatives(node);
  return options.flatMap(({ type, const: only, enum: words, ...limits }): readonly unknown[] => {
    if (words) return options.some(isAnyText) ? [] : [NO_WORD];
    if (only !== undefined) return typeof only === 'boolean' ? [!only] : typeof only === 'string' ? [NO_WORD] : [];
    if (type === 'integer' || type === 'number') return numbersBeyond(type, limits);
    if (type === 'string') return textsBeyond(limits);
    return type === 'array' && limits.minItems ? [[]] : [];
  });
}

const isAnyText = ({ type, enum: words, const: only }: Node): boolean =>
  type === 'string' && words === undefined && only === undefined;

function numbersBeyond(type: string, { minimum, maximum }: Node): readonly number[] {
  return [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined || maximum > 1e15 ? [] : [maximum + 1]),
    ...(type === 'integer' ? [(minimum ?? 0) + 0.5] : []),
  ];
}

function textsBeyond({ pattern, minLength = 0, maxLength }: Node): readonly string[] {
  return [
    ...(minLength > 0 ? [''] : []),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(pattern === undefined ? [] : ['+ ü +']),
  ];
}

const isAllowed = (config: unknown): boolean => configurationSchema.safeParse(config).success;

describe.each(places.map((place) => [nameOf(place.path), place] as const))(
  '%s',
  (_name, { path, node, put, isRequired }) => {
    test('can be written', () => {
      const values = [...alternatives(node).map((option) => sampleOf(option, SAMPLES)), ...SAMPLES];
      expect(values.filter((value) => isAllowed(put(value)))).not.toEqual([]);
    });

    test.each(
      [...strangers(node), ...outliers(node)].map((value) => [JSON.stringify(value).slice(0, 40), value] as const),
    )('is not %s', (_shown, value) => expectTold(put(value), path));

    if (isRequired) test('is needed', () => expectTold(put(undefined), path, { isMissing: true }));
  },
);

test.each(groups.map((group) => [nameOf(group.path), group] as const))(
  '%s has no unknown key',
  (_name, { path, sample, put }) => {
    expectTold(put({ ...sample, unheardOf: 1 }), [...path, 'unheardOf']);
  },
);

test('every key of the schema is among them, by its name', () => {
  const written = new Set(places.flatMap(({ path }) => path.filter((part) => typeof part === 'string')));
  expect([...keysOf(SCHEMA)].filter((key) => !written.has(key))).toEqual([]);
});

/** Every name of a key, however deep, without the walk's help. */
function keysOf(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const own = Object.entries(value).flatMap(([key, child]) => [
    ...(key === 'properties' ? Object.keys(child as object) : []),
    ...keysOf(child),
  ]);
  return new Set(own);
}
