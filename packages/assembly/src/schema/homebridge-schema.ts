import type { JsonSchema } from './json-schema.ts';
import { configurationJsonSchema } from './json-schema.ts';

/** What a Homebridge plugin says of its settings, beside their schema. */
export interface HomebridgeForm {
  readonly pluginAlias: string;
  readonly customUi?: boolean;
  readonly headerDisplay?: string;
  readonly footerDisplay?: string;
}

/**
 * Writes the `config.schema.json` of a Homebridge plugin: the same configuration, as a form.
 *
 * The block may hold Homebridge's own keys beside ours, so unknown keys are left to us, who name them better.
 */
export function homebridgeSchema(form: HomebridgeForm): object {
  const { properties = {} } = configurationJsonSchema();
  const { version: _, ...ours } = properties;
  const name = {
    title: 'Name',
    description: 'What Homebridge calls this platform in its log.',
    type: 'string',
    default: 'Nightlatch',
  };
  return {
    pluginType: 'platform',
    singular: true,
    strictValidation: false,
    ...form,
    schema: { type: 'object', properties: { name, ...titledProperties(ours) }, required: ['name'] },
  };
}

/** Gives every key a title in plain words. */
export function titledProperties(properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => [key, { title: words(key), ...deep(schema) }]),
  );
}

function deep(schema: JsonSchema): JsonSchema {
  return {
    ...schema,
    ...(schema.properties ? { properties: titledProperties(schema.properties) } : {}),
    ...(schema.items ? { items: deep(schema.items) } : {}),
    ...(schema.oneOf ? { oneOf: schema.oneOf.map(deep) } : {}),
    ...(schema.anyOf ? { anyOf: schema.anyOf.map(deep) } : {}),
  };
}

/** `sirenSeconds` → `Siren seconds`. */
function words(key: string): string {
  const text = key.replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
