import { z } from 'zod';

/** The `homekit` part of the configuration's `bridges`. */
export const homekitSchema = z.strictObject({
  urgent: z
    .boolean()
    .default(true)
    .describe('Send smoke, CO, leak, lock and alarm events at once, instead of with the next 250 ms batch.'),
  companions: z
    .strictObject({
      entryDelay: z.boolean().default(true).describe('An occupancy sensor that is active while an entry delay runs.'),
      refusal: z.boolean().default(true).describe('A contact sensor that opens for 10 s when arming is refused.'),
      silence: z.boolean().default(true).describe('A switch that silences a sounding alarm.'),
      panic: z.boolean().default(true).describe('A switch that raises a panic alarm.'),
      mixed: z
        .boolean()
        .default(true)
        .describe('Beside the master: an occupancy sensor that is active while only some partitions are armed.'),
      trouble: z.boolean().default(true).describe('A contact sensor that is open while the home has trouble.'),
      memory: z
        .boolean()
        .default(false)
        .describe('A switch that is on while zones alarmed since the last arming; switched off, that is acknowledged.'),
      bypassed: z.boolean().default(false).describe('A contact sensor that is open while zones are bypassed.'),
      walkTest: z
        .boolean()
        .default(false)
        .describe('A switch for the walk test. The policy must let HomeKit test without a code.'),
    })
    .prefault({})
    .describe('The accessories beside each alarm, for what HomeKit has no word for.'),
});

export type HomeKitOptions = z.output<typeof homekitSchema>;
export type HomeKitConfig = z.input<typeof homekitSchema>;
