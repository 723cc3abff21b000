import { z } from 'zod';
import { DAY_OR_TIME } from '../plan/zoned-instant.ts';
import { PERMISSIONS } from './policy-schema.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time of day as 08:30.');
const dayOrTime = z.string().regex(DAY_OR_TIME, 'Write a day, or a day and a time: 2026-12-24, 2026-12-24 18:00.');

const windowSchema = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .default([...WEEKDAYS])
    .describe('Days on which it begins; every day when left out.'),
  from: time.default('00:00').describe("When it begins, on the house's own clock."),
  to: time.default('24:00').describe('When it ends; the next day where that is not after it begins.'),
});

export const userSchema = z.strictObject({
  name: z.string().trim().min(1).max(64).describe('Who it is; the journal shows it.'),
  can: z
    .array(z.enum(PERMISSIONS))
    .default(['arm', 'disarm', 'silence', 'acknowledge', 'panic', 'lock', 'unlock'])
    .describe('What their codes and tags permit.'),
  partitions: z.array(z.string()).min(1).exactOptional().describe('Where; everywhere when left out.'),
  modes: z
    .array(z.string())
    .min(1)
    .exactOptional()
    .describe('Modes that they may arm, and disarm; every one when left out.'),
  schedule: z
    .array(windowSchema)
    .min(1)
    .exactOptional()
    .describe('When their codes and tags are good; always when left out. At other times they are wrong codes.'),
  from: dayOrTime.exactOptional().describe('The first day, or the instant, on which they are good.'),
  until: dayOrTime.exactOptional().describe('The last day, or the instant at which they no longer are.'),
  enabled: z.boolean().default(true).describe('false: their codes and tags are wrong ones for now.'),
});
