import type { ExportRange, Incident } from '@nightlatch/hub';
import { findIncidents, readJournal } from '@nightlatch/hub';
import { NightlatchError } from '@nightlatch/model';

/**
 * Finds the entries that `--incident` means: `last` (the last alarm, or arming where there was none), the number of an entry,
 * an instant within an incident, or two instants as `2026-03-01T20:00..2026-03-01T23:30`.
 *
 * @throws NightlatchError `no-such-incident`, naming those that are nearest.
 */
export async function whichEntries(dataDir: string, which: string): Promise<ExportRange> {
  const range = /^(.+)\.\.(.+)$/.exec(which);
  if (range) return await entriesBetween(dataDir, instantOf(range[1] ?? ''), instantOf(range[2] ?? ''));
  const incidents = await findIncidents(readJournal(dataDir));
  const found = pick(incidents, which);
  if (found) return found;
  const known = incidents.slice(-3).map(({ fromAt }) => new Date(fromAt).toISOString());
  const hint = known.length > 0 ? `the last began ${known.join(', ')}` : 'the journal holds none';
  throw new NightlatchError(
    'no-such-incident',
    `There is no incident "${which}": ${hint}. Or name two instants: from..to.`,
  );
}

function pick(incidents: readonly Incident[], which: string): Incident | undefined {
  if (which === 'last') return incidents.findLast(({ hazards }) => hazards.length > 0) ?? incidents.at(-1);
  if (/^\d+$/.test(which)) return incidents.find(({ first, last }) => first <= Number(which) && Number(which) <= last);
  const at = instantOf(which);
  return incidents.find(({ fromAt, toAt }) => fromAt <= at && at <= toAt);
}

async function entriesBetween(dataDir: string, from: number, to: number): Promise<ExportRange> {
  let [first, last] = [0, 0];
  for await (const { n, at } of readJournal(dataDir)) {
    if (at < from || at > to) continue;
    if (first === 0) first = n;
    last = n;
  }
  if (first > 0) return { first, last };
  const between = `${new Date(from).toISOString()} and ${new Date(to).toISOString()}`;
  throw new NightlatchError('no-such-incident', `The journal holds nothing between ${between}.`);
}

function instantOf(text: string): number {
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new NightlatchError(
    'no-such-incident',
    `"${text}" is neither "last", nor the number of an entry, nor an instant as 2026-03-01T20:00.`,
  );
}
