import type { AlarmConfig, AlarmEffect, AlarmInput } from '@nightlatch/alarm';
import type { JournalEntry } from '@nightlatch/model';

/**
 * Leaves out of the journal what an attacker who reads along must not learn: duress, silent panic, and the numbers,
 * whose gaps would tell. It follows the configurations in the journal itself, so it must see every entry in order.
 *
 * What retention left of a journal may begin after its configuration: then the house's present one says what is silent,
 * and where there is none, nothing is shown that a silent zone could have said.
 */
export class SilencePolicy {
  #silentDevices: ReadonlySet<string> = new Set();
  #alarm: AlarmConfig | undefined;

  /** @param present The house's configuration as it is now. */
  constructor(present?: AlarmConfig) {
    if (present) this.#configure(present);
  }

  /** The configuration in force at the entry that was judged last. */
  get alarm(): AlarmConfig | undefined {
    return this.#alarm;
  }

  /** What may be shown of an entry; undefined for nothing. */
  show({ body }: JournalEntry): AlarmInput | undefined {
    const input = body as AlarmInput;
    if (input.type === 'configured') this.#configure(input.config);
    switch (input.type) {
      case 'command':
        return input.command.type === 'panic' && input.command.silent ? undefined : input;
      case 'code-judged':
        return { ...withoutIdentity(input), duress: false };
      case 'event':
      case 'attribute':
        return this.#alarm === undefined || this.#silentDevices.has(signal(input)) ? undefined : input;
      case 'configured':
      case 'people':
      case 'operated':
      case 'availability':
      case 'trouble':
      case 'self-test':
      case 'tick':
      case 'hub':
        return input;
    }
  }

  /** Which of the decisions at an entry may be shown; ask after `show`. */
  showDecisions({ decisions = [] }: JournalEntry, isShown: boolean): readonly AlarmEffect[] {
    const hidden = isShown ? SILENT : HIDDEN;
    return (decisions as readonly AlarmEffect[]).filter(({ type }) => !hidden.has(type));
  }

  #configure(alarm: AlarmConfig): void {
    this.#alarm = alarm;
    const zones = alarm.partitions.flatMap((partition) => partition.zones);
    this.#silentDevices = new Set(zones.filter(({ type }) => type === 'silent-panic').map(({ id }) => id));
  }
}

/** Decisions that only the sinks of silent alarms may know of. */
const SILENT: ReadonlySet<AlarmEffect['type']> = new Set(['silent']);
/** Decisions that would tell of an input that is not shown: an answer to nobody's question. */
const HIDDEN: ReadonlySet<AlarmEffect['type']> = new Set(['silent', 'result', 'refused']);

/** Which of somebody's codes it was would tell a duress code from the usual one. */
function withoutIdentity({ credential, ...judged }: Verdict): Verdict {
  return { ...judged, ...(credential ? { credential: { id: '****', kind: credential.kind } } : {}) };
}

type Verdict = Extract<AlarmInput, { type: 'code-judged' }>;

function signal(input: Extract<AlarmInput, { type: 'event' | 'attribute' }>): string {
  return `${input.device}#${input.type === 'event' ? input.event : input.attribute}`;
}
