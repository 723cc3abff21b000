import { z } from 'zod';

/** A secret by its name; a loader finds it by its title and puts the text in its place. */
const secret = z
  .strictObject({
    secret: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'Use lower-case letters, digits and -.')
      .describe('Name of the secret, as in secrets.yaml.'),
  })
  .meta({ title: 'Secret', description: 'A secret, by its name.' });

const BROKER = /^(mqtts?|wss?):\/\/[^\s@]+$/;

/** One entry of `sources` in the configuration. */
export const zigbee2mqttSchema = z
  .strictObject({
    type: z.literal('zigbee2mqtt'),
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]*$/i, 'Use letters, digits, - and _ only.')
      .default('zigbee2mqtt')
      .describe('First part of the ids of its devices; needed only for a second Zigbee2MQTT'),
    broker: z
      .string()
      .regex(
        BROKER,
        'Write mqtt://host:port or mqtts://host:port, and name and password under `username` and `password`.',
      )
      .default('mqtt://127.0.0.1:1883')
      .describe("Address of Zigbee2MQTT's broker"),
    baseTopic: z
      .string()
      .regex(/^[^+#/]+(\/[^+#/]+)*$/, 'Write it without wildcards and without a slash at either end.')
      .default('zigbee2mqtt')
      .describe("Zigbee2MQTT's `mqtt.base_topic`"),
    username: z.string().min(1).exactOptional().describe('Name at the broker'),
    password: secret.exactOptional().describe('Password at the broker'),
    ca: z.string().min(1).exactOptional().describe('Certificate authority of the broker, PEM, when it is your own'),
  })
  .describe('Devices behind Zigbee2MQTT.');

/** What the schema gives. */
export type Zigbee2MqttConfig = z.infer<typeof zigbee2mqttSchema>;
