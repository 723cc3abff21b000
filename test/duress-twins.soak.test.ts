import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Deed } from './duress-twins/twin-house.ts';
import { live } from './duress-twins/twin-house.ts';

const NUM_RUNS = process.env['NIGHTLATCH_SOAK'] ? 150 : 6;

const report = fc.constantFrom<Deed>(
  { type: 'report', device: 'door', values: { contact: 'open' } },
  { type: 'report', device: 'door', values: { contact: 'closed' } },
  { type: 'report', device: 'window', values: { contact: 'open' } },
  { type: 'report', device: 'window', values: { contact: 'closed' } },
  { type: 'report', device: 'smoke', values: { smoke: true } },
  { type: 'report', device: 'smoke', values: { smoke: false } },
  { type: 'report', device: 'lock', values: { lock: 'unlocked' } },
);
const command = fc
  .record({
    command: fc.constantFrom<Extract<Deed, { type: 'command' }>['command']>(
      { type: 'disarm' },
      { type: 'arm', mode: 'away', force: true },
      { type: 'arm', mode: 'home' },
      { type: 'silence' },
      { type: 'unlock', device: 'hand/lock' },
    ),
    code: fc.constantFrom<Extract<Deed, { type: 'command' }>['code']>('own', 'own', 'own', 'wrong', 'none'),
  })
  .map((deed): Deed => ({ type: 'command', ...deed }));
const wait = fc.constantFrom(1, 12, 31, 60, 301).map((seconds): Deed => ({ type: 'wait', seconds }));
const scene = fc.array(fc.oneof({ weight: 3, arbitrary: report }, { weight: 3, arbitrary: command }, wait), {
  maxLength: 14,
});

/** Each scene holds what matters most: an alarm whose report is held or was sent, and somebody who ends it with a code. */
const AT_REST: readonly Deed[] = [
  { type: 'report', device: 'door', values: { contact: 'closed' } },
  { type: 'report', device: 'window', values: { contact: 'closed' } },
  { type: 'report', device: 'smoke', values: { smoke: false } },
  { type: 'report', device: 'lock', values: { lock: 'locked' } },
  { type: 'command', command: { type: 'arm', mode: 'away' }, code: 'none' },
];
const BREAK_IN: Deed = { type: 'report', device: 'window', values: { contact: 'open' } };
const DISARM: Deed = { type: 'command', command: { type: 'disarm' }, code: 'own' };

test('a code under duress shows nowhere: answers, home, MQTT, orders, log, journal and replay are those of the usual code', async () => {
  await fc.assert(
    fc.asyncProperty(scene, fc.constantFrom(1, 12, 31, 60), async (deeds, seconds) => {
      const whole = [...AT_REST, BREAK_IN, { type: 'wait', seconds } as const, DISARM, ...deeds];
      const calm = await live(whole, 'calm');
      const forced = await live(whole, 'duress');
      expect(forced.open).toEqual(calm.open);
      expect(calm.silent).toEqual([]);
      expect(forced.silent[0]).toMatchObject({ event: 'duress' });
      const isHeld = seconds < 30;
      expect(forced.silent[0]?.reports?.map(({ event }) => event)).toEqual(isHeld ? ['burglary'] : undefined);
    }),
    { numRuns: NUM_RUNS },
  );
}, 600_000);

/** What shows of an alarm that is ended under duress after so many seconds. */
async function shownOf(seconds: number): Promise<string> {
  return JSON.stringify((await live([...AT_REST, BREAK_IN, { type: 'wait', seconds }, DISARM], 'duress')).open);
}

test('such a disarm shows as aborted or cancelled like any other, and as nothing else', async () => {
  const [early, late] = [await shownOf(5), await shownOf(40)];
  expect([early.includes('aborted'), early.includes('cancelled')]).toEqual([true, false]);
  expect([late.includes('aborted'), late.includes('cancelled')]).toEqual([false, true]);
  expect(early + late).not.toMatch(/duress(?!\\*":false)/);
}, 60_000);
