import { z } from 'zod';
import { configurationSchema } from './configuration-schema.ts';

/** A node of a JSON Schema, as far as we read one. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

let made: JsonSchema | undefined;

/** The JSON Schema of what may be written in a configuration, for editors. */
export function configurationJsonSchema(): JsonSchema {
  return (made ??= z.toJSONSchema(configurationSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
}

/**
 * Finds the schema of the value at a path, choosing among alternatives by what the value says of itself (`type`, `role`).
 *
 * @returns undefined where the schema knows no such place.
 */
export function schemaAt(schema: JsonSchema, path: readonly PropertyKey[], value: unknown): JsonSchema | undefined {
  const chosen = choose(schema, value);
  const [key, ...rest] = path;
  if (key === undefined) return chosen;
  const next = (value as Record<PropertyKey, unknown> | undefined | null)?.[key];
  const child =
    typeof key === 'number'
      ? chosen.items
      : (chosen.properties?.[String(key)] ??
        (typeof chosen.additionalProperties === 'object' ? chosen.additionalProperties : undefined));
  return child && schemaAt(child, rest, next);
}

/** Picks the alternative that the value claims to be; the first with properties when it claims none. */
function choose(schema: JsonSchema, value: unknown): JsonSchema {
  const options = schema.oneOf ?? schema.anyOf;
  if (!options) return schema;
  const claims = (option: JsonSchema): boolean =>
    Object.entries(option.properties ?? {}).some(
      ([key, { const: tag }]) => tag !== undefined && (value as Record<string, unknown> | null)?.[key] === tag,
    );
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return (isObject && (options.find(claims) ?? options.find(({ properties }) => properties))) || schema;
}
