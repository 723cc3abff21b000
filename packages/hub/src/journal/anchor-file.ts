import { existsSync, readFileSync } from 'node:fs';
import { appendFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalAnchor } from './anchor.ts';

/** Anchors beside the database: whoever restores an old database, or cuts the new one, must think of them too. */
export const ANCHORS_FILE = 'journal.anchors';

/** About 7,000 anchors; then the older half goes. */
const MAX_BYTES = 1_000_000;

/** Appends an anchor to the file of a data folder. */
export async function appendAnchor(dataDir: string, anchor: JournalAnchor): Promise<void> {
  const file = join(dataDir, ANCHORS_FILE);
  await appendFile(file, `${anchorText(anchor)}\n`, { mode: 0o600 });
  if ((await stat(file)).size < MAX_BYTES) return;
  const lines = readFileSync(file, 'utf8').split('\n');
  await writeFile(`${file}.new`, lines.slice(lines.length / 2).join('\n'), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Reads the anchors of a data folder, oldest first. */
export function readAnchors(dataDir: string): readonly JournalAnchor[] {
  const file = join(dataDir, ANCHORS_FILE);
  return existsSync(file) ? parseAnchors(readFileSync(file, 'utf8')) : [];
}

/** Writes an anchor as it stands in files and in the retained message. */
export function anchorText({ at, anchor }: JournalAnchor): string {
  return JSON.stringify({ v: 1, at, anchor });
}

/** Reads anchors from a text: one a line, as messages or as nothing but the anchor. What is neither is left out. */
export function parseAnchors(text: string): readonly JournalAnchor[] {
  return text.split('\n').flatMap((line) => {
    const word = line.trim();
    if (/^[\w-]+$/.test(word)) return [{ at: 0, anchor: word }];
    try {
      const { at, anchor } = JSON.parse(word) as Partial<JournalAnchor>;
      return typeof anchor === 'string' && typeof at === 'number' ? [{ at, anchor }] : [];
    } catch {
      return [];
    }
  });
}
