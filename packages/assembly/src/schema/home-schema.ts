import { LANGUAGES } from '@nightlatch/model';
import { z } from 'zod';

/** Tells whether this system knows a time zone by that name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The time zone that this machine is set to. */
export function localTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export const homeSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'Use up to 32 lower-case letters, digits and -.')
    .default('home')
    .describe('Names the home on MQTT: topics begin with nightlatch/<id>/.'),
  name: z.string().trim().min(1).max(64).default('Home').describe('What bridges call the home.'),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'is no time zone that this system knows.', params: { words: 'time-zones' } })
    .exactOptional()
    .describe("IANA time zone of every instant shown; the machine's own when left out."),
  language: z
    .enum(LANGUAGES)
    .default('en')
    .describe('Language of what the people in the house read: names of the alarm’s companions in Apple Home, answers.'),
});
