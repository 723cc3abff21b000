import { isAttributeKey } from '@nightlatch/model';
import type { AttributeKey } from '@nightlatch/model';
import { z } from 'zod';

const deviceName = z.string().trim().min(1);

const lockSchema = z.strictObject({
  device: deviceName.describe('Id or name of the lock.'),
  attribute: z
    .custom<AttributeKey>((value) => typeof value === 'string' && isAttributeKey(value) && /^lock(@|$)/.test(value), {
      error: 'is no lock of a device: write lock, or lock@part.',
    })
    .meta({ type: 'string' })
    .exactOptional()
    .describe('Which lock of a device that has several, as lock@left.'),
  unlockDisarms: z
    .boolean()
    .default(false)
    .describe('Opening it with a code or tag of its own disarms, for those who may.'),
  users: z
    .record(z.string().regex(/^[\w-]{1,16}$/, 'Write the number of the slot.'), z.string())
    .default({})
    .describe(
      "Whose the lock's own codes and tags are: { 1: Ana }. Others are enrolled, as those of guests: nightlatch codes slot.",
    ),
});

const readerSchema = z.strictObject({
  device: deviceName.describe('Id or name of the reader.'),
  lock: deviceName.describe('The lock that a tag opens there, for those who may unlock.'),
  disarms: z.boolean().default(false).describe('It also disarms, for those who may.'),
});

/** What a partition says of its locks. */
export const lockKeys = {
  locks: z
    .array(lockSchema)
    .default([])
    .describe('Locks that are locked once the partition is armed; the alarm leaves others alone.'),
  jam: z
    .enum(['warn', 'refuse'])
    .default('warn')
    .describe('Whether a jammed or lost lock refuses arming; it is trouble either way.'),
  lockSettleSeconds: z
    .int()
    .min(0)
    .max(60)
    .default(5)
    .describe("Seconds that a lock's word must stand: some say locked, and then that they jammed."),
  unlockOn: z
    .array(z.enum(['fire', 'co', 'gas']))
    .default([])
    .describe('Hazards that unlock them; none by default.'),
  readers: z.array(readerSchema).default([]).describe('Readers of tags, and the doors that they open.'),
};
