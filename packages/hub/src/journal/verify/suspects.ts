import type { ChainedRow } from '../chain.ts';
import { entryMac, isSameMac } from '../chain.ts';
import type { StoredRow } from '../entry-rows.ts';
import type { JournalFinding } from './finding.ts';

/** An entry that does not fit where it stands. */
export interface Suspect {
  readonly row: StoredRow;
  /** The number that it should have. */
  readonly place: number;
  /** The chain's value before it, as the entry before has it. */
  readonly before: Uint8Array;
  readonly segment: number | undefined;
}

/** So many are told one by one. */
const TOLD = 100;

/**
 * The entries that do not fit where they stand: each altered, or two in each other's place.
 *
 * An entry that was moved takes its chain's value along, so that those after its old and its new place do not fit either;
 * these are cleared once it is known that two were swapped.
 */
export class Suspects {
  readonly #key: Uint8Array;
  readonly #suspects: Suspect[] = [];
  #others = 0;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  add(suspect: Suspect): void {
    if (this.#suspects.length < TOLD) this.#suspects.push(suspect);
    else this.#others += 1;
  }

  findings(): readonly JournalFinding[] {
    const left = [...this.#suspects];
    const findings: JournalFinding[] = [];
    for (const one of this.#suspects) {
      const other = left.includes(one) ? left.find((suspect) => this.#isSwapped(one, suspect)) : undefined;
      if (!other) continue;
      for (const known of [one, other, this.#follower(left, one, other), this.#follower(left, other, one)])
        if (known && left.includes(known)) left.splice(left.indexOf(known), 1);
      const [n, to] = [one.row.n, other.row.n];
      findings.push({
        what: 'swapped',
        n,
        to,
        ...where(one),
        text: `Entries ${n} and ${to} were put in each other’s place.`,
      });
    }
    for (const suspect of left)
      findings.push({
        what: 'altered',
        n: suspect.row.n,
        to: suspect.row.n,
        ...where(suspect),
        text: `Entry ${suspect.row.n} (${suspect.row.kind}) is not as the hub wrote it.`,
      });
    if (this.#others > 0)
      findings.push({ what: 'altered', text: `So are ${this.#others} more, which are not listed.` });
    return findings;
  }

  /** Tells whether `other` belongs where `one` stands. */
  #isSwapped(one: Suspect, other: Suspect): boolean {
    if (one === other) return false;
    const mac = this.#macAt(one.place, one.before, other.row);
    return isSameMac(other.row.mac, mac) || isSameMac(one.row.mac, mac);
  }

  /** Finds the entry after `one`, if it fits once `other` is in its place again. */
  #follower(suspects: readonly Suspect[], one: Suspect, other: Suspect): Suspect | undefined {
    const next = suspects.find(({ place }) => place === one.place + 1);
    if (!next || !other.row.mac) return undefined;
    return isSameMac(next.row.mac, this.#macAt(next.place, other.row.mac, next.row)) ? next : undefined;
  }

  #macAt(place: number, before: Uint8Array, row: ChainedRow): Buffer {
    return entryMac(this.#key, before, { ...row, n: place });
  }
}

function where({ segment }: Suspect): { readonly segment?: number } {
  return segment === undefined ? {} : { segment };
}
