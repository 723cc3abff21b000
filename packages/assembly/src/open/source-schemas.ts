import { simulatorSchema } from '@nightlatch/source-simulator';
import { z } from 'zod';
import { secretSchema } from '../schema/secret.ts';

const zigbee2mqttSchema = z
  .strictObject({
    type: z.literal('zigbee2mqtt'),
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]*$/i, 'Use letters, digits, - and _ only.')
      .default('zigbee2mqtt'),
    broker: z.string().default('mqtt://127.0.0.1:1883'),
    baseTopic: z.string().default('zigbee2mqtt'),
    username: z.string().exactOptional(),
    password: secretSchema.exactOptional(),
  })
  .describe('Devices behind Zigbee2MQTT.');

/** One schema fragment for each source, told apart by `type`. */
export const SOURCE_SCHEMAS = [zigbee2mqttSchema, simulatorSchema] as const;
