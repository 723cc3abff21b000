import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import type { SilentAlarm, SilentSink } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import { inFolder } from '../../test/folder.ts';
import { HandSource } from '../../test/hand-source.ts';
import { DEVICES, smallHouse } from '../../test/small-house.ts';
import { openHub } from '../hub.ts';
import { migrate } from '../journal/schema.ts';
import type { Hub } from '../options.ts';
import type { SilentRow } from './silent-outbox.ts';
import { SilentOutbox } from './silent-outbox.ts';

const CODE = new SecretText('8675309');
const DURESS = new SecretText('1234567');

/** A sink that can be out of reach, and resolves when something is tried. */
class HandSink implements SilentSink {
  readonly arrived: SilentAlarm[] = [];
  isReachable = true;
  tries = 0;
  #onTry: (() => void)[] = [];

  async deliver(alarm: SilentAlarm): Promise<void> {
    this.tries += 1;
    for (const resolve of this.#onTry.splice(0)) setImmediate(resolve);
    if (!this.isReachable) throw new Error('out of reach');
    this.arrived.push(alarm);
    await Promise.resolve();
  }

  /** Resolves once so many attempts are over. */
  async tried(times: number): Promise<void> {
    while (this.tries < times) await new Promise<void>((resolve) => this.#onTry.push(resolve));
    await new Promise((resolve) => void setImmediate(resolve));
  }
}

const lines: string[] = [];
const note = (text: string): void => void lines.push(text);

async function open(dataDir: string, silentSinks: readonly SilentSink[], clock: TestClock): Promise<Hub> {
  return await openHub({
    home: { id: 'home', name: 'Home' },
    dataDir,
    sources: [new HandSource(DEVICES)],
    plan: () => smallHouse(),
    seedCodes: [
      { user: 'Ana', code: CODE },
      { user: 'Ana', code: DURESS, duress: true },
    ],
    silentSinks,
    clock,
    log: { error: note, warn: note, info: note, debug: note },
  });
}

async function cry(hub: Hub): Promise<void> {
  const panel = hub.homeFor({ origin: 'panel' });
  await panel.execute({ type: 'arm', mode: 'away', force: true });
  expect(await panel.execute({ type: 'disarm', code: DURESS })).toEqual({ ok: true });
}

test('a duress code reaches every sink, and a usual one none', () =>
  inFolder(async (folder) => {
    const sinks = [new HandSink(), new HandSink()];
    const hub = await open(folder, sinks, new TestClock());
    await hub.homeFor({ origin: 'panel' }).execute({ type: 'disarm', code: CODE });
    await cry(hub);
    for (const sink of sinks) {
      await sink.tried(1);
      expect(sink.arrived).toEqual([
        expect.objectContaining({
          event: 'duress',
          user: 'Ana',
          partition: 'house',
          home: { id: 'home', name: 'Home' },
        }),
      ]);
    }
    expect(sinks[0]?.arrived).toEqual(sinks[1]?.arrived);
    await hub.close();
  }));

test('a sink that is out of reach is tried again, less and less often, and nothing tells of it', () =>
  inFolder(async (folder) => {
    const sink = new HandSink();
    sink.isReachable = false;
    const clock = new TestClock();
    const hub = await open(folder, [sink], clock);
    lines.length = 0;
    await cry(hub);
    await sink.tried(1);
    const before = hub.homeFor({ origin: 'panel' }).snapshot.troubles.length;
    for (const [attempt, waitMs] of [1000, 2000, 4000].entries()) {
      clock.advance(waitMs - 1);
      expect(sink.tries).toBe(attempt + 1);
      clock.advance(1);
      await sink.tried(attempt + 2);
    }
    sink.isReachable = true;
    clock.advance(8000);
    await sink.tried(5);
    expect(sink.arrived).toHaveLength(1);
    expect(lines).toEqual([]);
    expect(hub.homeFor({ origin: 'panel' }).snapshot.troubles).toHaveLength(before);
    await hub.close();
  }));

test('a disk that fails does not hold up a call for help', () =>
  inFolder(async (folder) => {
    const sink = new HandSink();
    const clock = new TestClock();
    const database = new DatabaseSync(join(folder, 'hub.db'));
    migrate(database, new Uint8Array(32));
    const outbox = new SilentOutbox({ database, sinks: [sink], home: { id: 'home', name: 'Home' }, clock });
    const writes: { rows: readonly SilentRow[]; written: () => void }[] = [];
    outbox.take({ type: 'silent', event: 'panic', partition: 'house' }, (rows, written) =>
      writes.push({ rows, written }),
    );
    expect(sink.tries).toBe(0);
    clock.advance(2000);
    await sink.tried(1);
    expect(sink.arrived).toHaveLength(1);
    const [{ rows, written }] = writes as [(typeof writes)[0]];
    for (const { id, sink: to, at, body } of rows)
      database.prepare('INSERT INTO silent (id, sink, at, body) VALUES (?, ?, ?, ?)').run(id, to, at, body);
    written();
    expect(database.prepare('SELECT count(*) AS left FROM silent').get()).toEqual({ left: 0 });
    expect(sink.arrived).toHaveLength(1);
    outbox.close();
    database.close();
  }));

test('what has not arrived when the hub goes arrives after the next start, once', () =>
  inFolder(async (folder) => {
    const first = new HandSink();
    first.isReachable = false;
    const before = await open(folder, [first], new TestClock());
    await cry(before);
    await first.tried(1);
    await before.close();
    const second = new HandSink();
    const after = await open(folder, [second], new TestClock());
    await second.tried(1);
    await after.close();
    expect(second.arrived).toEqual([expect.objectContaining({ event: 'duress' })]);
    const third = new HandSink();
    const last = await open(folder, [third], new TestClock());
    await last.close();
    expect(third.tries).toBe(0);
  }));
