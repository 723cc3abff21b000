import type { ConfigProblem } from '@nightlatch/model';
import type { z } from 'zod';
import type { JsonSchema } from '../schema/json-schema.ts';
import { schemaAt } from '../schema/json-schema.ts';
import { SIGNAL_WORDS } from '../schema/partition-schema.ts';
import type { KeyPath } from './config-text.ts';
import { nearestWord } from './nearest-word.ts';

/** A problem with the path of its key, before a line is known. */
export interface FoundProblem {
  readonly path: KeyPath;
  readonly message: string;
  readonly remedy?: string;
}

const SECRET_NAME = 'Use lower-case letters, digits and -, and begin with a letter.';

type Issue = z.core.$ZodIssue;
type Explained = Pick<ConfigProblem, 'message' | 'remedy'>;

/** Says in plain sentences what the schema has against a value, and what was likely meant. */
export function explainIssue(issue: Issue, root: unknown, schema: JsonSchema): readonly FoundProblem[] {
  const { path } = issue;
  const value = valueAt(root, path);
  const expected = describedAt(schema, path, root);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], ...explainKey(key, expected) }));
  }
  const inner = innerIssues(issue, value);
  if (inner.length > 0)
    return inner.flatMap((own) => explainIssue({ ...own, path: [...path, ...own.path] }, root, schema));
  if (isSecretPlace(expected) && issue.code === 'invalid_type') return [{ path, ...explainPlainSecret(path, value) }];
  if (value === undefined) return [{ path, ...explainMissing(issue, expected) }];
  /* Someone may have put the secret itself here. */
  if (path.at(-1) === 'secret')
    return [{ path, message: 'This name of a secret cannot be used.', remedy: SECRET_NAME }];
  return [{ path, ...explainValue(issue, value, expected) }];
}

/** The schema of a value; what has no words of its own, as an entry of a list, is described by what it stands in. */
function describedAt(schema: JsonSchema, path: KeyPath, root: unknown): JsonSchema | undefined {
  const expected = schemaAt(schema, path, root);
  if (expected === undefined || expected.description !== undefined) return expected;
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const description = schemaAt(schema, path.slice(0, depth), root)?.description;
    if (description !== undefined) return { ...expected, description };
  }
  return expected;
}

/** Where a group of keys may also be something plain, what is wrong with it is said of its keys. */
function innerIssues(issue: Issue, value: unknown): readonly Issue[] {
  if (issue.code !== 'invalid_union' || typeof value !== 'object' || value === null) return [];
  const [inside = [], ...others] = issue.errors.filter((issues) => issues.every(({ path }) => path.length > 0));
  return others.length > 0 ? [] : inside;
}

function explainKey(key: string, parent: JsonSchema | undefined): Explained {
  const known = Object.keys(parent?.properties ?? {}).concat((parent?.propertyNames?.enum ?? []).map(String));
  const meant = nearestWord(key, known);
  const remedy = meant === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${meant}"?`;
  return { message: 'There is no such key.', ...(known.length > 0 ? { remedy } : {}) };
}

function explainMissing(issue: Issue, expected: JsonSchema | undefined): Explained {
  const tags = issue.code === 'invalid_union' ? (issue as { options?: readonly unknown[] }).options : undefined;
  const remedy = tags ? `One of ${tags.join(', ')}.` : expected?.description;
  return { message: 'This key is needed.', ...(remedy === undefined ? {} : { remedy }) };
}

function isSecretPlace(expected: JsonSchema | undefined): boolean {
  return Object.keys(expected?.properties ?? {}).join() === 'secret';
}

function explainPlainSecret(path: KeyPath, value: unknown): Explained {
  if (value === undefined) return { message: 'This key is needed.' };
  return {
    message: 'A secret never stands in the configuration itself.',
    remedy: `Write { secret: a-name } here, and the ${String(path.at(-1))} as "a-name" in secrets.yaml.`,
  };
}

function explainValue(issue: Issue, value: unknown, expected: JsonSchema | undefined): Explained {
  switch (issue.code) {
    case 'invalid_value':
      return notOneOf(value, issue.values.map(String));
    case 'invalid_union':
      return explainUnion(issue, value, expected);
    case 'invalid_type':
      return { message: `${show(value)} is not ${KIND[issue.expected] ?? `a ${issue.expected}`}.`, ...about(expected) };
    case 'too_small':
    case 'too_big':
      return {
        message: `${show(value)} is ${issue.code === 'too_big' ? 'too much' : 'too little'}.`,
        ...about(expected),
      };
    case 'invalid_format':
      return { message: `${show(value)} cannot be used here.`, remedy: issue.message };
    case 'invalid_key':
      return { message: 'This name cannot be used.', remedy: issue.issues[0]?.message ?? '' };
    case 'custom':
      return explainCustom(issue, value, expected);
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return { message: issue.message };
  }
}

/** Alternatives without a tag: words, or something of another form. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  value: unknown,
  expected?: JsonSchema,
): Explained {
  const tags = (issue as { options?: readonly unknown[] }).options;
  if (tags) return notOneOf(value, tags.map(String));
  const words = issue.errors.flatMap(([first]) => (first?.code === 'invalid_value' ? first.values.map(String) : []));
  const meant = typeof value === 'string' ? nearestWord(value, words) : undefined;
  if (meant !== undefined)
    return { message: `${show(value)} cannot be used here.`, remedy: `Did you mean "${meant}"?` };
  return { message: `${show(value)} cannot be used here.`, ...about(expected) };
}

function explainCustom(
  issue: Extract<Issue, { code: 'custom' }>,
  value: unknown,
  expected: JsonSchema | undefined,
): Explained {
  const lists: Readonly<Record<string, () => readonly string[]>> = {
    'time-zones': () => Intl.supportedValuesOf('timeZone'),
    signals: () => SIGNAL_WORDS,
  };
  const words = lists[String(issue.params?.['words'])]?.() ?? [];
  const meant = typeof value === 'string' ? nearestWord(value, words) : undefined;
  const remedy = meant === undefined ? 'Use a name such as' : 'Did you mean';
  const example = meant ?? words.find((word) => word.includes('/Madrid')) ?? words[0];
  return {
    message: `${show(value)} ${issue.message}`,
    ...(example ? { remedy: `${remedy} "${example}"${meant ? '?' : '.'}` } : about(expected)),
  };
}

function notOneOf(value: unknown, words: readonly string[]): Explained {
  const typed = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
  const meant = typeof typed === 'string' ? nearestWord(typed, words) : undefined;
  return {
    message: `${show(value)} is not one of ${words.join(', ')}.`,
    ...(meant === undefined ? {} : { remedy: `Did you mean "${meant}"?` }),
  };
}

function about(expected: JsonSchema | undefined): { remedy?: string } {
  const range = expected?.minimum !== undefined && expected.maximum !== undefined && expected.maximum < 1e6;
  const limits = range ? `Use ${expected.minimum} to ${expected.maximum}.` : undefined;
  const remedy = [limits, expected?.description].filter((text) => text !== undefined).join(' ');
  return remedy === '' ? {} : { remedy };
}

const KIND: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

/** Shows a value briefly; lists and groups by their kind only. */
function show(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(withoutLogin(value.length > 60 ? `${value.slice(0, 60)}…` : value));
  if (Array.isArray(value)) return 'A list';
  if (typeof value === 'object' && value !== null) return 'A group of keys';
  return value === null || value === undefined ? 'Nothing' : JSON.stringify(value);
}

/** Hides what may be a name and password in an address. */
function withoutLogin(text: string): string {
  return text.replace(/:\/\/.*@/, '://••••@');
}

/** The value at a path, undefined where there is none. */
export function valueAt(root: unknown, path: KeyPath): unknown {
  let value = root;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}
