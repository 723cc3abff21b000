import { readFileSync } from 'node:fs';
import { NightlatchError } from '@nightlatch/model';
import { keyName, readKeys } from '../../keys.ts';
import { exportMac, hex } from '../chain.ts';
import type { JournalFinding } from '../verify/finding.ts';
import { entries } from '../verify/finding.ts';
import type { EndLine, EntryLine, IncidentHeader } from './incident-file.ts';
import { lineMac } from './incident-file.ts';

/** What an exported file was found to be. */
export interface IncidentReport {
  readonly findings: readonly JournalFinding[];
  readonly header: IncidentHeader;
  readonly entries: number;
}

/**
 * Verifies an exported incident with the keys of its house, without the journal that it came from.
 *
 * @throws NightlatchError `not-an-incident` when the file is something else or cannot be read, `journal-foreign` when
 * another house wrote it, `keys-unreadable`.
 */
export function verifyIncident(dataDir: string, file: string): IncidentReport {
  const lines = readLines(file);
  const header = readHeader(lines[0], file);
  const { journal: key } = readKeys(dataDir);
  if (!key || keyName(key) !== header.key)
    throw new NightlatchError('journal-foreign', `${file} is of another house than ${dataDir}: name its data folder.`);
  return new IncidentWalk(key, header).walk(lines);
}

class IncidentWalk {
  readonly #key: Uint8Array;
  readonly #header: IncidentHeader;
  readonly #findings: JournalFinding[] = [];
  #expected: number;
  #before: string;
  #count = 0;
  #end: EndLine | undefined;

  constructor(key: Uint8Array, header: IncidentHeader) {
    this.#key = key;
    this.#header = header;
    this.#expected = header.first;
    this.#before = header.before;
  }

  walk(lines: readonly string[]): IncidentReport {
    for (const [index, text] of lines.entries()) {
      if (index === 0) continue;
      const line = parse(text);
      if (line && this.#end) this.#find({ what: 'inserted', text: `Line ${index + 1} comes after the end.` });
      else if (line?.type === 'end') this.#end = line;
      else if (line?.type === 'entry') this.#entry(line);
      else if (line?.type === 'context') this.#context(line);
      else this.#find({ what: 'damaged', text: `Line ${index + 1} is not one of ours.` });
    }
    this.#checkEnd(lines[0] ?? '');
    return { findings: this.#findings, header: this.#header, entries: this.#count };
  }

  #entry(line: EntryLine): void {
    this.#count += 1;
    const { n, mac } = line;
    if (n !== this.#expected) {
      const text = `Entry ${n} stands where entry ${this.#expected} belongs: something is missing, or out of order.`;
      this.#find({ what: 'missing', n: this.#expected, to: Math.max(this.#expected, n - 1), text });
    } else if (hex(lineMac(this.#key, Buffer.from(this.#before, 'hex'), line)) !== mac) this.#altered(line);
    this.#expected = n + 1;
    this.#before = mac;
  }

  #context(line: EntryLine): void {
    if (hex(lineMac(this.#key, Buffer.from(line.before ?? '', 'hex'), line)) !== line.mac) this.#altered(line);
  }

  #altered({ n, kind }: EntryLine): void {
    this.#find({ what: 'altered', n, to: n, text: `Entry ${n} (${kind}) is not as the hub wrote it.` });
  }

  #checkEnd(header: string): void {
    const { last } = this.#header;
    if (!this.#end || this.#expected <= last) {
      const lost = this.#expected <= last ? entries(this.#expected, last) : 'its last line';
      return this.#find({ what: 'cut', n: this.#expected, to: last, text: `The file was cut: without ${lost}.` });
    }
    const { count, head, mac } = this.#end;
    const isWhole = hex(exportMac(this.#key, Buffer.from(head, 'hex'), header, count)) === mac;
    if (!isWhole || head !== this.#before || count !== this.#count)
      this.#find({ what: 'altered', text: 'Its first or last line is not as the hub wrote it.' });
  }

  #find(finding: JournalFinding): void {
    this.#findings.push(finding);
  }
}

type Line = EntryLine | EndLine | IncidentHeader;

function parse(text: string): Line | undefined {
  try {
    const value = JSON.parse(text) as Line | null;
    return typeof value === 'object' && value ? value : undefined;
  } catch {
    return undefined;
  }
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  } catch (cause) {
    throw new NightlatchError('not-an-incident', `${file} cannot be read (${(cause as Error).message}).`, {
      cause,
    });
  }
}

function readHeader(text: string | undefined, file: string): IncidentHeader {
  const line = parse(text ?? '');
  if (line?.type === 'nightlatch-incident' && line.v === 1) return line;
  throw new NightlatchError(
    'not-an-incident',
    `${file} is not an incident that "nightlatch journal export" wrote: its first line says what it is.`,
  );
}
