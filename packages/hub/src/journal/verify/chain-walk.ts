import { entryMac, isSameMac } from '../chain.ts';
import type { StoredRow } from '../entry-rows.ts';
import type { JournalFinding } from './finding.ts';
import { entries } from './finding.ts';
import { Suspects } from './suspects.ts';

/** Places beyond an entry at which it is looked for when entries before it are gone and the rest was renumbered. */
const RENUMBERED = 64;

/**
 * Walks along the chain, entry by entry, and says where it is broken and how.
 *
 * After a break it goes on with what the entry itself says it is chained to, so that each break is told once.
 */
export class ChainWalk {
  readonly #key: Uint8Array;
  readonly #suspects: Suspects;
  readonly #findings: JournalFinding[] = [];
  #segment: number | undefined;
  #expected: number;
  /** The chain's value before the next entry; undefined after a gap, when nobody can tell. */
  #before: Uint8Array | undefined;
  /** What it should have been, where the entry before holds something else. */
  #shouldBe: Uint8Array | undefined;
  /** How many entries too many, or too few, came before: all later ones were renumbered. */
  #shift = 0;
  #count = 0;
  /** An entry that was dealt with together with the one before it. */
  #done: number | undefined;
  #newest: { readonly n: number; readonly at: number; readonly mac: Uint8Array } | undefined;

  /** @param from The entry after which to begin, and the chain's value after it. */
  constructor(key: Uint8Array, from: { readonly n: number; readonly mac: Uint8Array }) {
    this.#key = key;
    this.#suspects = new Suspects(key);
    this.#expected = from.n + 1;
    this.#before = from.mac;
  }

  get count(): number {
    return this.#count;
  }

  /** The newest entry that was there. */
  get newest(): { readonly n: number; readonly at: number; readonly mac: Uint8Array } | undefined {
    return this.#newest;
  }

  /** The chain's value after the newest entry, as far as it is known. */
  get head(): Uint8Array | undefined {
    return this.#before;
  }

  /** Takes the rows of one segment, or of what is not sealed. */
  walk(rows: Iterable<StoredRow>, segment: number | undefined): void {
    this.#segment = segment;
    let row: StoredRow | undefined;
    for (const next of rows) {
      if (row) this.#take(row, next);
      row = next;
    }
    if (row) this.#take(row, undefined);
  }

  /** Goes on after an entry that did not come: nothing more is said of those before. */
  skipTo(n: number, mac: Uint8Array): void {
    this.#expected = n + 1;
    this.#before = mac;
    this.#shouldBe = undefined;
  }

  /** The next entry that should come. */
  get expected(): number {
    return this.#expected;
  }

  end(): readonly JournalFinding[] {
    return [...this.#findings, ...this.#suspects.findings()].sort((one, other) => (one.n ?? 0) - (other.n ?? 0));
  }

  #take(row: StoredRow, next: StoredRow | undefined): void {
    this.#count += 1;
    this.#newest = { n: row.n, at: row.at, mac: row.mac ?? new Uint8Array() };
    if (row.n > this.#expected) {
      this.#find('missing', this.#expected, row.n - 1, 'removed');
      this.#before = undefined;
    }
    this.#expected = row.n + 1;
    if (row.n === this.#done) return;
    const before = this.#before;
    const place = row.n - this.#shift;
    if (before === undefined || this.#fits(row, place, before) || this.#fits(row, place, this.#shouldBe))
      return this.#goOn(row.mac);
    if (next && this.#fits(next, place, before) && this.#fits(row, place + 1, next.mac)) {
      this.#done = next.n;
      this.#find('swapped', row.n, next.n, 'put in each other’s place');
      return this.#goOn(row.mac);
    }
    if (next && this.#fits(next, place, before)) {
      this.#shift += 1;
      return this.#find('inserted', row.n, row.n, 'inserted, and all later ones were renumbered');
    }
    const gone = next && !this.#fits(next, place + 1, row.mac) ? this.#renumbered(row, next, place) : 0;
    if (gone > 0) {
      this.#shift -= gone;
      this.#find('missing', row.n, row.n + gone - 1, 'removed, and all later ones were renumbered');
      return this.#goOn(row.mac);
    }
    this.#suspects.add({ row, place, before, segment: this.#segment });
    this.#goOn(row.mac, entryMac(this.#key, before, { ...row, n: place }));
  }

  #goOn(mac: Uint8Array | null, shouldBe?: Uint8Array): void {
    this.#before = mac ?? shouldBe;
    this.#shouldBe = shouldBe;
  }

  #renumbered(row: StoredRow, next: StoredRow, place: number): number {
    for (let gone = 1; gone <= RENUMBERED; gone += 1) if (this.#fits(next, place + 1 + gone, row.mac)) return gone;
    return 0;
  }

  #fits(row: StoredRow, place: number, before: Uint8Array | null | undefined): boolean {
    return before ? isSameMac(row.mac, entryMac(this.#key, before, { ...row, n: place })) : false;
  }

  #find(what: 'missing' | 'inserted' | 'swapped', n: number, to: number, how: string): void {
    const where = this.#segment === undefined ? {} : { segment: this.#segment };
    const verb = n === to ? 'was' : 'were';
    const name = what === 'swapped' ? `entries ${n} and ${to}` : entries(n, to);
    const text = `${name.charAt(0).toUpperCase()}${name.slice(1)} ${verb} ${how}.`;
    this.#findings.push({ what, n, to, ...where, text });
  }
}
