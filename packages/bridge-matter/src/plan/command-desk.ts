import type { CommandResult, Home, HomeCommand, Log } from '@nightlatch/model';
import { explainRefusal } from '@nightlatch/model';
import type { EndpointAnswer } from './endpoint-plan.ts';

/** Passes what people ask for in a Matter app to the hub, and words the refusals. */
export class CommandDesk {
  readonly #home: Home;
  readonly #log: Log;

  constructor(home: Home, log: Log) {
    this.#home = home;
    this.#log = log;
  }

  /**
   * Runs a command. What is so already is no refusal to someone with an app.
   *
   * @param what Names it in the log: `arm House away`. Never a code.
   */
  async ask(command: HomeCommand, what: string): Promise<EndpointAnswer> {
    const result = await this.#decide(command);
    if (result.ok || result.reason === 'already') return { ok: true };
    return this.refuse(result.reason, what);
  }

  /** Refuses by itself, and says so in the log. */
  refuse(reason: Extract<CommandResult, { ok: false }>['reason'], what: string): EndpointAnswer {
    this.#log.warn(`Matter: cannot ${what}. ${explainRefusal(reason)}`);
    return { ok: false, reason };
  }

  async #decide(command: HomeCommand): Promise<CommandResult> {
    try {
      return await this.#home.execute(command);
    } catch (error) {
      this.#log.error(`The hub failed at the command ${command.type}: ${String(error)}`);
      return { ok: false, reason: 'unavailable' };
    }
  }
}
