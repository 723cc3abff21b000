import type { CommandId, EngineState, Moment } from '@nightlatch/alarm';
import type { Clock, DeviceReport, Log } from '@nightlatch/model';
import type { Offered } from '../command-desk.ts';
import type { TimelessInput } from '../engine-driver.ts';
import type { CodeRegistry, CodeVerdict } from './code-registry.ts';
import { localMoment } from './local-moment.ts';

type Operated = Extract<DeviceReport, { type: 'operated' }>;

const NOBODY: CodeVerdict = { duress: false };

export interface CodeDeskOptions {
  readonly codes: CodeRegistry;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA zone in which schedules are meant; the machine's own by default. */
  readonly timeZone?: string;
  readonly state: () => EngineState;
  readonly feed: (input: TimelessInput) => void;
}

/** Has codes and tags judged, and tells the engine whom the house lets in: never later than the code of one of them. */
export class CodeDesk {
  readonly #options: CodeDeskOptions;
  #told: string | undefined;

  constructor(options: CodeDeskOptions) {
    this.#options = options;
  }

  /**
   * Tells the engine of the people in the database, where they are others than it knows. Codes are enrolled by other
   * processes too, beside the running hub: looking before each verdict is enough, and waits for nobody.
   *
   * @param feed How the engine is told; by the inbox by default.
   */
  tellPeople(feed = this.#options.feed): void {
    const { codes, state } = this.#options;
    const people = codes.people();
    const counted = codes.list().flatMap(({ id, uses }) => (uses === undefined ? [] : [id]));
    const now = JSON.stringify([people, counted]);
    this.#told ??= JSON.stringify([state().people ?? [], Object.keys(state().uses ?? {})]);
    if (now === this.#told) return;
    this.#told = now;
    feed({ type: 'people', people, counted });
  }

  /** Judges what came with a command. What cannot be judged is wrong. */
  async judge(id: CommandId, offered: Offered | undefined): Promise<void> {
    const { codes, log, feed } = this.#options;
    try {
      const verdict = offered ? await codes.verify(offered.secret, offered.kind) : { duress: false };
      this.tellPeople();
      feed({ type: 'code-judged', id, ...verdict, moment: this.moment() });
    } catch (error) {
      log.error(`A code could not be verified: ${error instanceof Error ? error.message : String(error)}`);
      feed({ type: 'code-judged', id, duress: false });
    }
  }

  /** Says whose it was that opened a lock, by the lock's own number of it, once the engine knows who is let in now. */
  nameOpener(report: Operated, feed: (input: TimelessInput) => void): void {
    const { device, slot, by } = report;
    const isNumbered = slot !== undefined && (by === 'code' || by === 'tag');
    if (isNumbered) this.tellPeople(feed);
    const { duress: _duress, ...owner } = isNumbered ? this.#options.codes.ownerOfSlot(device, slot) : NOBODY;
    feed({ ...report, ...owner, moment: this.moment() });
  }

  /** The house's own clock now. */
  moment(): Moment {
    return localMoment(this.#options.clock.now(), this.#options.timeZone);
  }
}
