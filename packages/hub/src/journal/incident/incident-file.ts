import { entryMac, exportMac, hex } from '../chain.ts';
import type { ChainedRow } from '../chain.ts';
import type { StoredRow } from '../entry-rows.ts';

/** The first line of an exported file. */
export interface IncidentHeader {
  readonly type: 'nightlatch-incident';
  readonly v: 1;
  /** Which key vouches for it: its name, not the key. */
  readonly key: string;
  readonly first: number;
  readonly last: number;
  /** The chain's value before the first entry. */
  readonly before: string;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly exportedAt: string;
}

/** A line with an entry; one before the incident, which says how the house was configured, is of type `context`. */
export interface EntryLine {
  readonly type: 'entry' | 'context';
  readonly n: number;
  readonly at: number;
  readonly kind: string;
  /** JSON; a text where the JSON would be written otherwise than the hub wrote it. */
  readonly body: unknown;
  readonly decisions?: unknown;
  /** The chain's value before it, of a `context`: it stands alone. */
  readonly before?: string;
  readonly mac: string;
}

/** The last line. */
export interface EndLine {
  readonly type: 'end';
  readonly count: number;
  readonly head: string;
  /** Vouches for the header, the number of entries and the head. */
  readonly mac: string;
}

/** Writes an incident line by line, each with its link of the chain, so that it can be read and verified alone. */
export function* incidentLines(
  key: Uint8Array,
  header: IncidentHeader,
  { context, rows }: { context?: { row: StoredRow; before: Uint8Array } | undefined; rows: Iterable<StoredRow> },
): Generator<string> {
  const first = JSON.stringify(header);
  yield first;
  if (context) yield JSON.stringify({ ...entryLine('context', context.row), before: hex(context.before) });
  let head: Uint8Array = Buffer.from(header.before, 'hex');
  let count = 0;
  for (const row of rows) {
    yield JSON.stringify(entryLine('entry', row));
    head = row.mac ?? head;
    count += 1;
  }
  const end: EndLine = { type: 'end', count, head: hex(head), mac: hex(exportMac(key, head, first, count)) };
  yield JSON.stringify(end);
}

/** Computes the chain's value after the entry of a line. */
export function lineMac(key: Uint8Array, before: Uint8Array, { n, at, kind, body, decisions }: EntryLine): Buffer {
  const row: ChainedRow = {
    n,
    at,
    kind,
    body: asText(body),
    decisions: decisions === undefined ? null : asText(decisions),
  };
  return entryMac(key, before, row);
}

function entryLine(type: EntryLine['type'], { n, at, kind, body, decisions, mac }: StoredRow): EntryLine {
  const decided = decisions === null ? {} : { decisions: asJson(decisions) };
  return { type, n, at, kind, body: asJson(body), ...decided, mac: mac ? hex(mac) : '' };
}

function asJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : text;
  } catch {
    return text;
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
