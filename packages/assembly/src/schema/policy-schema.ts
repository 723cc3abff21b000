import type { Verb } from '@nightlatch/model';
import { ORIGINS } from '@nightlatch/model';
import { z } from 'zod';

/** What can be permitted. `bypass` covers taking a bypass back. */
export const PERMISSIONS = [
  'arm',
  'disarm',
  'bypass',
  'silence',
  'acknowledge',
  'test',
  'panic',
  'lock',
  'unlock',
  'siren',
  'chime',
] as const satisfies readonly Verb[];

export type Permission = (typeof PERMISSIONS)[number];

const perOrigin = z.partialRecord(z.enum(ORIGINS), z.array(z.enum(PERMISSIONS)));

export const policySchema = z.strictObject({
  homekitDisarm: z
    .enum(['yes', 'no', 'entry-only'])
    .default('yes')
    .describe('Whether HomeKit, which has no codes, may disarm: yes, no, or only while an entry delay runs.'),
  withoutCode: perOrigin.default({}).describe("What a way in may do without a code, instead of that way's default."),
  disarmOnEntryOnly: z
    .array(z.enum(ORIGINS))
    .default([])
    .describe('Ways in that may disarm without a code while an entry delay runs, and at no other time.'),
  never: perOrigin.default({}).describe('What a way in may not do even with a code.'),
  lockout: z
    .strictObject({
      attempts: z.int().min(3).max(10).default(5).describe('Wrong codes that lock all ways in.'),
      seconds: z.int().min(30).max(900).default(90).describe('First lockout; each that follows is twice as long.'),
      maxSeconds: z.int().min(90).max(3600).default(900).describe('The longest lockout.'),
    })
    .prefault({})
    .describe('Wrong codes.'),
  codeQueue: z.int().min(1).max(64).default(8).describe('Codes that may wait for verification at once.'),
  settleSeconds: z
    .int()
    .min(0)
    .max(600)
    .default(60)
    .describe('After a start, first and retained values and motion are no trips for so many seconds.'),
  confirmSeconds: z
    .int()
    .min(1)
    .max(120)
    .default(10)
    .describe('An order that a device does not confirm within so many seconds is trouble.'),
});
