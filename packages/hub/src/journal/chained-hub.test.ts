import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { TestClock } from '@nightlatch/testing';
import { inFolder } from '../../test/folder.ts';
import { HandSource } from '../../test/hand-source.ts';
import { DEVICES, smallHouse } from '../../test/small-house.ts';
import { openHub } from '../hub.ts';
import type { Hub } from '../options.ts';
import { parseAnchors } from './anchor-file.ts';
import { readJournal } from './read-journal.ts';
import { DATABASE_FILE } from './schema.ts';
import { verifyJournal } from './verify/verify-journal.ts';

/** A day in the life of a house: armed, alarmed, silenced, disarmed. */
async function live(dataDir: string, { clock = new TestClock(), log = [] as string[] } = {}): Promise<Hub> {
  const source = new HandSource(DEVICES);
  const hub = await openHub({
    home: { id: 'home', name: 'Home' },
    dataDir,
    sources: [source],
    plan: () => smallHouse(),
    clock,
    log: { error: (text) => void log.push(text), warn: () => undefined, info: () => undefined, debug: () => undefined },
  });
  for (const device of ['door', 'window'])
    source.report({ type: 'attributes', device: `hand/${device}`, values: { contact: 'closed' }, cause: 'live' });
  source.report({ type: 'attributes', device: 'hand/smoke', values: { smoke: false }, cause: 'live' });
  const phone = hub.homeFor({ origin: 'homekit' });
  await phone.execute({ type: 'arm', mode: 'away' });
  source.report({ type: 'attributes', device: 'hand/window', values: { contact: 'open' }, cause: 'live' });
  await phone.execute({ type: 'silence' });
  await phone.execute({ type: 'disarm' });
  return hub;
}

function meddle(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, DATABASE_FILE));
  database.exec(sql);
  database.close();
}

const troublesOf = (hub: Hub) =>
  hub.homeFor({ origin: 'panel' }).snapshot.troubles.filter(({ device }) => device === 'journal');

test('keeps what was decided beside what brought it about, and the whole verifies', () =>
  inFolder(async (folder) => {
    const hub = await live(folder);
    expect(verifyJournal(folder)).toMatchObject({ findings: [], segments: 0 });
    await hub.close();
    const decided: unknown[] = [];
    for await (const { kind, decisions } of readJournal(folder))
      if (decisions) decided.push([kind, decisions.map((decision) => (decision as { type: string }).type)]);
    expect(decided).toEqual(
      expect.arrayContaining([
        ['command', ['state', 'result']],
        ['attribute', expect.arrayContaining(['hazard', 'siren', 'state'])],
      ]),
    );
    const { findings, newest, anchors } = verifyJournal(folder);
    expect(findings).toEqual([]);
    expect(anchors.newest?.n).toBe(newest?.n);
  }));

test('a journal that was tampered with is trouble at the next start, and the house is watched all the same', () =>
  inFolder(async (folder) => {
    await (await live(folder)).close();
    meddle(folder, `UPDATE snapshot SET body = replace(body, '"at"', ' "at"')`);
    const log: string[] = [];
    const hub = await live(folder, { log });
    expect(troublesOf(hub)).toMatchObject([{ kind: 'self-test', detail: expect.stringContaining('snapshot') }]);
    expect(log).toEqual([expect.stringContaining('nightlatch journal verify')]);
    await hub.close();
    const next = await live(folder);
    expect(troublesOf(next)).toEqual([]);
    await next.close();
  }));

test('a journal whose end was cut is trouble at the next start, for the anchor beside it tells', () =>
  inFolder(async (folder) => {
    await (await live(folder)).close();
    meddle(folder, 'DELETE FROM entry WHERE n > 20; DELETE FROM snapshot');
    const hub = await live(folder);
    expect(troublesOf(hub)).toMatchObject([{ detail: expect.stringMatching(/ends at entry 20, and once went on to/) }]);
    await hub.close();
  }));

test('hands out an anchor every minute, whether or not anything happened', () =>
  inFolder(async (folder) => {
    const clock = new TestClock();
    const hub = await live(folder, { clock });
    const anchors: unknown[] = [];
    hub.hosted.anchors?.subscribe((anchor) => anchors.push(anchor));
    clock.advance(180_000);
    expect(anchors).toHaveLength(3);
    expect(anchors.at(-1)).toEqual(hub.hosted.anchor);
    const newest = parseAnchors(JSON.stringify({ v: 1, ...hub.hosted.anchor }));
    expect(verifyJournal(folder, newest)).toMatchObject({ findings: [], anchors: { agreed: 1 } });
    await hub.close();
    expect(clock.pending).toBe(0);
  }));
