import { join } from 'node:path';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadConfig, planAlarm } from '@nightlatch/assembly';
import { openHub } from '@nightlatch/hub';
import type { Hub } from '@nightlatch/hub';
import type { AttributeKey, AttributeValue, DeviceDescription, MomentaryEvent } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import { HandSource } from '../../hub/test/hand-source.ts';
import { InnerLine } from './inner-line.ts';

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const house = ({ grace = 1, button = 'silent-panic' } = {}): string => `sources: [{ type: simulator }]
users: [{ name: Ana }]
partitions:
  - id: house
    followerGrace: ${grace}
    zones:
      - { device: Front door, type: entry }
      - { device: Hall, type: interior }
      - { device: Button, type: ${button} }
`;
const device = (name: string, attributes: readonly AttributeKey[], events: readonly MomentaryEvent[] = []) =>
  ({ id: `hand/${name}`, name, attributes, events, abilities: [] }) satisfies DeviceDescription;
const DEVICES = [device('Front door', ['contact']), device('Hall', ['motion']), device('Button', [], ['panic'])];

let line: InnerLine;
let hub: Hub | undefined;
beforeEach(() => {
  line = new InnerLine();
});
afterEach(async () => {
  await hub?.close();
  hub = undefined;
  line.clear();
});

/** A hub runs: somebody came home, the hall before the door by 0.3 s, disarmed with a code, and pressed a silent button. */
async function live(code = '135790'): Promise<void> {
  line.write('house.yaml', house());
  const { config } = loadConfig(join(line.folder, 'house.yaml'), { env: {}, isEnrolled: () => true });
  const source = new HandSource(DEVICES);
  const clock = new TestClock();
  hub = await openHub({
    home: { id: 'home', name: 'Home' },
    dataDir: join(line.folder, '.nightlatch'),
    sources: [source],
    plan: planAlarm(config),
    seedCodes: [
      { user: 'Ana', code: new SecretText('135790') },
      { user: 'Ana', code: new SecretText('246801'), duress: true },
    ],
    clock,
    log: SILENT,
  });
  const report = (name: string, key: AttributeKey, value: AttributeValue): void =>
    source.report({ type: 'attributes', device: `hand/${name}`, values: { [key]: value }, cause: 'live' });
  const panel = hub.homeFor({ origin: 'panel' });
  /* The house plans once its source has told of every device: what is asked meanwhile is answered before. */
  expect(await panel.execute({ type: 'arm', mode: 'away' })).toMatchObject({ reason: 'zones-unknown' });
  await turnOfLoop();
  report('Front door', 'contact', 'closed');
  report('Hall', 'motion', false);
  clock.advance(600_000);
  expect(await panel.execute({ type: 'arm', mode: 'away', skipDelay: true })).toEqual({ ok: true });
  clock.advance(600_000);
  report('Hall', 'motion', true);
  clock.advance(300);
  report('Front door', 'contact', 'open');
  clock.advance(10_000);
  expect(await panel.execute({ type: 'disarm', code: new SecretText(code) })).toEqual({ ok: true });
  source.report({ type: 'event', device: 'hand/Button', event: 'panic' });
  clock.advance(1000);
  /* An answer means that everything before it is on the disk. */
  expect(await panel.execute({ type: 'arm', mode: 'home' })).toMatchObject({ ok: false });
}

async function replayed(...args: readonly string[]): Promise<{ out: string; states: unknown[] }> {
  const { code, out, err } = await line.run(['replay', '--journal', ...args]);
  expect([code, err]).toEqual([0, '']);
  const told = out
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as { type: string; to: string });
  return { out, states: told.filter(({ type }) => type === 'state').map(({ to }) => to) };
}

test('a journal replays beside its hub to what the hub decided, and under another configuration to what it would have', async () => {
  await live();
  expect((await replayed()).states).toEqual(['armed', 'pending', 'disarmed']);
  line.write('house.yaml', house({ grace: 0 }));
  expect((await replayed('.nightlatch')).states).toEqual(['armed', 'triggered', 'disarmed']);
  await hub?.close();
  hub = undefined;
  expect((await replayed()).states).toEqual(['armed', 'triggered', 'disarmed']);
});

test('what was silent then stays silent under a configuration that would sound it, and shows only to whoever asks', async () => {
  await live('246801');
  expect((await replayed('--all')).out).toContain('"type":"silent","event":"duress"');
  line.write('house.yaml', house({ button: 'panic', grace: 0 }));
  const { out } = await replayed();
  expect(out).not.toMatch(/silent|duress|"hazard":"panic"|Button/);
  expect(out).toContain('"status":"aborted"');
  expect((await replayed('--all')).out).toContain('"hazard":"panic"');
});

test.each(['v1', 'v2'])('the journal of an earlier release replays: %s', async (version) => {
  const folder = fileURLToPath(new URL(`../../hub/test/fixtures/${version}`, import.meta.url));
  line.write(
    'house.yaml',
    `sources: [{ type: simulator }]
partitions:
  - id: house
    zones:
      - { device: hand/door, type: entry }
      - { device: hand/window, type: perimeter }
      - { device: hand/smoke, type: fire }
`,
  );
  const { out } = await replayed(folder);
  expect(out).toContain('"hazard":"fire","zone":"hand/smoke#smoke","to":"alarm"');
});

test('a folder without a journal ends with 2, as does a journal beside a recording', async () => {
  line.write('house.yaml', house());
  expect(await line.run(['replay', '--journal', 'nowhere'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('does not exist: name the data folder of a hub that has run.'),
  });
  expect(await line.run(['replay', 'month.ndjson', '--journal'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('leave one of them out'),
  });
});
