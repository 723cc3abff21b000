import {
  ABORT_WINDOW_RANGE,
  ABORT_WINDOW_SECONDS,
  CANCEL_WINDOW_SECONDS,
  SWINGER_TRIPS,
  SWINGER_TRIPS_RANGE,
} from '@nightlatch/alarm';
import { ATTRIBUTE_NAMES, HAZARDS, ZONE_TYPES, isAttributeKey } from '@nightlatch/model';
import type { ZoneSignal } from '@nightlatch/model';
import { z } from 'zod';
import { lockKeys } from './lock-schema.ts';

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
  entryDelay2: z
    .int()
    .min(0)
    .max(255)
    .exactOptional()
    .describe('The same for entry zones with delay: 2; as entryDelay when left out.'),
  autoStay: z
    .union([z.literal(false), modeName])
    .exactOptional()
    .describe('Mode that is armed instead when it was armed in the house and nobody left; home for away, else none.'),
  silent: z
    .boolean()
    .exactOptional()
    .describe(
      'Intruders are reported and sound no siren, and no delay beeps; where one stays, an exit delay is doubled.',
    ),
  lock: z.boolean().exactOptional().describe('Whether the locks of the partition are locked; so when left out.'),
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
  delay: z
    .union([z.literal(1), z.literal(2)])
    .meta({ type: 'integer', enum: [1, 2] })
    .exactOptional()
    .describe('Which entry delay of its mode an entry zone has: 1 is entryDelay, 2 is entryDelay2.'),
  useExitDelay: z
    .boolean()
    .exactOptional()
    .describe('Whether it may be active while the exit delay runs: so for entry and interior, not for perimeter.'),
  useEntryDelay: z
    .boolean()
    .exactOptional()
    .describe('Whether it starts or follows the entry delay; false alarms at once. Entry and interior only.'),
  armOnClose: z
    .boolean()
    .exactOptional()
    .describe('Closing this entry zone behind you ends the exit delay a few seconds later.'),
  allowOpen: z
    .boolean()
    .exactOptional()
    .describe('May stand open when arming; it is bypassed until it closes. Entry, perimeter and interior only.'),
  autoBypass: z
    .array(modeName)
    .min(1)
    .exactOptional()
    .describe('Modes at whose arming it is bypassed, if it stands open, until the next disarm.'),
  whenUnavailable: z
    .enum(['trouble', 'alarm', 'ignore'])
    .exactOptional()
    .describe('When its device is lost: trouble, as it is when left out; alarm where it stands guard; or ignore it.'),
  minActive: z
    .int()
    .min(1)
    .max(600)
    .exactOptional()
    .describe('Trips only after so many seconds of activity; never for life safety.'),
  confirm: z
    .strictObject({
      activations: z.int().min(2).max(10).describe('So many activations …'),
      withinSeconds: z.int().min(1).max(3600).describe('… within so many seconds.'),
    })
    .exactOptional()
    .describe('Trips only on repeated activation; entry, perimeter and interior only.'),
  chime: z.boolean().exactOptional().describe('Chimes while disarmed: so for entry zones.'),
  chimes: z.array(deviceName).min(1).exactOptional().describe("What chimes for it; the partition's when left out."),
  below: z
    .number()
    .min(-40)
    .max(40)
    .exactOptional()
    .describe(
      'For freeze on a temperature: alarms at or below so many °C, 4 when left out, until it is half a degree above.',
    ),
});

const groupSchema = z.strictObject({
  zones: z.array(deviceName).min(2).describe('Zones by name or device.'),
  count: z.int().min(2).max(10).default(2).describe('So many different ones …'),
  withinSeconds: z.int().min(1).max(3600).default(60).describe('… within so many seconds make the alarm.'),
});

const verify = z
  .int()
  .min(10)
  .max(180)
  .exactOptional()
  .describe(
    'Looks again after so many seconds before it is reported; two detectors report at once. Sirens never wait.',
  );
const sirenSeconds = z
  .int()
  .min(30)
  .max(900)
  .exactOptional()
  .describe('Seconds of its siren, instead of sirenSeconds.');
const siren = z.boolean().exactOptional().describe('false: is shown and reported, and sounds no siren.');

/** Each hazard has the keys that make sense for it: fire, CO and gas are never quiet and never end by themselves. */
const hazardsSchema = z.strictObject({
  fire: z.strictObject({ verify }).exactOptional().describe('Smoke and heat.'),
  co: z.strictObject({ verify }).exactOptional().describe('Carbon monoxide.'),
  gas: z.strictObject({ verify }).exactOptional().describe('Gas.'),
  water: z.strictObject({ verify, sirenSeconds, siren }).exactOptional().describe('Leaks.'),
  freeze: z.strictObject({ verify, sirenSeconds, siren }).exactOptional().describe('Frost.'),
  tamper: z.strictObject({ sirenSeconds, siren }).exactOptional().describe('Tampering with a device.'),
  medical: z.strictObject({ sirenSeconds, siren }).exactOptional().describe('Medical calls.'),
  panic: z.strictObject({ sirenSeconds }).exactOptional().describe('Panic keys.'),
});

const sirenSchema = z.strictObject({
  device: deviceName.describe('Id or name of the siren.'),
  hazards: z
    .array(z.enum(HAZARDS))
    .min(1)
    .exactOptional()
    .describe('What it sounds for: every hazard that sounds, when left out.'),
  maxSeconds: z
    .int()
    .min(30)
    .max(900)
    .exactOptional()
    .describe('The most that it sounds for a trip. Fire, CO and gas sound until silenced or over all the same.'),
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
  abortWindow: z
    .int()
    .min(0)
    .max(ABORT_WINDOW_RANGE.most)
    .refine((seconds) => seconds === 0 || seconds >= ABORT_WINDOW_RANGE.least, {
      error: 'is neither 0 nor 15 to 45.',
    })
    .default(ABORT_WINDOW_SECONDS)
    .describe('Seconds for which the report of an intrusion is held, so that a disarm drops it: 0, or 15 to 45.'),
  insist: z
    .boolean()
    .default(false)
    .describe('Keeps the abort window whole after an entry delay, though both together exceed 60 s.'),
  cancelWindow: z
    .int()
    .min(CANCEL_WINDOW_SECONDS)
    .max(3600)
    .default(CANCEL_WINDOW_SECONDS)
    .describe('Seconds after the report of an intrusion in which a disarm cancels it: 300 or more.'),
  swingerTrips: z
    .int()
    .min(0)
    .max(SWINGER_TRIPS_RANGE.most)
    .default(SWINGER_TRIPS)
    .describe('Burglar alarms of one zone in one arming after which it is shut down: 1 to 6; 0 never does.'),
  hazards: hazardsSchema.default({}).describe('How hazards differ from what they usually are.'),
  sirens: z
    .array(z.union([deviceName, sirenSchema]))
    .exactOptional()
    .describe('Sirens, by device, or with what is their own; when left out, every one.'),
  keypads: z.array(deviceName).exactOptional().describe('Keypads, by device; when left out, every one.'),
  chimes: z.array(deviceName).default([]).describe('Devices that chime; none when left out.'),
  ...lockKeys,
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
