import type { Clock, CommandResult, TimerHandle } from '@nightlatch/model';

/** How long a command may take, from here to the hub's decision and back. */
export const COMMAND_MS = 10_000;
/** An answer that takes this long may be lost: the same question is put again, under the same id. */
const ASK_AGAIN_MS = 4000;

interface Pending {
  readonly payload: string;
  readonly resolve: (result: CommandResult) => void;
  timers: readonly TimerHandle[];
}

/**
 * The commands that await their answer.
 *
 * A question may be put twice, since the hub answers a known id with its first answer; so neither a lost message nor
 * a lost connection loses a command or runs it twice. After ten seconds the answer is `unavailable`.
 */
export class PendingCommands {
  readonly #clock: Clock;
  readonly #send: (payload: string) => void;
  readonly #pending = new Map<string, Pending>();

  constructor(clock: Clock, send: (payload: string) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  ask(id: string, payload: string): Promise<CommandResult> {
    return new Promise((resolve) => {
      const timers = [
        this.#clock.after(ASK_AGAIN_MS, () => this.#send(payload)),
        this.#clock.after(COMMAND_MS, () => this.settle(id, { ok: false, reason: 'unavailable' })),
      ];
      this.#pending.set(id, { payload, resolve, timers });
      this.#send(payload);
    });
  }

  /** Puts every open question again, after the connection came back. */
  askAgain(): void {
    for (const { payload } of this.#pending.values()) this.#send(payload);
  }

  /** Gives an answer to whoever waits for it; answers to other questions are left alone. */
  settle(id: string, result: CommandResult): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    for (const timer of pending.timers) timer.cancel();
    pending.resolve(result);
  }

  /** Answers everyone `unavailable`. */
  close(): void {
    for (const id of this.#pending.keys()) this.settle(id, { ok: false, reason: 'unavailable' });
  }
}
