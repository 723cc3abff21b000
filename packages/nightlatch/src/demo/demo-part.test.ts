import { expect, test } from '@jest/globals';
import type { DemoPart } from './demo-part.ts';
import { startParts, stopParts } from './demo-part.ts';

function part(name: string, did: string[], fails: { start?: boolean; stop?: boolean } = {}): DemoPart {
  const act = async (what: 'start' | 'stop'): Promise<void> => {
    did.push(`${what} ${name}`);
    if (fails[what]) throw new Error(`${name} cannot ${what}`);
  };
  return { name, start: () => act('start'), stop: () => act('stop'), lines: () => [] };
}

test('starts parts in order and stops them in the reverse one', async () => {
  const did: string[] = [];
  const parts = [part('hub', did), part('bridge', did)];
  await startParts(parts, ({ name }) => did.push(`progress ${name}`));
  await stopParts(parts);
  expect(did).toEqual(['progress hub', 'start hub', 'progress bridge', 'start bridge', 'stop bridge', 'stop hub']);
});

test('stops what had started when a later part cannot start', async () => {
  const did: string[] = [];
  const parts = [part('hub', did), part('bridge', did, { start: true }), part('camera', did)];
  await expect(startParts(parts, () => {})).rejects.toThrow('bridge cannot start');
  expect(did).toEqual(['start hub', 'start bridge', 'stop bridge', 'stop hub']);
});

test('stops the others when one cannot be stopped, and says so then', async () => {
  const did: string[] = [];
  await expect(stopParts([part('hub', did), part('bridge', did, { stop: true })])).rejects.toThrow(
    'bridge cannot stop',
  );
  expect(did).toEqual(['stop bridge', 'stop hub']);
});
