import type { EngineState } from '@nightlatch/alarm';
import { troubles } from '@nightlatch/alarm';
import type { DeviceReport, Log } from '@nightlatch/model';

type TroubleReport = Extract<DeviceReport, { type: 'trouble' }>;

/** What a trouble of the journal itself is named after. */
const JOURNAL = 'journal';

export interface JournalTroubleOptions {
  readonly log: Log;
  readonly state: () => EngineState;
  readonly report: (report: TroubleReport) => void;
}

/** Says what is wrong with the journal: that it cannot be written, or is not as it was written. */
export class JournalTrouble {
  readonly #options: JournalTroubleOptions;

  constructor(options: JournalTroubleOptions) {
    this.#options = options;
  }

  /** The disk began to refuse, with what it said; undefined where it takes the journal again. */
  disk(problem: string | undefined): void {
    const { log, report } = this.#options;
    const detail = problem === undefined ? '' : `The journal cannot be written (${problem}): free space on the disk.`;
    if (problem === undefined) log.info('The journal is written again.');
    else log.error(detail);
    report({ type: 'trouble', kind: 'self-test', on: problem !== undefined, detail });
  }

  /** What a start found altered in it; undefined for nothing. It is trouble until a start finds it whole since its last snapshot. */
  doubt(found: string | undefined): void {
    const { log, state, report } = this.#options;
    const detail = found === undefined ? '' : `The journal is not as it was written: ${found}.`;
    const isKnown = troubles(state()).some(({ device }) => device === JOURNAL);
    if (detail !== '') log.error(`${detail} "nightlatch journal verify" tells all.`);
    if (detail === '' && !isKnown) return;
    report({ type: 'trouble', kind: 'self-test', device: JOURNAL, on: detail !== '', detail });
  }
}
