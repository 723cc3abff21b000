import { ORIGINS } from '@nightlatch/model';
import { z } from 'zod';
import { secretSchema } from './secret.ts';

const port = z.int().min(0).max(65_535);
const clientName = z.string().regex(/^[\w.-]{1,64}$/, 'Use 1 to 64 letters, digits, "_", "-" and ".".');
const brokerUrl = z.string().regex(/^mqtts?:\/\/[^\s@]+$/, 'Write mqtt://host:1883 or mqtts://host:8883.');

const login = {
  username: z.string().min(1).exactOptional().describe('Our user at the broker.'),
  password: secretSchema.exactOptional().describe('Our password at the broker.'),
  ca: z.string().min(1).exactOptional().describe("PEM file of the authority that signed the broker's certificate."),
};

const clientSchema = z.strictObject({
  name: clientName.describe('User name of the client, and its name on the topics.'),
  password: secretSchema.exactOptional().describe('Its password; needed with the embedded broker.'),
  origin: z.enum(ORIGINS).default('link').describe('The way in that its commands count as.'),
  devices: z.boolean().default(false).describe('Whether it may bring devices of its own into the home.'),
});

const hostSchema = z.strictObject({
  role: z.literal('host').describe('This process runs the home.'),
  broker: z
    .string()
    .regex(/^(embedded|mqtts?:\/\/[^\s@]+)$/, 'Write embedded, or mqtt://host:1883 or mqtts://host:8883.')
    .default('embedded')
    .describe('embedded, or the address of a broker that others run.'),
  port: port.default(1885).describe('Port of the embedded broker; 0 takes a free one.'),
  bind: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address that the embedded broker listens on; leaving loopback needs link.clients.'),
  tls: z
    .strictObject({
      cert: z.string().min(1).describe('PEM file of the certificate.'),
      key: z.string().min(1).describe('PEM file of its key.'),
      port: port.default(8885).describe('Port of the TLS listener.'),
    })
    .exactOptional()
    .describe('Adds a TLS listener to the embedded broker; only it then leaves loopback.'),
  clients: z.array(clientSchema).default([]).describe('Who may log in.'),
  anonymousLocal: z
    .boolean()
    .exactOptional()
    .describe('Whether clients of this machine may come without a password; so while link.clients is empty.'),
  ...login,
});

const joinSchema = z.strictObject({
  role: z.literal('join').describe('The home runs elsewhere; this process shows it.'),
  broker: brokerUrl.describe("Address of the hub's broker: mqtt://host:1885 or mqtts://host:8885."),
  client: clientName.default('nightlatch').describe('Our name on the link; two processes never share one.'),
  ...login,
});

export const linkSchema = z
  .discriminatedUnion('role', [hostSchema, joinSchema])
  .describe('Shares the home over MQTT; without it the home stays in this process.');
