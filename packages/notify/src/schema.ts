import { z } from 'zod';

const secret = z
  .strictObject({
    secret: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'Use lower-case letters, digits and -.')
      .describe('Name of the secret, as in secrets.yaml.'),
  })
  .meta({ title: 'Secret', description: 'A secret, by its name.' });

/** One entry of `silent` that posts to an address of the web. */
export const webhookSchema = z
  .strictObject({
    type: z.literal('webhook'),
    url: z
      .string()
      .regex(/^https?:\/\/[^\s@]+$/, 'Write https://host/path, without a password in it.')
      .describe('Where it is posted, as JSON.'),
    key: secret
      .exactOptional()
      .describe('Signs each message (HMAC-SHA-256), so that the receiver can tell it is ours.'),
    token: secret.exactOptional().describe('Sent as a bearer token, where the receiver asks for one.'),
  })
  .describe('Posts silent alarms to an address.');

/** One entry of `silent` that publishes on a broker of its own. */
export const mqttSinkSchema = z
  .strictObject({
    type: z.literal('mqtt'),
    broker: z
      .string()
      .regex(/^mqtts?:\/\/[^\s@]+$/, 'Write mqtt://host:1883 or mqtts://host:8883.')
      .describe('A broker that nobody in the house reads.'),
    topic: z
      .string()
      .regex(/^[^+#\s]+$/, 'Write it without wildcards and blanks.')
      .describe('Where it is published, as JSON, not retained.'),
    username: z.string().min(1).exactOptional().describe('Our user at the broker.'),
    password: secret.exactOptional().describe('Our password at the broker.'),
    ca: z.string().min(1).exactOptional().describe("PEM file of the authority that signed the broker's certificate."),
  })
  .describe('Publishes silent alarms on a broker of its own.');

/** One schema fragment for each kind of sink, told apart by `type`. */
export const SILENT_SCHEMAS = [webhookSchema, mqttSinkSchema] as const;
