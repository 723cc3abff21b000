import type { DatabaseSync } from 'node:sqlite';
import type { JournalAnchor } from '../anchor.ts';
import { readAnchor } from '../anchor.ts';
import type { JournalHead } from '../batch.ts';
import { isSameMac } from '../chain.ts';
import type { JournalFinding } from './finding.ts';
import { entries } from './finding.ts';

/** What the anchors say of a journal. */
export interface AnchorReport {
  readonly findings: readonly JournalFinding[];
  /** How many agree with the journal. */
  readonly agreed: number;
  /** The newest entry that an anchor vouches for, and when that was written. */
  readonly newest?: { readonly n: number; readonly at: number };
}

/** Compares a journal with what was written down of it elsewhere: this is how a cut end, or an older copy, shows. */
export function checkAnchors(
  database: DatabaseSync,
  key: Uint8Array,
  { anchors, last, isLoud }: { anchors: readonly JournalAnchor[]; last: number; isLoud: boolean },
): AnchorReport {
  const macOf = database.prepare('SELECT mac FROM entry WHERE n = ?');
  const findings: JournalFinding[] = [];
  let agreed = 0;
  let cut: { head: JournalHead; at: number } | undefined;
  let newest: { n: number; at: number } | undefined;
  for (const { at, anchor } of anchors) {
    const head = readAnchor(key, anchor);
    if (!head) {
      if (isLoud)
        findings.push({
          what: 'anchor-foreign',
          text: `The anchor${when(at)} is not one of this house, or was changed.`,
        });
      continue;
    }
    if (head.n > last) {
      if (head.n > (cut?.head.n ?? 0)) cut = { head, at };
      continue;
    }
    const mac = macOf.get(head.n)?.['mac'];
    /* Gone: dropped by retention, or told as missing already. */
    if (!(mac instanceof Uint8Array)) continue;
    if (isSameMac(mac, head.mac)) {
      agreed += 1;
      if (head.n >= (newest?.n ?? 0)) newest = { n: head.n, at };
    } else if (!findings.some(({ n }) => n === head.n)) {
      const text = `Entry ${head.n} is not the one that the anchor${when(at)} names: from there or before, the journal was written anew, or an older copy was put in its place.`;
      findings.push({ what: 'anchor-differs', n: head.n, to: head.n, text });
    }
  }
  if (cut) {
    const { head, at } = cut;
    const name = entries(last + 1, head.n);
    const text = `The end was cut: ${name} ${last + 1 === head.n ? 'is' : 'are'} missing, as the anchor${when(at)} tells.`;
    findings.push({ what: 'cut', n: last + 1, to: head.n, text });
  }
  return { findings, agreed, ...(newest ? { newest } : {}) };
}

function when(at: number): string {
  return at > 0 ? ` of ${new Date(at).toISOString()}` : '';
}
