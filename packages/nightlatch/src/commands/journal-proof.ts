import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { IncidentReport, JournalAnchor, JournalFinding, JournalReport } from '@nightlatch/hub';
import {
  exportIncident,
  findIncidents,
  parseAnchors,
  readJournal,
  verifyIncident,
  verifyJournal,
} from '@nightlatch/hub';
import { NightlatchError } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson, tell } from '../cli-host.ts';
import { houseFiles, houseTimeZone, shortPath } from '../house-files.ts';
import { whichEntries } from '../journal/which-incident.ts';
import { instantWriter } from '../terminal/instant-text.ts';

interface VerifyOptions extends CommonOptions {
  readonly anchor?: readonly string[];
}

/** Verifies the journal of a house, or with a file an incident that was exported from it. */
export async function verify(host: CliHost, file: string | undefined, options: VerifyOptions): Promise<ExitCode> {
  const { data } = houseFiles(host, options);
  const report =
    file === undefined
      ? verifyJournal(data, await givenAnchors(host, options))
      : verifyIncident(data, resolve(host.cwd(), file));
  const isWhole = report.findings.length === 0;
  if (options.json) sayJson(host, { ok: isWhole, ...report });
  else {
    for (const finding of report.findings) say(host, findingText(finding));
    const texts = 'header' in report ? incidentTexts(report) : journalTexts(report, writer(host, options));
    for (const text of texts) say(host, text);
  }
  return isWhole ? 0 : 1;
}

/** Writes one incident into a file. */
export async function exportOne(
  host: CliHost,
  file: string,
  { incident, ...options }: CommonOptions & { incident: string },
): Promise<ExitCode> {
  const { data } = houseFiles(host, options);
  const target = resolve(host.cwd(), file);
  const range = await whichEntries(data, incident);
  const count = exportIncident(data, target, range);
  const { findings } = verifyIncident(data, target);
  if (options.json) sayJson(host, { ok: findings.length === 0, file: target, entries: count, findings });
  else {
    say(
      host,
      `${shortPath(host, target)} holds ${count} entries, each with its proof; duress and silent alarms are among them.`,
    );
    for (const finding of findings) tell(host, findingText(finding));
  }
  return findings.length === 0 ? 0 : 1;
}

/** Lists the incidents of the journal. */
export async function listIncidents(host: CliHost, options: CommonOptions): Promise<ExitCode> {
  const incidents = await findIncidents(readJournal(houseFiles(host, options).data));
  if (options.json) {
    sayJson(host, { ok: true, incidents });
    return 0;
  }
  const instant = writer(host, options);
  for (const { fromAt, toAt, isOver, hazards } of incidents) {
    const end = isOver ? `until ${instant(toAt)}` : 'not over yet';
    say(host, `${instant(fromAt)} ${end}: ${hazards.length > 0 ? `${hazards.join(', ')} alarm` : 'no alarm'}`);
  }
  if (incidents.length === 0) say(host, 'Nothing was armed, and nothing alarmed.');
  return 0;
}

function writer(host: CliHost, options: CommonOptions): (at: number) => string {
  return instantWriter(houseTimeZone(host, houseFiles(host, options)));
}

/** Reads the anchors that were named: in a file, on standard input as `-`, or the text itself. @throws NightlatchError */
async function givenAnchors(host: CliHost, { anchor = [] }: VerifyOptions): Promise<readonly JournalAnchor[]> {
  const anchors: JournalAnchor[] = [];
  for (const given of anchor) {
    const file = resolve(host.cwd(), given);
    const text = given === '-' ? await readAll(host.stdin) : existsSync(file) ? readFileSync(file, 'utf8') : given;
    const found = parseAnchors(text);
    if (found.length === 0)
      throw new NightlatchError(
        'no-anchor',
        `"${given}" is neither a file with anchors nor an anchor: see docs/journal.md.`,
      );
    anchors.push(...found);
  }
  return anchors;
}

function findingText({ text, segment }: JournalFinding): string {
  return segment === undefined ? text : `Segment ${segment}: ${text}`;
}

function incidentTexts({ findings, header, entries }: IncidentReport): readonly string[] {
  const what = `${count(entries, 'entry', 'entries')}, from ${header.from} to ${header.to}`;
  return [
    findings.length === 0 ? `The file is whole: ${what}.` : `The file is not as it was exported: ${what} were read.`,
  ];
}

function journalTexts(report: JournalReport, instant: (at: number) => string): readonly string[] {
  const { findings, entries, segments, newest, dropped, chainedLater, restored, anchors } = report;
  const what = `${count(entries, 'entry', 'entries')}, ${count(segments, 'sealed segment', 'sealed segments')}`;
  const head = newest ? `, the newest number ${newest.n} of ${instant(newest.at)}` : '';
  const verdict =
    findings.length === 0 ? 'The journal is whole' : `${count(findings.length, 'finding', 'findings')} in the journal`;
  return [
    `${verdict}: ${what}${head}.`,
    ...(dropped === undefined ? [] : [`Retention dropped the entries up to ${dropped}, as the configuration asks.`]),
    ...(chainedLater
      ? [`The entries up to ${chainedLater.n} were chained on ${instant(chainedLater.at)}, when the hub was updated.`]
      : []),
    ...(restored
      ? [
          `The house was restored on ${instant(restored.at)} from a backup that ended with entry ${restored.n}: younger anchors do not agree.`,
        ]
      : []),
    endText(anchors, newest?.n ?? 0, instant),
  ];
}

/** What can be said of the end: a journal alone cannot tell whether something came after its newest entry. */
function endText({ agreed, newest }: JournalReport['anchors'], last: number, instant: (at: number) => string): string {
  if (!newest)
    return 'No anchor was at hand: whether its end was cut cannot be told. Give one that was kept elsewhere with --anchor.';
  const told = `${count(agreed, 'anchor agrees', 'anchors agree')}, the newest${newest.at > 0 ? ` of ${instant(newest.at)}` : ''}`;
  if (newest.n >= last) return `${told}: nothing is missing at the end.`;
  return `${told}, at entry ${newest.n}: whether more came after ${last} only a newer one can tell.`;
}

function count(number: number, one: string, several: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : several}`;
}
