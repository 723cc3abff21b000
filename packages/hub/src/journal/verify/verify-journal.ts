import type { DatabaseSync } from 'node:sqlite';
import { NightlatchError } from '@nightlatch/model';
import { keyName, readKeys } from '../../keys.ts';
import type { JournalAnchor } from '../anchor.ts';
import { readAnchors } from '../anchor-file.ts';
import { doubtSnapshot } from '../chain-check.ts';
import { GENESIS, droppedMac, hex, isSameMac, sealMac } from '../chain.ts';
import { entryRows } from '../entry-rows.ts';
import { openJournal } from '../read-journal.ts';
import type { SealedSegment } from '../segment-rows.ts';
import { readDropped, readSegments } from '../segment-rows.ts';
import { ChainWalk } from './chain-walk.ts';
import { checkAnchors } from './check-anchors.ts';
import type { JournalFinding } from './finding.ts';
import { entries } from './finding.ts';

/** What a journal was found to be. */
export interface JournalReport {
  readonly findings: readonly JournalFinding[];
  readonly entries: number;
  /** Sealed ones. */
  readonly segments: number;
  /** The newest entry: its number, its engine time and the chain's value after it; undefined in an empty journal. */
  readonly newest?: { readonly n: number; readonly at: number; readonly mac: string };
  /** The last entry that retention dropped. */
  readonly dropped?: number;
  /** Entries up to this one were chained only when the database was brought up to date, at that instant. */
  readonly chainedLater?: { readonly n: number; readonly at: number };
  /** The house was brought back from a backup which ended with this entry, at that instant: younger anchors do not agree. */
  readonly restored?: { readonly n: number; readonly at: number };
  readonly anchors: { readonly agreed: number; readonly newest?: { readonly n: number; readonly at: number } };
}

/**
 * Verifies the journal of a house, beside its hub: every entry, every seal, the snapshot, and the end by its anchors.
 *
 * @param anchors Anchors that were kept elsewhere; those beside the database are looked at anyway.
 * @throws NightlatchError `no-journal`, `keys-unreadable`, `journal-foreign` when the keys are not those of this journal,
 * `journal-unreadable` when the database cannot be read at all, or is not chained yet.
 */
export function verifyJournal(dataDir: string, anchors: readonly JournalAnchor[] = []): JournalReport {
  const database = openJournal(dataDir);
  try {
    const key = keyFor(database, dataDir);
    database.exec('BEGIN');
    return examine(database, key, { given: anchors, kept: readAnchors(dataDir) });
  } catch (cause) {
    if (cause instanceof NightlatchError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NightlatchError(
      'journal-unreadable',
      `The database of ${dataDir} cannot be read (${why}): restore a backup, and keep the damaged file.`,
      { cause },
    );
  } finally {
    database.close();
  }
}

/** The key of a journal. @throws NightlatchError */
export function keyFor(database: DatabaseSync, dataDir: string): Uint8Array {
  const name = database.prepare("SELECT value FROM meta WHERE key = 'journalKey'").get()?.['value'];
  if (name === undefined)
    throw new NightlatchError(
      'journal-unreadable',
      `The journal of ${dataDir} is from a release that did not chain it: start the hub once to bring it up to date.`,
    );
  const { journal } = readKeys(dataDir);
  if (!journal || keyName(journal) !== name)
    throw new NightlatchError(
      'journal-foreign',
      `keys.json of ${dataDir} is not the one that its journal was written with: restore it from a backup of this house.`,
    );
  return journal;
}

function examine(
  database: DatabaseSync,
  key: Uint8Array,
  { given, kept }: { given: readonly JournalAnchor[]; kept: readonly JournalAnchor[] },
): JournalReport {
  const segments = readSegments(database);
  const { findings, walk, dropped } = walkAll(database, key, segments);
  const last = Math.max(walk.newest?.n ?? 0, segments.at(-1)?.last ?? dropped ?? 0);
  const snapshot = database.prepare('SELECT n, body, mac FROM snapshot').get();
  const doubt = doubtSnapshot(key, snapshot);
  const snapshotN = Number(snapshot?.['n'] ?? 0);
  const about = { n: snapshotN, to: snapshotN };
  if (doubt)
    findings.push({ what: 'snapshot-altered', ...about, text: `The engine's state is not as it was kept: ${doubt}.` });
  else if (snapshotN > last) findings.push(cutBySnapshot(last, snapshotN));
  const [own, others] = [
    checkAnchors(database, key, { anchors: kept, last, isLoud: false }),
    checkAnchors(database, key, { anchors: given, last, isLoud: true }),
  ];
  const cuts = [...others.findings, ...own.findings];
  const newestAnchor = [own.newest, others.newest].reduce((one, other) =>
    (other?.n ?? 0) > (one?.n ?? 0) ? other : one,
  );
  const { newest } = walk;
  return {
    findings: [...findings, ...cuts.filter((one, index) => cuts.findIndex(({ text }) => text === one.text) === index)],
    entries: walk.count,
    segments: segments.length,
    ...(newest ? { newest: { n: newest.n, at: newest.at, mac: hex(newest.mac) } } : {}),
    ...(dropped === undefined ? {} : { dropped }),
    ...noteOf(database, 'chainedLater'),
    ...noteOf(database, 'restored'),
    anchors: { agreed: own.agreed + others.agreed, ...(newestAnchor ? { newest: newestAnchor } : {}) },
  };
}

function noteOf<Name extends 'chainedLater' | 'restored'>(
  database: DatabaseSync,
  name: Name,
): { readonly [key in Name]?: { readonly n: number; readonly at: number } } {
  const note = database.prepare('SELECT value FROM meta WHERE key = ?').get(name)?.['value'];
  return typeof note === 'string' ? ({ [name]: JSON.parse(note) } as ReturnType<typeof noteOf<Name>>) : {};
}

function cutBySnapshot(last: number, n: number): JournalFinding {
  const text = `The end was cut: ${entries(last + 1, n)} ${last + 1 === n ? 'is' : 'are'} missing, as the snapshot tells.`;
  return { what: 'cut', n: last + 1, to: n, text };
}

function walkAll(database: DatabaseSync, key: Uint8Array, segments: readonly SealedSegment[]) {
  const findings: JournalFinding[] = [...fileFindings(database)];
  const record = readDropped(database);
  if (record && !isSameMac(record.mac, droppedMac(key, record.seal, record)))
    findings.push({ what: 'segment-altered', text: 'The note of what retention dropped is not as the hub wrote it.' });
  let before = record
    ? { id: record.segment, last: record.last, head: record.head, seal: record.seal }
    : { id: 0, last: 0, head: GENESIS, seal: GENESIS };
  const walk = new ChainWalk(key, { n: before.last, mac: before.head });
  const part = (after: number, last: number | undefined, id: number | undefined): void => {
    try {
      walk.walk(entryRows(database, after, last), id);
    } catch (error) {
      findings.push(damaged(walk.expected, id, error));
    }
  };
  for (const segment of segments) {
    if (segment.id === before.id + 1) findings.push(...sealFindings(key, before, segment));
    else {
      findings.push(missingSegments(before, segment));
      if (hasEntries(database, before.last + 1, segment.first - 1)) part(before.last, segment.first - 1, undefined);
      else walk.skipTo(segment.first - 1, segment.before);
    }
    const count = walk.count;
    part(segment.first - 1, segment.last, segment.id);
    if (walk.count === count) findings.push(lost(segment));
    else if (walk.expected <= segment.last) findings.push(short(walk.expected, segment));
    if (walk.expected <= segment.last) walk.skipTo(segment.last, segment.head);
    before = segment;
  }
  part(before.last, undefined, undefined);
  return { findings: [...findings, ...walk.end()].sort(byPlace), walk, dropped: record?.last };
}

function sealFindings(
  key: Uint8Array,
  before: Pick<SealedSegment, 'seal'>,
  segment: SealedSegment,
): readonly JournalFinding[] {
  const { id, first, seal } = segment;
  if (isSameMac(seal, sealMac(key, before.seal, segment))) return [];
  const text = `The seal of segment ${id} is not as the hub wrote it.`;
  return [{ what: 'segment-altered', segment: id, n: first, text }];
}

function missingSegments(before: Pick<SealedSegment, 'id' | 'last'>, { id, first }: SealedSegment): JournalFinding {
  const isOne = id === before.id + 2;
  const names = isOne ? `Segment ${id - 1}` : `Segments ${before.id + 1} to ${id - 1}`;
  const text = `${names}, sealed around ${entries(before.last + 1, first - 1)}, ${isOne ? 'is' : 'are'} missing.`;
  return { what: 'segment-missing', segment: before.id + 1, n: before.last + 1, to: first - 1, text };
}

function hasEntries(database: DatabaseSync, first: number, last: number): boolean {
  return database.prepare('SELECT 1 FROM entry WHERE n BETWEEN ? AND ? LIMIT 1').get(first, last) !== undefined;
}

function lost({ id, first, last, fromAt }: SealedSegment): JournalFinding {
  const text = `Segment ${id}, begun ${new Date(fromAt).toISOString()}, has lost all of its entries ${first} to ${last}.`;
  return { what: 'segment-missing', segment: id, n: first, to: last, text };
}

function short(from: number, { id, last }: SealedSegment): JournalFinding {
  const text = `The end of segment ${id} was cut: ${entries(from, last)} ${from === last ? 'is' : 'are'} missing.`;
  return { what: 'cut', segment: id, n: from, to: last, text };
}

/** What SQLite itself finds wrong with the file. */
function fileFindings(database: DatabaseSync): readonly JournalFinding[] {
  const check = String(database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']);
  return check === 'ok'
    ? []
    : [{ what: 'damaged', text: `The database's file is damaged: ${check.replaceAll('\n', ' ')}.` }];
}

function damaged(n: number, segment: number | undefined, error: unknown): JournalFinding {
  const why = error instanceof Error ? error.message : String(error);
  const text = `The database cannot be read from entry ${n} on (${why}).`;
  return { what: 'damaged', n, ...(segment === undefined ? {} : { segment }), text };
}

function byPlace(one: JournalFinding, other: JournalFinding): number {
  return (one.n ?? 0) - (other.n ?? 0);
}
