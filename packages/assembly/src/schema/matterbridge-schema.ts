import { titledProperties } from './homebridge-schema.ts';
import { configurationJsonSchema } from './json-schema.ts';

/** What a Matterbridge plugin says of its settings, beside their schema. */
export interface MatterbridgeForm {
  readonly title: string;
  readonly description: string;
}

/** Matterbridge's own keys that it fills in by itself. */
const HIDDEN = { type: 'string', readOnly: true, 'ui:widget': 'hidden' } as const;

/** Writes the schema file of a Matterbridge plugin: the same configuration, as a form of its frontend. */
export function matterbridgeSchema(form: MatterbridgeForm): object {
  const { properties = {} } = configurationJsonSchema();
  const { version: _, ...ours } = properties;
  return {
    ...form,
    type: 'object',
    properties: {
      name: HIDDEN,
      type: HIDDEN,
      version: HIDDEN,
      ...titledProperties(ours),
      debug: {
        title: 'Debug',
        description: 'Say more in the log.',
        type: 'boolean',
        default: false,
      },
      unregisterOnShutdown: {
        title: 'Unregister on shutdown',
        description: 'Take everything out of the apps when Matterbridge ends. For developers only.',
        type: 'boolean',
        default: false,
      },
    },
  };
}
