import { z } from 'zod';

/** What a Matter bridge shows and allows, whichever host shows it. */
export const matterViewSchema = z.strictObject({
  disarm: z
    .enum(['never', 'lock', 'always'])
    .default('never')
    .describe('How Matter may disarm: never, by the alarm lock with a PIN, or also by switching a mode off.'),
  alarmLock: z
    .boolean()
    .default(false)
    .describe('Show each alarm also as a lock: locking arms away, unlocking with a PIN disarms if `disarm` allows it.'),
  modeSelect: z
    .boolean()
    .default(false)
    .describe('Show each alarm also as a mode selector. Home Assistant has a use for it; other apps show noise.'),
  companions: z
    .strictObject({
      alarm: z.boolean().default(true).describe('A contact sensor that is open while an alarm sounds.'),
      ready: z.boolean().default(true).describe('A contact sensor that is closed while the alarm is ready for away.'),
      delays: z.boolean().default(true).describe('Occupancy sensors that are active during exit and entry delays.'),
      hazards: z.boolean().default(false).describe('A contact sensor for each hazard that the zones can raise.'),
      silence: z.boolean().default(true).describe('A switch that silences a sounding alarm.'),
      panic: z
        .boolean()
        .default(false)
        .describe('A switch that raises a panic alarm. Mind assistants that are asked to turn everything on.'),
      trouble: z.boolean().default(true).describe('A contact sensor that is open while the home has trouble.'),
      memory: z
        .boolean()
        .default(false)
        .describe('A switch that is on while zones alarmed since the last arming; switched off, that is acknowledged.'),
      bypassed: z.boolean().default(false).describe('A contact sensor that is open while zones are bypassed.'),
      walkTest: z
        .boolean()
        .default(false)
        .describe('A switch for the walk test. The policy must let Matter test without a code.'),
      tamper: z
        .enum(['none', 'home', 'device'])
        .default('home')
        .describe('Contact sensors for tampering: none, one for the home, or one for each device as well.'),
    })
    .prefault({})
    .describe('Endpoints for what Matter has no word for.'),
});

export type MatterOptions = z.output<typeof matterViewSchema>;
export type MatterViewConfig = z.input<typeof matterViewSchema>;

/** The `matter` part of the configuration's `bridges`: what is shown, and the bridge that shows it. */
export const matterSchema = matterViewSchema.extend({
  port: z
    .int()
    .min(0)
    .max(65_000)
    .default(5540)
    .describe(
      'UDP port of the first bridge of its own; further ones take the next. Alexa finds a bridge on 5540 only.',
    ),
  interface: z
    .string()
    .trim()
    .min(1)
    .exactOptional()
    .describe('The one network interface to be found on; all of them when left out.'),
  endpointsPerBridge: z
    .int()
    .min(10)
    .max(500)
    .default(50)
    .describe('Beyond these a further bridge is opened, to be paired beside the first. Alexa takes 50.'),
  codes: z
    .enum(['none', 'show', 'manage'])
    .default('show')
    .describe('What apps may do with the codes of the house at a lock: nothing, see who has one, or enrol and revoke.'),
  cameras: z
    .enum(['off', 'experimental'])
    .default('off')
    .describe(
      'Show cameras and video doorbells as Matter cameras. An experiment: few apps show them, see docs/matter.md.',
    ),
});

export type MatterSettings = z.output<typeof matterSchema>;
export type MatterConfig = z.input<typeof matterSchema>;
