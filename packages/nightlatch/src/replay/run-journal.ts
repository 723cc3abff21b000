import type { AlarmConfig, AlarmInput } from '@nightlatch/alarm';
import { completeInput } from '@nightlatch/alarm';
import { readJournal } from '@nightlatch/hub';
import { SilencePolicy } from '../journal/silence-policy.ts';

/** Inputs between two moments at which whatever waits may be written. */
const PIECE = 1000;

export interface RunJournalOptions {
  /** Show duress and silent panic too. */
  readonly all?: boolean;
  /** The house's configuration as the database has it now, for what retention has dropped. */
  readonly alarm?: AlarmConfig | undefined;
  /** Called between pieces. */
  readonly onPiece?: (inputs: number) => Promise<void> | void;
}

/**
 * Reads the journal of a hub from its beginning, and gives each input to `take` in its order.
 *
 * Without `all` it gives no more than the journal shows to anyone: under a configuration that no longer calls a button
 * silent, a replay would otherwise tell that it was pressed, and a missing cancel that a code was given under duress.
 * What retention has dropped is not there: the replay then begins with devices that are unknown until they report.
 *
 * @throws NightlatchError `no-journal`, `journal-unreadable`.
 */
export async function runJournal(
  dataDir: string,
  take: (input: AlarmInput) => void,
  { all = false, alarm, onPiece = () => undefined }: RunJournalOptions = {},
): Promise<void> {
  const silence = new SilencePolicy(alarm);
  let count = 0;
  for await (const entry of readJournal(dataDir)) {
    const shown = silence.show(entry);
    const input = completeInput(entry.body as AlarmInput);
    if (all) take(input);
    else if (shown) take(input.type === 'code-judged' ? { ...input, duress: false } : input);
    count += 1;
    if (count % PIECE === 0) await onPiece(count);
  }
}
