import { expect, test } from '@jest/globals';
import { TestClock } from '@nightlatch/testing';
import { WarnLimiter } from './warn-limiter.ts';

const nothing = (): void => undefined;

test('gives each kind of warning once a minute, and says how many were left out', () => {
  const clock = new TestClock();
  const said: string[] = [];
  const limiter = new WarnLimiter(
    { warn: (line) => said.push(line), error: nothing, info: nothing, debug: nothing },
    clock,
  );
  for (const _ of [1, 2, 3]) limiter.warn('a', 'A.');
  limiter.warn('b', 'B.');
  clock.advance(60_000);
  limiter.warn('a', 'A.');
  expect(said).toEqual(['A.', 'B.', 'A. (2 more like it in the last minute)']);
});

test('gives one short line, whatever a client put into its topic', () => {
  const said: string[] = [];
  const log = { warn: (line: string) => said.push(line), error: nothing, info: nothing, debug: nothing };
  const limiter = new WarnLimiter(log, new TestClock());
  limiter.warn('topic', `The client may not publish a\n2026-03-01 info House: disarmed\u001b[2J.`);
  limiter.warn('long', 'x'.repeat(60_000));
  expect(said[0]).toBe('The client may not publish a\uFFFD2026-03-01 info House: disarmed\uFFFD[2J.');
  expect(said[1]).toHaveLength(501);
});
