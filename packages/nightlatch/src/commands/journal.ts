import type { AlarmEffect, AlarmInput } from '@nightlatch/alarm';
import { readHouse, readJournal } from '@nightlatch/hub';
import type { JournalEntry } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, tell } from '../cli-host.ts';
import { houseFiles, houseTimeZone } from '../house-files.ts';
import { decisionText } from '../journal/decision-text.ts';
import { entryText } from '../journal/entry-text.ts';
import { SilencePolicy } from '../journal/silence-policy.ts';
import { instantWriter } from '../terminal/instant-text.ts';
import { untilStopped } from '../terminal/until-stopped.ts';

interface JournalOptions extends CommonOptions {
  readonly all?: boolean;
}

/** Prints the whole journal, oldest first. */
export async function printJournal(host: CliHost, options: JournalOptions): Promise<ExitCode> {
  const line = liner(host, options);
  for await (const entry of readJournal(houseFiles(host, options).data)) write(host, line(entry));
  return 0;
}

/** Prints the newest entries and, with `follow`, what is added until Ctrl-C. */
export async function tailJournal(
  host: CliHost,
  { lines = 20, follow = false, ...options }: JournalOptions & { lines?: number; follow?: boolean },
): Promise<ExitCode> {
  const { data } = houseFiles(host, options);
  const line = liner(host, options);
  /* Every entry is read, since the configuration that says what is silent may be the oldest of all. */
  let newest: string[] = [];
  let last = 0;
  for await (const entry of readJournal(data)) {
    last = entry.n;
    const text = line(entry);
    if (text !== undefined) newest.push(text);
    if (newest.length > 2 * lines + 1000) newest = newest.slice(-lines);
  }
  for (const text of lines > 0 ? newest.slice(-lines) : []) say(host, text);
  if (last === 0 && !options.json) tell(host, 'Nothing is in the journal yet: no hub has run here.');
  if (!follow) return 0;
  const stop = untilStopped();
  for await (const entry of readJournal(data, { after: last, follow: stop.signal })) write(host, line(entry));
  stop.release();
  return 0;
}

/** Makes what turns entries into text, or into undefined where there is nothing to show. */
function liner(host: CliHost, options: JournalOptions): (entry: JournalEntry) => string | undefined {
  const files = houseFiles(host, options);
  const house = presentHouse(files.data);
  const silence = new SilencePolicy(house?.alarm);
  const names = new Map(house?.devices.map(({ id, name }) => [id, name]));
  const instant = instantWriter(houseTimeZone(host, files));
  return (entry) => {
    const shown = silence.show(entry);
    const input = options.all ? (entry.body as AlarmInput) : shown;
    const decisions = options.all ? allOf(entry) : silence.showDecisions(entry, shown !== undefined);
    if (options.json) return entryJson(entry, input, decisions);
    const text = input && entryText(input, silence.alarm, names);
    const isDuress = input?.type === 'code-judged' && input.duress;
    const told = decisions.flatMap(
      (decision) => decisionText(decision, { alarm: silence.alarm, names, instant }) ?? [],
    );
    const lines = [
      ...(text === undefined ? [] : [`${text}${isDuress ? ' (duress)' : ''}`]),
      ...told.map((line) => `  → ${line}`),
    ];
    return lines.length > 0 ? lines.map((line) => `${instant(entry.at)} ${line}`).join('\n') : undefined;
  };
}

/** The house as it is now; undefined where it cannot be read, which never stops a print. */
function presentHouse(dataDir: string): ReturnType<typeof readHouse> {
  try {
    return readHouse(dataDir);
  } catch {
    return undefined;
  }
}

function allOf({ decisions = [] }: JournalEntry): readonly AlarmEffect[] {
  return decisions as readonly AlarmEffect[];
}

/** An input that may not be shown leaves nothing but what everyone saw of it. */
function entryJson(
  entry: JournalEntry,
  input: AlarmInput | undefined,
  decisions: readonly AlarmEffect[],
): string | undefined {
  if (!input && decisions.length === 0) return undefined;
  const at = new Date(entry.at).toISOString();
  return JSON.stringify({ ...input, at, ...(decisions.length > 0 ? { decisions } : {}) });
}

function write(host: CliHost, text: string | undefined): void {
  if (text !== undefined) say(host, text);
}
