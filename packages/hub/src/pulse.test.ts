import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { TestClock } from '@nightlatch/testing';
import { inFolder } from '../test/folder.ts';
import { EngineTime } from './engine-time.ts';
import { lastWatchedAt, Pulse } from './pulse.ts';

const START = Date.UTC(2026, 2, 1, 2, 11);

function beating(dataDir: string) {
  const clock = new TestClock(START);
  const steps: string[] = [];
  const time = new EngineTime(clock, START);
  const pulse = new Pulse({ dataDir, clock, time, onStep: (detail) => steps.push(detail) });
  pulse.start();
  return { clock, steps };
}

describe('the pulse of a hub', () => {
  test('says to the half minute when it last watched, though nothing happened', async () => {
    await inFolder((dataDir) => {
      beating(dataDir).clock.advance(3_600_000 + 20_000);
      expect(lastWatchedAt(dataDir, START)).toBe(START + 3_600_000);
    });
  });

  test.each([
    ['torn', '{"at":17'],
    ['absurd', JSON.stringify({ at: START * 2 })],
    ['older than the journal', JSON.stringify({ at: START - 1 })],
    ['no number', JSON.stringify({ at: 'noon' })],
  ])('that is %s leaves the last instant of the journal', async (_, text) => {
    await inFolder((dataDir) => {
      writeFileSync(join(dataDir, 'pulse.json'), text);
      expect(lastWatchedAt(dataDir, START)).toBe(START);
      expect(lastWatchedAt(join(dataDir, 'nowhere'), START)).toBe(START);
      expect(lastWatchedAt(dataDir, undefined)).toBeUndefined();
    });
  });

  test('sees the wall clock being set, forward and back, and not its drift', async () => {
    await inFolder((dataDir) => {
      const { clock, steps } = beating(dataDir);
      clock.jumpWall(800);
      clock.advance(30_000);
      expect(steps).toEqual([]);
      clock.jumpWall(3 * 3_600_000);
      clock.advance(30_000);
      clock.jumpWall(-60_000);
      clock.advance(60_000);
      expect(steps).toEqual(['The clock was set forward by 3 h.', 'The clock was set back by 60 s.']);
    });
  });
});
