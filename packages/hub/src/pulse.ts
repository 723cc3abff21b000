import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, TimerHandle } from '@nightlatch/model';
import { durationText } from '@nightlatch/model';
import type { EngineTime } from './engine-time.ts';

/** How exactly it is known when a hub that was killed last watched. */
const BEAT_MS = 30_000;
/** A wall clock that goes further than this from one beat to the next was set: drift and slewing are less. */
const STEP_MS = 5000;
/** A beat that is further from the journal than this is not believed. */
const PLAUSIBLE_MS = 366 * 24 * 3600 * 1000;
const FILE = 'pulse.json';

export interface PulseOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly time: EngineTime;
  /** Called when the wall clock was set while we ran, in words. */
  readonly onStep: (detail: string) => void;
  /** Called at the beginning of each beat, before the clocks are compared. */
  readonly beforeBeat?: () => void;
  /** Called at each beat. */
  readonly onBeat?: () => void;
}

/**
 * Notes every half minute that the hub watches, so that after a power cut the blind time is told as it was and not from
 * the last thing that happened to happen. The note may be lost or torn: then the journal's last instant counts.
 *
 * It also sees the wall clock being set. Delays follow the monotonic clock and do not care; schedules of codes and the
 * instants in the journal do, so it is trouble that somebody takes note of.
 */
export class Pulse {
  readonly #options: PulseOptions;
  #offset: number;
  #timer: TimerHandle | undefined;

  constructor(options: PulseOptions) {
    this.#options = options;
    this.#offset = this.#readOffset();
  }

  start(): void {
    this.#beat();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #beat(): void {
    const { clock, dataDir, time, onStep, beforeBeat, onBeat } = this.#options;
    beforeBeat?.();
    const offset = this.#readOffset();
    const step = offset - this.#offset;
    this.#offset = offset;
    if (Math.abs(step) > STEP_MS)
      onStep(`The clock was set ${step > 0 ? 'forward' : 'back'} by ${durationText(Math.abs(step))}.`);
    try {
      writeFileSync(join(dataDir, FILE), JSON.stringify({ at: time.now() }));
    } catch {
      // A full disk is told by the journal; without the note the blind time is merely told longer than it was.
    }
    onBeat?.();
    this.#timer = clock.after(BEAT_MS, () => this.#beat());
  }

  /** How far the wall clock is from the time that never jumps, and goes on while the machine sleeps. */
  #readOffset(): number {
    return this.#options.clock.now() - this.#options.time.now();
  }
}

/**
 * Reads when the hub of a folder last watched, in engine time: the last journalled instant, or a later beat.
 *
 * @param lastAt The last journalled instant; undefined in a new house.
 */
export function lastWatchedAt(dataDir: string, lastAt: number | undefined): number | undefined {
  if (lastAt === undefined) return undefined;
  try {
    const { at } = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as { at?: unknown };
    const isPlausible = typeof at === 'number' && at > lastAt && at - lastAt < PLAUSIBLE_MS;
    return isPlausible ? at : lastAt;
  } catch {
    return lastAt;
  }
}
