import { homekitSchema } from '@nightlatch/bridge-homekit';
import { matterSchema } from '@nightlatch/bridge-matter';
import { SILENT_SCHEMAS } from '@nightlatch/notify';
import { z } from 'zod';
import { SOURCE_SCHEMAS } from '../open/source-schemas.ts';
import { homeSchema } from './home-schema.ts';
import { journalSchema } from './journal-schema.ts';
import { linkSchema } from './link-schema.ts';
import { masterSchema, partitionSchema } from './partition-schema.ts';
import { policySchema } from './policy-schema.ts';
import { checkInSchema, supervisionSchema } from './supervision-schema.ts';
import type { WithSecrets } from './secret.ts';
import { secretSchema } from './secret.ts';
import { userSchema } from './user-schema.ts';

/** The version of the configuration's shape. A change that breaks old files adds a migration and raises it. */
export const CONFIG_VERSION = 1;

const deviceSchema = z.strictObject({
  id: z.string().trim().min(3).describe('Id, as the source reports it: zigbee2mqtt/0x00158d0001a2b3c4.'),
  name: z.string().trim().min(1).max(64).exactOptional().describe('What it is called from now on.'),
  room: z.string().trim().min(1).max(64).exactOptional().describe('Where it is.'),
  checkIn: checkInSchema
    .exactOptional()
    .describe('Hours in which it must be heard of, instead of those of its kind or source; false for never.'),
  hidden: z.boolean().default(false).describe('Leaves it out of the home altogether.'),
});

const codedUserSchema = userSchema.extend({
  code: secretSchema.exactOptional().describe('Code by the name of its secret; enrolled once, then the database wins.'),
  duress: secretSchema
    .exactOptional()
    .describe('Second code, which disarms like any other and calls for help where `silent` says.'),
});

/** The whole configuration: the one source of its types, of the editors' JSON Schema and of Homebridge's form. */
export const configurationSchema = z.strictObject({
  version: z.literal(CONFIG_VERSION).default(CONFIG_VERSION).describe('Version of this shape.'),
  home: homeSchema.prefault({}).describe('The home.'),
  link: linkSchema.exactOptional(),
  sources: z.array(z.discriminatedUnion('type', SOURCE_SCHEMAS)).default([]).describe('Where devices come from.'),
  devices: z.array(deviceSchema).default([]).describe("The owner's names and rooms."),
  partitions: z
    .array(partitionSchema)
    .min(1)
    .prefault([{ id: 'house', name: 'House' }])
    .describe('Parts of the house that arm by themselves; one for everything when left out.'),
  master: z
    .union([z.literal(false), masterSchema])
    .exactOptional()
    .describe('Arms several partitions together, or none; there in a house of several, unless it is false.'),
  users: z
    .array(codedUserSchema)
    .default([])
    .describe('Who may have codes and tags. Others can be let in with: nightlatch codes add --guest.'),
  silent: z
    .array(z.discriminatedUnion('type', SILENT_SCHEMAS))
    .default([])
    .describe('Who is told of duress and silent panic, which show nowhere else.'),
  bridges: z
    .strictObject({
      homekit: homekitSchema.exactOptional().describe('How the home looks in Apple Home.'),
      matter: matterSchema
        .exactOptional()
        .describe('A Matter bridge of its own, for Google Home, Alexa, SmartThings, Apple Home and others.'),
    })
    .prefault({})
    .describe('Where the home is shown.'),
  policy: policySchema.prefault({}).describe('Who may do what, with what, from where.'),
  journal: journalSchema.prefault({}).describe('What happened, and the proof of it: how much is kept.'),
  supervision: supervisionSchema.prefault({}).describe('How the house watches over its own devices.'),
  logging: z
    .strictObject({
      level: z.enum(['error', 'warn', 'info', 'debug']).default('info').describe('What is worth a line.'),
    })
    .prefault({})
    .describe('The log.'),
});

/** The configuration as it may be written: defaults left out, secrets by name. */
export type ConfigInput = z.input<typeof configurationSchema>;

/** The configuration as everyone reads it: complete, with the secrets' texts in place. */
export type Config = WithSecrets<z.output<typeof configurationSchema>>;

export type PartitionSettings = Config['partitions'][number];
export type ZoneSettings = NonNullable<PartitionSettings['zones']>[number];
