import { ATTRIBUTE_NAMES, ZONE_TYPES, isAttributeKey } from '@nightlatch/model';
import type { ZoneSignal } from '@nightlatch/model';
import { z } from 'zod';

/** Momentary events that a zone can watch. */
export const EVENT_SIGNALS = ['panic', 'medical', 'button'] as const;
/** Every signal without a part, for suggestions. */
export const SIGNAL_WORDS: readonly string[] = [...ATTRIBUTE_NAMES, ...EVENT_SIGNALS];

/** Tells whether a text names something that a zone can watch. */
export function isSignal(text: string): text is ZoneSignal {
  return (EVENT_SIGNALS as readonly string[]).includes(text) || isAttributeKey(text);
}

const modeName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'Use up to 32 lower-case letters, digits and -.');
const deviceName = z.string().trim().min(1);

const modeSchema = z.strictObject({
  exitDelay: z
    .int()
    .min(0)
    .max(255)
    .exactOptional()
    .describe('Seconds to leave: 60 for away, vacation and modes of your own, 0 for home and night.'),
  entryDelay: z.int().min(0).max(255).exactOptional().describe('Seconds to disarm after an entry zone opened: 30.'),
});

const zoneSchema = z.strictObject({
  device: deviceName.describe('Id or name of the device.'),
  type: z.enum(ZONE_TYPES).describe('What the zone guards.'),
  name: z.string().trim().min(1).exactOptional().describe("What the zone is called; the device's name when left out."),
  attribute: z
    .custom<ZoneSignal>((value) => typeof value === 'string' && isSignal(value), {
      error: 'is nothing that a zone can watch.',
      params: { words: 'signals' },
    })
    .meta({ type: 'string' })
    .exactOptional()
    .describe('Attribute or event to watch, as contact@left; chosen by the type when left out.'),
  modes: z
    .array(modeName)
    .min(1)
    .exactOptional()
    .describe('Modes in which it is watched: all for entry and perimeter, away and vacation for interior.'),
  entryDelay: z.int().min(0).max(255).exactOptional().describe("Seconds of this entry zone, instead of the mode's."),
  confirm: z
    .strictObject({
      activations: z.int().min(2).max(10).describe('So many activations …'),
      withinSeconds: z.int().min(1).max(3600).describe('… within so many seconds.'),
    })
    .exactOptional()
    .describe('Trips only on repeated activation; entry, perimeter and interior only.'),
  chime: z.boolean().exactOptional().describe('Chimes while disarmed: so for entry zones.'),
  below: z
    .number()
    .min(-40)
    .max(40)
    .exactOptional()
    .describe('For freeze on a temperature: alarms at or below so many °C, 4 when left out.'),
});

const groupSchema = z.strictObject({
  zones: z.array(deviceName).min(2).describe('Zones by name or device.'),
  count: z.int().min(2).max(10).default(2).describe('So many different ones …'),
  withinSeconds: z.int().min(1).max(3600).default(60).describe('… within so many seconds make the alarm.'),
});

export const partitionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'Use up to 32 lower-case letters, digits and -.')
    .describe('Names the partition in commands and topics.'),
  name: z.string().trim().min(1).max(64).exactOptional().describe('What bridges call it; its id when left out.'),
  modes: z
    .record(modeName, z.union([z.literal(false), modeSchema]))
    .default({})
    .describe('Changes and additions to away, home, night and vacation; false takes one away.'),
  sirenSeconds: z.int().min(90).max(900).default(240).describe('Seconds that sirens sound for a burglary: 90 to 900.'),
  followerGrace: z
    .number()
    .min(0)
    .max(2)
    .default(1)
    .describe('Seconds that an interior trip waits for a late door report: 0 to 2.'),
  zones: z
    .array(zoneSchema)
    .min(1)
    .exactOptional()
    .describe('Sensors of the partition; when left out, every sensor that no other partition has.'),
  groups: z.array(groupSchema).default([]).describe('Zones that alarm only together.'),
  sirens: z.array(deviceName).exactOptional().describe('Sirens, by device; when left out, every one.'),
  keypads: z.array(deviceName).exactOptional().describe('Keypads, by device; when left out, every one.'),
  chimes: z.array(deviceName).default([]).describe('Devices that chime; none when left out.'),
});

export const masterSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'Use up to 32 lower-case letters, digits and -.')
    .default('all')
    .describe('Names all of them in commands and topics, as a partition.'),
  name: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .exactOptional()
    .describe("What bridges call it; the home's name when left out."),
  partitions: z.array(z.string()).min(2).exactOptional().describe('Which partitions; every one when left out.'),
});
