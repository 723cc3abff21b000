import type { AttributeKey, AttributeValue, MomentaryEvent } from '@nightlatch/model';
import { seededRandom } from './seeded-random.ts';

/** One thing that the family does, or the weather. `at` is epoch milliseconds, `device` a key of the house. */
export type DayStep = { readonly at: number; readonly device: string } & (
  | { readonly act: 'open' | 'close' | 'lock' | 'unlock' | 'move' }
  | { readonly act: 'press'; readonly event: MomentaryEvent }
  | { readonly act: 'set'; readonly attribute: AttributeKey; readonly value: AttributeValue }
);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Plans one believable day: the family wakes, airs the bedroom, leaves, the post rings, they return, spend the evening
 * about the house and lock up for the night. The same seed and day give the same plan.
 *
 * @param dayStart Local midnight, epoch milliseconds.
 * @returns The steps in the order of their time.
 */
export function planDay(dayStart: number, seed: number): readonly DayStep[] {
  const random = seededRandom(seed ^ Math.imul(Math.floor(dayStart / HOUR), 0x9e3779b1));
  const weekday = new Date(dayStart).getDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const steps: DayStep[] = [];
  const near = (hour: number, minutes: number): number =>
    dayStart + hour * HOUR + (random() * 2 - 1) * minutes * MINUTE;
  const add = (...more: DayStep[]): void => void steps.push(...more);
  const stroll = (from: number, to: number, everyMinutes: number): void => {
    for (let at = from; at < to; at += (0.5 + random()) * everyMinutes * MINUTE) {
      add({ at, device: random() < 0.5 ? 'hall-motion' : 'living-room-motion', act: 'move' });
    }
  };
  const openFor = (device: string, at: number, ms: number): void =>
    add({ at, device, act: 'open' }, { at: at + ms, device, act: 'close' });
  const passFrontDoor = (at: number): void => {
    add({ at, device: 'front-door-lock', act: 'unlock' });
    add({ at: at + 4 * SECOND, device: 'hall-motion', act: 'move' });
    openFor('front-door', at + 6 * SECOND, (7 + random() * 8) * SECOND);
    add({ at: at + 30 * SECOND, device: 'front-door-lock', act: 'lock' });
  };

  const wakes = near(isWeekend ? 8.5 : 6.75, 20);
  const leaves = near(isWeekend ? 10.5 : 8.25, 15);
  const returns = near(isWeekend ? 13 : 17.75, 30);
  const sleeps = near(23.25, 20);
  if (random() < 0.4) add({ at: near(3, 60), device: 'hall-motion', act: 'move' });
  stroll(wakes, leaves - 2 * MINUTE, 9);
  openFor('bedroom-window', wakes + 15 * MINUTE, (8 + random() * 8) * MINUTE);
  passFrontDoor(leaves);
  add({ at: near(11.75, 45), device: 'doorbell', act: 'press', event: 'ring' });
  passFrontDoor(returns);
  if (random() < 0.5) openFor('garage-door', returns + 10 * MINUTE, 3 * MINUTE);
  stroll(returns + 2 * MINUTE, sleeps, 14);
  const terrace = near(19.5, 30);
  add({ at: terrace, device: 'back-door-lock', act: 'unlock' });
  openFor('back-door', terrace + 5 * SECOND, (3 + random() * 20) * MINUTE);
  if (random() < 0.6) openFor('living-room-window', near(20.75, 20), 15 * MINUTE);
  add({ at: sleeps, device: 'back-door-lock', act: 'lock' });
  for (let hour = 0; hour < 24; hour++) {
    const celsius = 12 + 4 * Math.sin(((hour - 9) / 24) * 2 * Math.PI) + random();
    const value = Math.round(celsius * 10) / 10;
    add({ at: dayStart + hour * HOUR + MINUTE, device: 'pipe', act: 'set', attribute: 'temperature', value });
  }
  return steps.toSorted((a, b) => a.at - b.at);
}
