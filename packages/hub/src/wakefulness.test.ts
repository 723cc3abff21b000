import { describe, expect, test } from '@jest/globals';
import { TestClock } from '@nightlatch/testing';
import type { Absence } from './wakefulness.ts';
import { Wakefulness } from './wakefulness.ts';

const MINUTE = 60_000;

function looking(clock = new TestClock()) {
  const woken: Absence[] = [];
  const wakefulness = new Wakefulness({ clock, onWake: (absence) => woken.push(absence) });
  wakefulness.start();
  return { clock, wakefulness, woken };
}

describe('a hub that looks whether it was away', () => {
  test('knows how long the machine slept, once, and within seconds of waking', () => {
    const { clock, woken } = looking();
    clock.advance(7000);
    clock.sleep(3 * MINUTE);
    clock.advance(3000);
    expect(woken).toEqual([{ forMs: 3 * MINUTE + 5000, sleptMs: 3 * MINUTE }]);
    clock.advance(10 * MINUTE);
    expect(woken).toHaveLength(1);
  });

  test('knows it before whatever comes first', () => {
    const { clock, wakefulness, woken } = looking();
    clock.advance(12_000);
    clock.sleep(60 * MINUTE);
    expect(wakefulness.look()).toEqual({ forMs: 60 * MINUTE + 2000, sleptMs: 60 * MINUTE });
    expect(wakefulness.look()).toBeUndefined();
    clock.advance(MINUTE);
    expect(woken).toEqual([]);
  });

  test('takes a wall clock that was set for what it is, forward and back', () => {
    const { clock, woken } = looking();
    clock.jumpWall(60 * MINUTE);
    clock.advance(MINUTE);
    clock.jumpWall(-90 * MINUTE);
    clock.advance(MINUTE);
    expect(woken).toEqual([]);
  });

  test('tells a sleep from a wall clock that was set meanwhile', () => {
    const { clock, wakefulness } = looking();
    clock.sleep(10 * MINUTE);
    clock.jumpWall(60 * MINUTE);
    expect(wakefulness.look()).toEqual({ forMs: 10 * MINUTE, sleptMs: 10 * MINUTE });
  });

  test('knows that the process was stopped, and takes no busy moment for it', () => {
    const { clock, wakefulness } = looking();
    clock.freeze(30_000);
    expect(wakefulness.look()).toBeUndefined();
    clock.freeze(4 * MINUTE);
    expect(wakefulness.look()).toEqual({ forMs: 4 * MINUTE, sleptMs: 0 });
  });

  test('tells it in whole milliseconds, whatever the clocks do: a journal knows no others', () => {
    const { clock, wakefulness } = looking();
    clock.advance(1000.25);
    clock.sleep(60_000.6);
    expect(wakefulness.look()).toEqual({ forMs: 61_001, sleptMs: 60_001 });
    clock.freeze(100_000.7);
    expect(wakefulness.look()).toEqual({ forMs: 100_001, sleptMs: 0 });
  });

  test('believes no sleep where nothing tells of one', () => {
    const { clock, wakefulness } = looking(Object.assign(new TestClock(), { sinceBoot: undefined }));
    clock.sleep(10 * MINUTE);
    expect(wakefulness.look()).toBeUndefined();
  });

  test('leaves no timer behind', () => {
    const { clock, wakefulness } = looking();
    clock.advance(MINUTE);
    wakefulness.stop();
    expect(clock.pending).toBe(0);
  });
});
