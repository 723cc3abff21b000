import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Random } from './bad-input/random.ts';
import { checkHouse } from './hub-crash/check-house.ts';
import type { Left } from './hub-crash/check-house.ts';
import { DoomedHub } from './hub-crash/doomed-hub.ts';
import type { Eventful } from './hub-crash/second-opinion.ts';

const IS_SOAK = process.env['NIGHTLATCH_SOAK'] !== undefined;
const KILLS = Number(process.env['NIGHTLATCH_KILLS'] ?? (IS_SOAK ? 1000 : 25));
const SEED = Number(process.env['NIGHTLATCH_SEED'] ?? (IS_SOAK ? Date.now() % 1_000_000 : 20_260_301));
/** A house is left after so many kills for a new one: young journals break in other places than old ones. */
const KILLS_OF_A_HOUSE = 25;
/** One in so many is killed while it opens. */
const EARLY = 5;
const TOLD_EVERY = 50;

describe(`a hub that is killed at ${KILLS} random moments`, () => {
  const limitMs = 60_000 + KILLS * 6000;
  test('keeps what it acknowledged, resumes its state, and its journal verifies', killAgainAndAgain, limitMs);
});

async function killAgainAndAgain(): Promise<void> {
  const random = new Random(SEED);
  const said = { answers: 0, changes: 0, silent: 0, beforeOpen: 0 };
  const happened = { held: 0, sent: 0, aborted: 0, remembered: 0, lockouts: 0 };
  let house: CrashedHouse | undefined;
  let next = new DoomedHub();
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      if (kill % KILLS_OF_A_HOUSE === 0) {
        house?.clear(happened);
        house = new CrashedHouse();
      }
      const hub = next;
      next = new DoomedHub();
      const isEarly = random.int(1, EARLY) === 1;
      const when = isEarly
        ? { afterMs: random.int(0, 150) }
        : { things: random.int(0, 100), afterMs: random.int(0, 20) };
      try {
        const { answers, changes, silent, opened } = await house!.kill(hub, random, when);
        said.answers += answers.size;
        said.changes += changes.size;
        said.silent += silent;
        if (!opened) said.beforeOpen += 1;
      } catch (cause) {
        const where = `after kill ${kill + 1} of ${KILLS} (NIGHTLATCH_SEED=${SEED})`;
        throw new Error(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
      if ((kill + 1) % TOLD_EVERY === 0)
        process.stderr.write(
          `killed ${kill + 1} of ${KILLS}, seed ${SEED}: ${JSON.stringify({ ...said, ...happened })}\n`,
        );
    }
  } finally {
    next.end();
    house?.clear(happened);
  }
  /* The scenario was as busy as it is meant to be. */
  expect(said.answers).toBeGreaterThan(KILLS);
  expect(said.changes).toBeGreaterThan(KILLS * 5);
  expect(said.beforeOpen).toBeLessThan(KILLS / 2);
  expect(Math.min(happened.held, happened.remembered)).toBeGreaterThan(0);
  if (KILLS >= 250) expect(Math.min(...Object.values(happened))).toBeGreaterThan(0);
}

/** One house, and what is known of it from one life to the next. */
class CrashedHouse {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nightlatch-crash-'));
  #left: Left | undefined;
  #silent = 0;

  async kill(hub: DoomedHub, random: Random, when: { things?: number; afterMs: number }) {
    const left = await hub.live(this.#folder, random, when);
    if (left.opened && this.#left) {
      const { mode, bypassed, memory } = this.#left.standing;
      /* What came due meanwhile has happened: an exit delay may have ended, and bypassed what was not closed. */
      expect(left.opened.mode === undefined).toBe(mode === undefined);
      expect(left.opened.bypassed).toEqual(expect.arrayContaining([...bypassed]));
      expect(left.opened.memory).toEqual(expect.arrayContaining([...memory]));
    }
    this.#silent += left.silent;
    this.#left = checkHouse(this.#folder, left, this.#silent);
    return left;
  }

  /** Takes the house down, and adds what happened in it. */
  clear(happened: Record<keyof Eventful, number>): void {
    for (const [what, times] of Object.entries(this.#left?.happened ?? {})) happened[what as keyof Eventful] += times;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
