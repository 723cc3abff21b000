import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '../bin/nightlatch.js');
const CODE = '471147';

/** Puts what the example of `docs/replay.md` gives today into the page. @throws Error when it does not run. */
export function withDecisions(page: string): string {
  const [before = '', rest = ''] = page.split(mark('decisions'));
  return `${before}${mark('decisions')}${rest.replace(/```json\n[\s\S]*?```/, () => `\`\`\`json\n${decisions(page)}\`\`\``)}`;
}

function decisions(page: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-page-'));
  try {
    writeFileSync(join(folder, 'house.yaml'), example(page, 'house.yaml'));
    writeFileSync(join(folder, 'events.ndjson'), example(page, 'events'));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=source', '--disable-warning=ExperimentalWarning', BIN, 'replay', 'events.ndjson'],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, NIGHTLATCH_SECRET_ANA_CODE: CODE } },
    );
    if (status !== 0 || stderr !== '') throw new Error(`The example ended with ${status}: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The block of code that follows a mark of the page. */
function example(page: string, name: string): string {
  const [, rest = ''] = page.split(mark(name));
  return /```\w+\n([\s\S]*?)```/.exec(rest)?.[1] ?? '';
}

function mark(name: string): string {
  return `<!-- example: ${name} -->`;
}
