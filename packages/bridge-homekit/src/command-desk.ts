import type { Clock, CommandResult, Home, HomeCommand, Log, PartitionId, ZoneId } from '@nightlatch/model';
import { explainRefusal } from '@nightlatch/model';
import type { HapModule } from './hap.ts';

/** How long a controller is kept waiting for an answer. Home warns at 3 s and gives up at 9 s. */
const WAIT_MS = 2000;

/** What became of a command within the time that a controller waits. `late`: the answer goes to `onRefused` alone. */
export type Answer = 'done' | 'refused' | 'late';

type Refused = Extract<CommandResult, { ok: false }>;

/** Passes what people ask for in Home to the hub, and words the refusals. */
export class CommandDesk {
  readonly #home: Home;
  readonly #hap: HapModule;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(parts: { home: Home; hap: HapModule; clock: Clock; log: Log }) {
    this.#home = parts.home;
    this.#hap = parts.hap;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /**
   * Runs a command for a controller's write. `what` names it in the log: `arm House away`.
   *
   * @param onRefused Called at a refusal, early or late; the time to show again what is.
   * @throws HapStatusError at an early refusal, for hap-nodejs to answer the write with.
   */
  async write(command: HomeCommand, what: string, onRefused: () => void): Promise<Answer> {
    const decided = this.#decide(command).then((result) => {
      if (result.ok || result.reason === 'already') return undefined;
      this.#log.warn(`Apple Home: cannot ${what}. ${explainRefusal(result.reason)}${this.#zones(command, result)}`);
      // hap-nodejs marks the characteristic with the error after our handler ends: show what is once that is over.
      setImmediate(onRefused);
      return result;
    });
    const answer = await this.#withinPatience(decided);
    if (answer === 'late') this.#log.warn(`Apple Home: the hub has not answered yet to: ${what}.`);
    if (answer === 'late' || answer === undefined) return answer ?? 'done';
    const { HAPStatus, HapStatusError } = this.#hap;
    throw new HapStatusError(
      answer.reason === 'unavailable'
        ? HAPStatus.SERVICE_COMMUNICATION_FAILURE
        : HAPStatus.NOT_ALLOWED_IN_CURRENT_STATE,
    );
  }

  async #decide(command: HomeCommand): Promise<CommandResult> {
    try {
      return await this.#home.execute(command);
    } catch (error) {
      this.#log.error(`The hub failed at the command ${command.type}: ${String(error)}`);
      return { ok: false, reason: 'unavailable' };
    }
  }

  async #withinPatience<T>(decided: Promise<T>): Promise<T | 'late'> {
    const { promise: late, resolve } = Promise.withResolvers<'late'>();
    const timer = this.#clock.after(WAIT_MS, () => resolve('late'));
    const answer = await Promise.race([decided, late]);
    timer.cancel();
    return answer;
  }

  #zones(command: HomeCommand, refused: Refused): string {
    if (!refused.zones?.length || !('partition' in command)) return '';
    return ` (${zoneNames(this.#home, command.partition, refused.zones).join(', ')})`;
  }
}

/** Names zones as their owner does; a zone that is not known is named by its id. */
function zoneNames(home: Home, partition: PartitionId | undefined, zones: readonly ZoneId[]): readonly string[] {
  const known = partition === undefined ? [] : (home.snapshot.partitions.get(partition)?.zones ?? []);
  return zones.map((id) => known.find((zone) => zone.id === id)?.name ?? id);
}
