import type { Clock, CommandResult, Log } from '@nightlatch/model';
import type { JsonObject } from '../wire/json-object.ts';
import { parseJsonObject, textOf } from '../wire/json-object.ts';
import { writeResult } from '../wire/result-message.ts';
import { LINK_VERSION } from '../wire/topics.ts';
import type { WarnLimiter } from '../wire/warn-limiter.ts';
import { AnswerBook } from './answer-book.ts';
import type { ProvenClient } from './client-registry.ts';
import { isStale, readInstant } from './command-age-policy.ts';
import { readCommand } from './command-reader.ts';
import type { HostedHome } from './hosted-home.ts';
import { RateLimit } from './rate-limit.ts';

/** Bytes of a command: the largest of ours is below 2,000. */
const COMMAND_BYTES = 16_384;
/** Commands of one client that may be under way. */
const AT_ONCE = 32;
const COMMANDS_OF_ONE_CLIENT = { burst: 100, perSecond: 20 };
/** A resync is a question of many kilobytes. */
const RESYNCS_OF_ONE_CLIENT = { burst: 10, perSecond: 1 };

export interface CommandDeskOptions {
  readonly home: HostedHome;
  readonly clock: Clock;
  readonly log: Log;
  readonly warnings: WarnLimiter;
  /** Publishes an answer to a client. */
  answer(client: string, message: JsonObject): void;
  /** Answers a client that asks where the home is. */
  resync(request: JsonObject, id: string): JsonObject;
}

/** Takes the commands of clients and answers each on the client's own topic. */
export class CommandDesk {
  readonly #options: CommandDeskOptions;
  readonly #answers = new AnswerBook();
  readonly #underWay = new Map<string, number>();
  readonly #commands: RateLimit;
  readonly #resyncs: RateLimit;

  constructor(options: CommandDeskOptions) {
    this.#options = options;
    this.#commands = new RateLimit(options.clock, COMMANDS_OF_ONE_CLIENT);
    this.#resyncs = new RateLimit(options.clock, RESYNCS_OF_ONE_CLIENT);
  }

  /**
   * Takes one message of a client.
   *
   * @param name The client's name, as its topic has it.
   * @param client The client, if the owner knows it.
   */
  receive(name: string, client: ProvenClient | undefined, payload: Uint8Array): void {
    const message = payload.length > COMMAND_BYTES ? undefined : parseJsonObject(payload);
    const id = message && textOf(message, 'id');
    if (!message || id === undefined || id.length === 0 || id.length > 128) {
      const what = payload.length > COMMAND_BYTES ? 'is too large' : 'is no JSON object with an id';
      this.#options.warnings.warn(`malformed ${name}`, `A command of "${name}" ${what} and was ignored.`);
      return;
    }
    const isResync = message['type'] === 'resync';
    if (!(isResync ? this.#resyncs : this.#commands).admit(name)) {
      return this.#answer(name, writeResult(id, { ok: false, reason: 'busy' }));
    }
    /* Who may read the home is the broker's to say; who may command it, the owner's. */
    if (isResync) return this.#answer(name, this.#options.resync(message, id));
    if (!client) {
      this.#options.warnings.warn(`unknown ${name}`, `"${name}" is no client of the link: add it to link.clients.`);
      return this.#answer(name, writeResult(id, { ok: false, reason: 'not-permitted' }));
    }
    void this.#decide(client, message, id);
  }

  async #decide(client: ProvenClient, message: JsonObject, id: string): Promise<void> {
    const known = this.#answers.find(client.name, id);
    const answer = known ?? this.#execute(client, message, id);
    if (!known) this.#answers.keep(client.name, id, answer);
    try {
      const message = await answer;
      if (message['reason'] === 'busy') this.#answers.forget(client.name, id);
      this.#answer(client.name, message);
    } catch (error) {
      this.#answers.forget(client.name, id);
      this.#options.log.error(`A command of "${client.name}" failed: ${String(error)}`);
      this.#answer(client.name, writeResult(id, { ok: false, reason: 'unavailable' }));
    }
  }

  async #execute({ name, origin }: ProvenClient, message: JsonObject, id: string): Promise<JsonObject> {
    const { home, clock } = this.#options;
    const refuse = (reason: 'invalid' | 'stale' | 'busy', why?: string): JsonObject =>
      writeResult(id, { ok: false, reason }, why);
    if (message['v'] !== LINK_VERSION) return refuse('invalid', `v: must be ${LINK_VERSION}`);
    const at = readInstant(message['at']);
    if (at === undefined) return refuse('invalid', 'at: must be epoch milliseconds or ISO 8601');
    const reading = readCommand(message);
    if (!reading.ok) return refuse('invalid', reading.message);
    if (isStale(at, clock.now())) return refuse('stale');
    const underWay = this.#underWay.get(name) ?? 0;
    if (underWay >= AT_ONCE) return refuse('busy');
    this.#underWay.set(name, underWay + 1);
    try {
      const result: CommandResult = await home.execute(reading.command, { origin, client: name }, id);
      return writeResult(id, result);
    } finally {
      this.#underWay.set(name, (this.#underWay.get(name) ?? 1) - 1);
    }
  }

  #answer(name: string, message: JsonObject): void {
    this.#options.answer(name, message);
  }
}
