import { describe, expect, test } from '@jest/globals';
import { TEST_EPOCH, TestClock } from './test-clock.ts';

describe('TestClock', () => {
  test('runs timers in the order of their deadlines, each at its own instant', () => {
    const clock = new TestClock();
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(`${name}@${clock.now() - TEST_EPOCH}`);
    clock.after(30, note('late'));
    clock.after(10, note('early'));
    clock.after(30, note('late too'));
    clock.advance(40);
    expect(seen).toEqual(['early@10', 'late@30', 'late too@30']);
    expect(clock.now()).toBe(TEST_EPOCH + 40);
  });

  test('runs a timer that another timer sets within the same advance', () => {
    const clock = new TestClock();
    const seen: number[] = [];
    clock.after(10, () => clock.after(10, () => seen.push(clock.monotonic())));
    clock.advance(20);
    expect(seen).toEqual([20]);
  });

  test('does not run a cancelled timer and counts it no longer', () => {
    const clock = new TestClock();
    let ran = false;
    const timer = clock.after(10, () => (ran = true));
    expect(clock.pending).toBe(1);
    timer.cancel();
    clock.advance(20);
    expect([ran, clock.pending]).toEqual([false, 0]);
  });

  test('never runs a callback before the next advance, even without a delay', () => {
    const clock = new TestClock();
    let ran = false;
    clock.after(0, () => (ran = true));
    expect(ran).toBe(false);
    clock.advance(0);
    expect(ran).toBe(true);
  });

  test('a jump of the wall clock moves neither timers nor monotonic time', () => {
    const clock = new TestClock();
    const seen: number[] = [];
    clock.after(100, () => seen.push(clock.monotonic()));
    clock.jumpWall(-3_600_000);
    expect(clock.now()).toBe(TEST_EPOCH - 3_600_000);
    clock.advance(100);
    expect(seen).toEqual([100]);
  });

  test('advances to an instant of wall time and refuses to go back', () => {
    const clock = new TestClock();
    clock.advanceTo(TEST_EPOCH + 5_000);
    expect(clock.monotonic()).toBe(5_000);
    expect(() => clock.advanceTo(TEST_EPOCH)).toThrow('cannot advance by -5000 ms');
  });

  test('lets the machine sleep: only wall time and the time since it began go on', () => {
    const clock = new TestClock(0);
    const ran: number[] = [];
    clock.after(1000, () => ran.push(clock.now()));
    clock.sleep(60_000);
    expect([clock.now(), clock.monotonic(), clock.sinceBoot(), ran]).toEqual([60_000, 0, 60_000, []]);
    clock.advance(1000);
    expect(ran).toEqual([61_000]);
  });

  test('freezes a process: what fell due meanwhile runs late', () => {
    const clock = new TestClock(0);
    const ran: number[] = [];
    clock.after(1000, () => ran.push(clock.now()));
    clock.freeze(60_000);
    expect(ran).toEqual([]);
    clock.advance(0);
    expect(ran).toEqual([60_000]);
  });
});
