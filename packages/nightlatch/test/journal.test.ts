import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openHub } from '@nightlatch/hub';
import { SecretText, explainRefusal } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import { HandSource } from '../../hub/test/hand-source.ts';
import { DEVICES, smallHouse } from '../../hub/test/small-house.ts';
import { InnerLine } from './inner-line.ts';

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const CODES = { normal: '8675309', duress: '2718281' };

const line = new InnerLine();
const inFolder = (name: string): string => join(line.folder, name);
/** What a broker would have kept of the end of the journal. */
let anchor = '';

beforeAll(async () => {
  const clock = new TestClock();
  const source = new HandSource(DEVICES);
  const hub = await openHub({
    home: { id: 'home', name: 'Home' },
    dataDir: inFolder('.nightlatch'),
    sources: [source],
    plan: () => smallHouse(),
    seedCodes: [
      { user: 'Ana', code: new SecretText(CODES.normal) },
      { user: 'Ana', code: new SecretText(CODES.duress), duress: true },
    ],
    clock,
    log: SILENT,
  });
  const report = (device: string, values: { contact?: 'open' | 'closed'; smoke?: boolean }): void =>
    source.report({ type: 'attributes', device: `hand/${device}`, values, cause: 'live' });
  const panel = hub.homeFor({ origin: 'panel' });
  for (const device of ['door', 'window']) report(device, { contact: 'closed' });
  report('smoke', { smoke: false });
  await panel.execute({ type: 'arm', mode: 'away' });
  clock.advance(3_600_000);
  report('window', { contact: 'open' });
  await panel.execute({ type: 'disarm' });
  await panel.execute({ type: 'disarm', code: new SecretText(CODES.duress) });
  report('window', { contact: 'closed' });
  await panel.execute({ type: 'panic', silent: true });
  clock.advance(3_600_000);
  await panel.execute({ type: 'arm', mode: 'home' });
  await panel.execute({ type: 'disarm', code: new SecretText(CODES.normal) });
  await hub.close();
  anchor = `${JSON.stringify({ v: 1, ...hub.hosted.anchor })}\n`;
}, 30_000);

afterAll(() => line.clear());

/** Runs a test on a copy of the house whose database somebody changed. */
async function meddled(name: string, sql: string, args: readonly string[]) {
  const data = inFolder(name);
  await line.run(['backup', `${name}.backup`]);
  await line.run(['restore', `${name}.backup`, '--data', data]);
  const database = new DatabaseSync(join(data, 'hub.db'));
  database.exec(sql);
  database.close();
  return await line.run([...args, '--data', data]);
}

test('journal tail says so where people were enrolled and no hub has run', async () => {
  await line.run(['codes', 'list', '--data', inFolder('no-hub')]);
  const { code, out, err } = await line.run(['journal', 'tail', '--data', inFolder('no-hub')]);
  expect({ code, out, err }).toEqual({
    code: 0,
    out: '',
    err: 'Nothing is in the journal yet: no hub has run here.\n',
  });
});

describe('journal print', () => {
  test('tells what was decided below what brought it about', async () => {
    const { out } = await line.run(['journal', 'print']);
    const told = out.split('\n').map((text) => text.slice(20));
    const from = told.indexOf('arm mode away asked by panel');
    expect(told.slice(from, from + 2)).toEqual(['arm mode away asked by panel', '  → House: armed away by panel']);
    const alarm = told.indexOf('window: contact open');
    expect(told.slice(alarm, alarm + 4)).toEqual(
      expect.arrayContaining(['  → burglary alarm: window', '  → House: triggered away', '  → sirens on, burglary']),
    );
    expect(told).toContain(`  → disarm refused: ${explainRefusal('code-required')}`);
    expect(told).toContain('  → House: disarmed by panel (Ana)');
  });

  test('keeps duress and silent alarms to itself unless asked, in words and in JSON', async () => {
    const [plain, json] = [await line.run(['journal', 'print']), await line.run(['journal', 'print', '--json'])];
    for (const { out } of [plain, json]) expect(out).not.toMatch(/"duress":true|duress\)|silent/);
    expect(json.out).toContain('"decisions"');
    const all = await line.run(['journal', 'print', '--all']);
    expect(all.out).toContain('code of Ana (duress)');
    expect(all.out).toContain('  → silent duress told, Ana');
    expect(all.out).toContain('  → silent panic told');
  });
});

describe('journal verify', () => {
  test('says that the journal is whole, and ends well', async () => {
    const { code, out } = await line.run(['journal', 'verify']);
    expect(code).toBe(0);
    expect(out).toMatch(/^The journal is whole: \d+ entries, 0 sealed segments, the newest number \d+ of 2026-03-0/);
    expect(out).toContain('nothing is missing at the end');
  });

  test('answers programs in JSON', async () => {
    const { code, out } = await line.run(['journal', 'verify', '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([0, { ok: true, findings: [], segments: 0 }]);
  });

  test('ends with 1 and names the entry that was altered', async () => {
    const change = `UPDATE entry SET body = replace(body, '"open"', '"closed"') WHERE body LIKE '%"open"%'`;
    const { code, out } = await meddled('altered', change, ['journal', 'verify']);
    expect(code).toBe(1);
    expect(out).toMatch(/^Entry \d+ \(attribute\) is not as the hub wrote it\.\n1 finding in the journal/);
  });

  test('knows that it cannot know of a cut end, and tells it by an anchor from outside', async () => {
    const cut = `DELETE FROM snapshot; DELETE FROM entry WHERE n > (SELECT max(n) FROM entry) - 3`;
    const blind = await meddled('cut', cut, ['journal', 'verify']);
    expect(blind).toMatchObject({ code: 0, out: expect.stringContaining('whether its end was cut cannot be told') });
    writeFileSync(inFolder('anchors'), anchor);
    for (const given of [
      ['--anchor', 'anchors'],
      ['--anchor', (JSON.parse(anchor) as { anchor: string }).anchor],
    ]) {
      const { code, out } = await line.run(['journal', 'verify', '--data', inFolder('cut'), ...given]);
      expect([code, out]).toEqual([1, expect.stringMatching(/^The end was cut: entries \d+ to \d+ are missing/)]);
    }
    const piped = await line.run(['journal', 'verify', '--data', inFolder('cut'), '--anchor', '-'], { input: anchor });
    expect(piped.code).toBe(1);
  });

  test('ends with 2 where it cannot run, and says why', async () => {
    expect(await line.run(['journal', 'verify', '--data', 'nowhere'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('has run'),
    });
    expect(await line.run(['journal', 'verify', '--anchor', 'no anchor'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('neither a file with anchors nor an anchor'),
    });
  });
});

describe('journal export', () => {
  test('lists the incidents, writes the last alarm, and verifies the file', async () => {
    const { out } = await line.run(['journal', 'incidents']);
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/ until .*: burglary alarm$/),
      expect.stringMatching(/ until .*: no alarm$/),
    ]);
    expect(await line.run(['journal', 'export', 'burglary.ndjson'])).toMatchObject({ code: 0, err: '' });
    const lines = readFileSync(inFolder('burglary.ndjson'), 'utf8').trimEnd().split('\n');
    const kinds = lines.map((text) => (JSON.parse(text) as { type: string }).type);
    expect([kinds[0], kinds[1], kinds.at(-1)]).toEqual(['nightlatch-incident', 'context', 'end']);
    expect(lines.join('\n')).toContain('"hazard":"burglary"');
    for (const code of Object.values(CODES)) expect(lines.join('\n')).not.toContain(code);
    expect(await line.run(['journal', 'verify', 'burglary.ndjson'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The file is whole: \d+ entries, from 2026-03-01T20:00:00.000Z to 2026-03-01T21:00/),
    });
  });

  test('tells a file that was changed', async () => {
    await line.run(['journal', 'export', 'changed.ndjson']);
    const text = readFileSync(inFolder('changed.ndjson'), 'utf8');
    writeFileSync(inFolder('changed.ndjson'), text.replace('"value":"open"', '"value":"closed"'));
    const { code, out } = await line.run(['journal', 'verify', 'changed.ndjson']);
    expect([code, out]).toEqual([1, expect.stringMatching(/^Entry \d+ \(attribute\) is not as the hub wrote it/)]);
  });

  test.each([
    ['an instant', '2026-03-01T22:00:00Z', /T22:00:00\.000Z to 2026-03-01T22:00/],
    ['two instants', '2026-03-01T20:30Z..2026-03-01T21:30Z', /T21:00:00\.000Z to 2026-03-01T21:00/],
    ['the number of an entry', '20', /T20:00:00\.000Z to/],
  ])('finds an incident by %s', async (_, which, when) => {
    const file = `by-${which.length}.ndjson`;
    expect(await line.run(['journal', 'export', file, '--incident', which])).toMatchObject({ code: 0 });
    expect((await line.run(['journal', 'verify', file])).out).toMatch(when);
  });

  test('says which there are where there is no such incident', async () => {
    for (const [which, why] of [
      ['2026-04-01', 'the last began 2026-03-01T20:00:00.000Z, 2026-03-01T22:00'],
      ['yesterday', 'is neither "last", nor the number of an entry'],
      ['2026-04-01..2026-04-02', 'holds nothing between'],
    ])
      expect(await line.run(['journal', 'export', 'x', '--incident', which ?? ''])).toMatchObject({
        code: 2,
        err: expect.stringContaining(why ?? ''),
      });
  });
});
