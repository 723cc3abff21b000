import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import type { Hub } from '@nightlatch/hub';
import { openHub } from '@nightlatch/hub';
import type { AttributeKey, AttributeValue, CommandResult, Origin } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { HandSource } from '../packages/hub/test/hand-source.ts';
import { DEVICES, smallHouse } from '../packages/hub/test/small-house.ts';
import type { BenchTable } from './table.ts';
import { Sample, figures } from './table.ts';

const SEGMENTS = 5;
const SEGMENT_MS = 2000;
const ATTEMPTS_PER_SECOND = 100;
const TRIP_EVERY_MS = 20;
const CODE = new SecretText('8675309');
/** Who tries codes, all at once; the owner arms and disarms from HomeKit, which needs none. */
const ORIGINS: readonly Origin[] = ['panel', 'keypad', 'matter', 'link', 'node-red'];
const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** Measures what a storm of wrong codes costs a sensor's trip, and whether anything of it passes the lockout. */
export async function stormBench(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  const source = new HandSource(DEVICES);
  const hub = await openHub({
    home: { id: 'bench', name: 'Bench' },
    dataDir: folder,
    sources: [source],
    plan: () => smallHouse(),
    seedCodes: [{ user: 'Ana', code: CODE }],
    log: SILENT,
  });
  const stage = new StormyHouse(hub, source);
  try {
    await stage.trip();
    const quiet: number[] = [];
    const stormy: number[] = [];
    for (let segment = 0; segment < SEGMENTS; segment += 1) {
      quiet.push(...(await stage.tripsFor(SEGMENT_MS)));
      stormy.push(...(await stage.underStorm(() => stage.tripsFor(SEGMENT_MS))));
    }
    return report(new Sample(quiet), new Sample(stormy), stage, await stage.offer(CODE));
  } finally {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

class StormyHouse {
  readonly answers = new Map<string, number>();
  hashed = 0;
  attempts = 0;
  readonly #hub: Hub;
  readonly #source: HandSource;

  constructor(hub: Hub, source: HandSource) {
    this.#hub = hub;
    this.#source = source;
    const { codes } = hub;
    const verify = codes.verify.bind(codes);
    codes.verify = (...attempt) => {
      this.hashed += 1;
      return verify(...attempt);
    };
    for (const name of ['door', 'window']) this.#say(name, { contact: 'closed' });
    this.#say('smoke', { smoke: false });
  }

  /** A window opens: milliseconds until its siren is ordered. */
  async trip(): Promise<number> {
    const owner = this.#hub.homeFor({ origin: 'homekit' });
    await owner.execute({ type: 'arm', mode: 'away' });
    this.#source.orders.length = 0;
    const sounded = this.#source.ordered((order) => order.type === 'siren' && order.on);
    const openedAt = performance.now();
    this.#say('window', { contact: 'open' });
    await sounded;
    const took = performance.now() - openedAt;
    this.#say('window', { contact: 'closed' });
    await owner.execute({ type: 'disarm' });
    return took;
  }

  async tripsFor(durationMs: number): Promise<readonly number[]> {
    const trips: number[] = [];
    const end = performance.now() + durationMs;
    for await (const _ of setInterval(TRIP_EVERY_MS)) {
      trips.push(await this.trip());
      if (performance.now() >= end) break;
    }
    return trips;
  }

  async underStorm<T>(work: () => Promise<T>): Promise<T> {
    const over = new AbortController();
    const storm = this.#storm(over.signal);
    const done = await work();
    over.abort();
    await storm;
    return done;
  }

  async offer(code: SecretText): Promise<CommandResult> {
    return await this.#hub.homeFor({ origin: 'keypad' }).execute({ type: 'disarm', code });
  }

  async #storm(signal: AbortSignal): Promise<void> {
    const answers: Promise<void>[] = [];
    const startedAt = performance.now();
    let sent = 0;
    try {
      for await (const _ of setInterval(5, undefined, { signal })) {
        const due = ((performance.now() - startedAt) / 1000) * ATTEMPTS_PER_SECOND;
        for (; sent < due; sent += 1) answers.push(this.#guess(sent));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    await Promise.all(answers);
    this.attempts += sent;
  }

  async #guess(number: number): Promise<void> {
    const origin = ORIGINS[number % ORIGINS.length] ?? 'link';
    const code = new SecretText(String(100_000 + number));
    const result = await this.#hub.homeFor({ origin }).execute({ type: 'disarm', code });
    const said = result.ok ? 'ok' : result.reason;
    this.answers.set(said, (this.answers.get(said) ?? 0) + 1);
  }

  #say(name: string, values: Readonly<Partial<Record<AttributeKey, AttributeValue>>>): void {
    this.#source.report({ type: 'attributes', device: `hand/${name}`, values, cause: 'live' });
  }
}

function report(
  quiet: Sample,
  stormy: Sample,
  { attempts, hashed, answers }: StormyHouse,
  last: CommandResult,
): BenchTable {
  const said = [...answers].map(([reason, count]) => `${count.toLocaleString('en')} ${reason}`).join(', ');
  const isLocked = !last.ok && last.reason === 'locked-out';
  return {
    id: 'storm',
    title: 'A storm of wrong codes',
    method: `A window's report in the hub's own process until its siren is ordered, in turns of ${SEGMENT_MS / 1000} s in quiet and under ${ATTEMPTS_PER_SECOND} wrong codes a second from ${ORIGINS.length} origins (${attempts.toLocaleString('en')} in all: ${said}). Five are admitted before all ways in are locked; the one right code after the storm belongs to the last row.`,
    columns: ['what', 'n', 'p50 ms', 'p99 ms', 'p99 / quiet'],
    rows: [
      { cells: ['trip → siren, quiet', quiet.sorted.length, quiet.p50, quiet.p99, '1 ×'] },
      {
        cells: [
          'trip → siren, storm',
          stormy.sorted.length,
          stormy.p50,
          stormy.p99,
          `${figures(stormy.p99 / quiet.p99)} ×`,
        ],
        budget: 'p99 ≤ 2 ×',
        isKept: stormy.p99 <= 2 * quiet.p99,
      },
      { cells: ['codes hashed', hashed, '', '', ''], budget: '≤ 5', isKept: hashed <= 5 },
      {
        cells: ['the right code, afterwards', 1, '', '', last.ok ? 'granted' : last.reason],
        budget: 'locked-out',
        isKept: isLocked,
      },
    ],
  };
}
