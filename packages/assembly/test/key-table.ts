import type { JsonSchema } from '@nightlatch/assembly';
import { configurationJsonSchema } from '@nightlatch/assembly';

const HEAD = ['| Key | Holds | Default | Meaning |', '|---|---|---|---|'];

/** Writes one table row for each key of the configuration, in the schema's order. */
export function keyTable(): string {
  return [...HEAD, ...rows(configurationJsonSchema(), '')].join('\n');
}

/** Lines of `docs/configuration.md` between which the table stands. */
export const TABLE_BEGIN = '<!-- keys: written by packages/assembly/test/write-generated.ts -->';
export const TABLE_END = '<!-- end of keys -->';

/** Puts today's table into the text of `docs/configuration.md`. */
export function withKeyTable(page: string): string {
  const [before = '', rest = ''] = page.split(TABLE_BEGIN);
  const after = rest.split(TABLE_END)[1] ?? '';
  return `${before}${TABLE_BEGIN}\n\n${keyTable()}\n\n${TABLE_END}${after}`;
}

/** Writes the schema file for editors. */
export function schemaFile(): string {
  return `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`;
}

function rows(schema: JsonSchema, path: string): readonly string[] {
  const options = schema.oneOf ?? schema.anyOf?.filter(({ properties }) => properties);
  if (options && options.length > 0) return options.flatMap((option) => rows(option, `${path}${tag(option)}`));
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const required = schema.required?.includes(key) === true;
    const at = path === '' ? key : `${path}.${key}`;
    return child.const !== undefined && required ? [] : [row(at, child, required), ...below(child, at)];
  });
  return [
    ...own,
    ...(typeof schema.additionalProperties === 'object' ? below(schema.additionalProperties, `${path}.<name>`) : []),
  ];
}

function below(schema: JsonSchema, path: string): readonly string[] {
  if (isSecret(schema)) return [];
  const { items } = schema;
  if (items) return items.properties || items.oneOf || items.anyOf ? rows(items, `${path}[]`) : [];
  return rows(schema, path);
}

/** `(role: host)` for an alternative that names itself. */
function tag({ properties = {} }: JsonSchema): string {
  const [key, value] = Object.entries(properties).find(([, child]) => child.const !== undefined) ?? [];
  return key === undefined ? '' : ` (${key}: ${String(value?.const)})`;
}

function row(path: string, schema: JsonSchema, isRequired: boolean): string {
  const standard = isRequired ? '**needed**' : shownDefault(schema.default);
  return `| \`${path}\` | ${holds(schema)} | ${standard} | ${schema.description ?? ''} |`;
}

function shownDefault(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map((item) => (typeof item === 'string' ? `\`${item}\`` : ''))
      .join(' ')
      .trim();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `\`${value}\`` : '';
}

function holds(schema: JsonSchema): string {
  if (isSecret(schema)) return '`{ secret: name }`';
  if (schema.enum) return schema.enum.map((word) => `\`${String(word)}\``).join(' ');
  if (schema.type === 'array') return `list of ${holdsEach(schema.items ?? {})}`;
  const { minimum, maximum } = schema;
  if (minimum !== undefined && maximum !== undefined && maximum < 1e6) return `${minimum} to ${maximum}`;
  return KIND[String(schema.type)] ?? 'group';
}

function holdsEach({ enum: words, properties, oneOf, anyOf }: JsonSchema): string {
  if (anyOf) return anyOf.map(holdsEach).join(' or ');
  if (words) return words.map((word) => `\`${String(word)}\``).join(' ');
  return properties || oneOf ? 'groups' : 'texts';
}

const KIND: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: '`true` `false`',
};

function isSecret({ properties = {} }: JsonSchema): boolean {
  return Object.keys(properties).join() === 'secret';
}
