import type { AlarmEffect, AlarmInput, CodelessCommand, EngineState } from '@nightlatch/alarm';
import { partitionView } from '@nightlatch/alarm';
import type { Hazard, ZoneId } from '@nightlatch/model';
import { expect } from '@jest/globals';
import { ABORT_WINDOW_MS, LOCKOUT } from './crash-house.ts';

/** What happened in a house, so that a scenario that no longer does what it is meant to is noticed. */
export interface Eventful {
  readonly held: number;
  readonly sent: number;
  readonly aborted: number;
  readonly remembered: number;
  readonly lockouts: number;
}

/**
 * Follows a journal by what was decided, and says without the engine's help which reports are still held, which zones are in
 * the alarm memory and how long all ways in are locked: from the house's first life to its last.
 */
export class SecondOpinion {
  readonly happened: Record<keyof Eventful, number> = { held: 0, sent: 0, aborted: 0, remembered: 0, lockouts: 0 };
  readonly #held = new Map<Hazard, number>();
  readonly #memory = new Map<ZoneId, Hazard>();
  readonly #sounding = new Set<Hazard>();
  readonly #commands = new Map<string, CodelessCommand>();
  #endedAt: AlarmInput | undefined;
  #mode: string | undefined;
  #wrong = 0;
  #locked = 0;
  #lockedUntil = 0;
  #isWatching = true;

  /** Takes in the next row of the journal. */
  take(input: AlarmInput, effects: readonly AlarmEffect[]): void {
    if (input.type === 'command') this.#commands.set(input.id, input.command);
    if (input.type === 'hub') this.#isWatching = input.to === 'started';
    for (const effect of effects) this.#follow(effect, input);
    for (const [hazard, since] of this.#held)
      if (this.#isWatching) expect([hazard, input.at - since < ABORT_WINDOW_MS]).toEqual([hazard, true]);
  }

  /** Compares with the state that the hub came back to. */
  compare(state: EngineState): void {
    const held = (state.partitions.get('house')?.reports ?? []).filter(({ status }) => status === 'held');
    expect(new Set(held.map(({ hazard }) => hazard))).toEqual(new Set(this.#held.keys()));
    for (const { hazard, until } of held) {
      const due = state.deadlines.find((deadline) => deadline.kind === 'report' && deadline.hazard === hazard)?.at;
      expect([hazard, until]).toEqual([hazard, due]);
    }
    expect(new Set(partitionView(state, 'house').memory)).toEqual(new Set(this.#memory.keys()));
    expect(state.lockout).toEqual({ wrong: this.#wrong, count: this.#locked, until: this.#lockedUntil });
  }

  #follow(effect: AlarmEffect, input: AlarmInput): void {
    if (effect.type === 'state') this.#moveTo(effect.mode);
    else if (effect.type === 'hazard') this.#alarm(effect);
    else if (effect.type === 'report') this.#report(effect, input);
    else if (effect.type === 'result') this.#answer(effect, input);
  }

  #moveTo(mode: string | undefined): void {
    if (this.#mode === undefined && mode !== undefined) this.#memory.clear();
    this.#mode = mode;
  }

  #alarm({ hazard, zone, to }: Extract<AlarmEffect, { type: 'hazard' }>): void {
    if (to !== 'alarm') return void this.#sounding.delete(hazard);
    this.#sounding.add(hazard);
    if (zone === undefined) return;
    this.#memory.set(zone, hazard);
    this.happened.remembered += 1;
  }

  /** What was held goes out or is dropped, once, zone by zone. */
  #report({ event, status }: Extract<AlarmEffect, { type: 'report' }>, input: AlarmInput): void {
    if (event !== 'burglary' || status === 'cancelled') return;
    const isHeld = this.#held.has('burglary');
    if (status === 'held') {
      if (isHeld) return;
      this.#held.set('burglary', input.at);
    } else if (isHeld) {
      this.#held.delete('burglary');
      this.#endedAt = input;
    } else {
      /* More of the same alarm goes out at once; but only what was held is dropped. */
      if (status === 'aborted') expect(input).toBe(this.#endedAt);
      return;
    }
    this.happened[status] += 1;
  }

  #answer({ id, result }: Extract<AlarmEffect, { type: 'result' }>, input: AlarmInput): void {
    const command = this.#commands.get(id);
    const isLocked = input.at < this.#lockedUntil;
    if (!result.ok && result.reason === 'locked-out') expect(isLocked).toBe(true);
    if (result.ok && command?.type === 'acknowledge') this.#forget();
    /* From this way in it takes a code. */
    if (result.ok && command?.type === 'bypass') expect(isLocked).toBe(false);
    if (input.type !== 'code-judged') return;
    expect(isLocked).toBe(false);
    if (input.user !== undefined) [this.#wrong, this.#locked, this.#lockedUntil] = [0, 0, 0];
    else this.#countWrong(input.at);
  }

  #countWrong(at: number): void {
    this.#wrong += 1;
    if (this.#wrong < LOCKOUT.attempts) return;
    const seconds = Math.min(LOCKOUT.seconds * 2 ** this.#locked, LOCKOUT.maxSeconds);
    this.#lockedUntil = at + seconds * 1000;
    this.#locked += 1;
    this.#wrong = 0;
    this.happened.lockouts += 1;
  }

  #forget(): void {
    for (const [zone, hazard] of this.#memory) if (!this.#sounding.has(hazard)) this.#memory.delete(zone);
  }
}
