import type { CommandId } from '@nightlatch/alarm';
import type { CommandResult, CredentialKind, SecretText } from '@nightlatch/model';

/** A code or tag that was offered. */
export interface Offered {
  readonly secret: SecretText;
  readonly kind: CredentialKind;
}

/** A command on its way: who waits for the answer, and the code until it is judged. */
interface Pending {
  /** Where the answer is kept for a command that is sent again: `client:id`. */
  readonly key?: string;
  readonly offered?: Offered;
  readonly resolve: (result: CommandResult) => void;
}

/** Answers kept in memory for commands that are sent again; older ones would be refused as stale anyway. */
const ANSWERS_KEPT = 1000;

/**
 * Knows which commands wait for an answer. A command that comes again under the same key gets the answer of the first,
 * whether that is still to come, was given, or was given before a restart.
 */
export class CommandDesk {
  readonly #pending = new Map<CommandId, Pending>();
  readonly #answers: Map<string, Promise<CommandResult>>;

  constructor(answers: ReadonlyMap<string, CommandResult>) {
    this.#answers = new Map([...answers].map(([key, result]) => [key, Promise.resolve(result)]));
  }

  /** The answer that a command with this key has, or will get. */
  known(key: string): Promise<CommandResult> | undefined {
    return this.#answers.get(key);
  }

  /** Takes a command in. @returns Its answer, given after the commit. */
  open(id: CommandId, options: { key?: string; offered?: Offered | undefined }): Promise<CommandResult> {
    const { promise, resolve } = Promise.withResolvers<CommandResult>();
    const { key, offered } = options;
    this.#pending.set(id, { resolve, ...(key === undefined ? {} : { key }), ...(offered ? { offered } : {}) });
    if (key !== undefined) this.#remember(key, promise);
    return promise;
  }

  /** Hands out the code or tag of a command, once, for verification. */
  takeOffered(id: CommandId): Offered | undefined {
    const pending = this.#pending.get(id);
    if (!pending?.offered) return undefined;
    const { offered, ...rest } = pending;
    this.#pending.set(id, rest);
    return offered;
  }

  /** Ends a command. @returns The key to keep the answer under, and how to give it to whoever waits. */
  settle(id: CommandId, result: CommandResult): { key: string | undefined; release: () => void } {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return { key: pending?.key, release: () => pending?.resolve(result) };
  }

  /** Answers everything that still waits: the hub is going. */
  close(): void {
    for (const pending of this.#pending.values()) pending.resolve({ ok: false, reason: 'unavailable' });
    this.#pending.clear();
  }

  #remember(key: string, answer: Promise<CommandResult>): void {
    this.#answers.set(key, answer);
    if (this.#answers.size <= ANSWERS_KEPT) return;
    const oldest = this.#answers.keys().next();
    if (!oldest.done) this.#answers.delete(oldest.value);
  }
}
