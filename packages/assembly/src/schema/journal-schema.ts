import { DEFAULT_RETENTION } from '@nightlatch/hub';
import { z } from 'zod';

export const journalSchema = z.strictObject({
  keepDays: z
    .int()
    .min(1)
    .max(36_500)
    .default(DEFAULT_RETENTION.keepDays)
    .describe('Days for which the journal is kept. Its newest 1,000 decisions are kept whatever their age.'),
  maxMegabytes: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(DEFAULT_RETENTION.maxMegabytes)
    .describe('What the journal may take on the disk, in MB; the oldest goes first, however young it is.'),
});
