import { z } from 'zod';

/** An entry of `sources` that adds the simulated house. */
export const simulatorSchema = z
  .strictObject({
    type: z.literal('simulator'),
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]*$/i, 'Use letters, digits, - and _ only.')
      .default('simulator')
      .describe('The first part of its device ids.'),
    script: z
      .enum(['daily', 'none'])
      .default('daily')
      .describe('daily: a family lives in the house; none: nothing happens by itself.'),
    seed: z.int().nonnegative().default(1).describe('Chooses the days that the family lives.'),
  })
  .describe('A simulated house, to try Nightlatch without any device.');

/** The entry once read, every default filled in. */
export type SimulatorConfig = z.infer<typeof simulatorSchema>;
