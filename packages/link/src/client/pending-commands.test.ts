import { expect, test } from '@jest/globals';
import { TestClock } from '@nightlatch/testing';
import { PendingCommands } from './pending-commands.ts';

test('asks once more after four seconds, and gives up after ten', async () => {
  const clock = new TestClock();
  const sent: string[] = [];
  const pending = new PendingCommands(clock, (payload) => sent.push(payload));
  const answer = pending.ask('1', 'arm');
  clock.advance(3999);
  expect(sent).toEqual(['arm']);
  clock.advance(6000);
  expect(sent).toEqual(['arm', 'arm']);
  clock.advance(1);
  expect(await answer).toEqual({ ok: false, reason: 'unavailable' });
  expect(clock.pending).toBe(0);
  pending.askAgain();
  expect(sent).toHaveLength(2);
});

test('gives an answer to its own question only, and once', async () => {
  const clock = new TestClock();
  const pending = new PendingCommands(clock, () => undefined);
  const [first, second] = [pending.ask('1', ''), pending.ask('2', '')];
  pending.settle('3', { ok: true });
  pending.settle('2', { ok: false, reason: 'already' });
  pending.settle('2', { ok: true });
  pending.settle('1', { ok: true });
  expect(await Promise.all([first, second])).toEqual([{ ok: true }, { ok: false, reason: 'already' }]);
  expect(clock.pending).toBe(0);
});
