import { z } from 'zod';

/** Hours in which something must be heard of; false where it may be silent for ever. */
export const checkInSchema = z.union([z.literal(false), z.number().min(0.1).max(720)]);

export const supervisionSchema = z.strictObject({
  checkIn: z
    .strictObject({
      battery: checkInSchema
        .default(25)
        .describe('Hours in which a device with a battery must be heard of, though nothing changed; false for never.'),
      mains: checkInSchema.default(false).describe('The same for every other device.'),
      sources: z
        .record(z.string(), checkInSchema)
        .default({})
        .describe('The same for all devices of a source, by its id, instead of the two above.'),
    })
    .prefault({})
    .describe('A device that is not heard of in its time is trouble, and its zones count as unknown.'),
  jamming: z
    .union([
      z.literal(false),
      z.strictObject({
        devices: z.int().min(2).max(50).default(3).describe('So many devices of one source …'),
        share: z.number().min(0).max(1).default(0.3).describe('… and this part of all that it has, 0 to 1 …'),
        withinMinutes: z.number().min(1).max(60).default(5).describe('… fall silent within so many minutes.'),
        alarm: z.boolean().default(false).describe('Whether that is a tamper alarm of what is armed.'),
      }),
    ])
    .prefault({})
    .describe('What is trouble as suspected jamming; false for nothing.'),
  selfTest: z
    .union([z.literal(false), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time as 12:00.')])
    .default('12:00')
    .describe('When the house looks at itself each day, in its own time; false for never.'),
  walkTestDays: z
    .int()
    .min(1)
    .max(3650)
    .default(180)
    .describe('A zone that no walk test has seen for so many days is listed as untested by health.'),
});
