import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { MONTH_LINES, monthHouse, monthLines } from '../packages/nightlatch/test/month.ts';
import type { BenchTable } from './table.ts';
import { Sample } from './table.ts';

const RUNS = 5;
const LIMIT_SECONDS = 5;

/** Each way to read the month: the script, and what its last line must hold, without which a run does not count. */
const WAYS = {
  floor: { script: 'floor-ndjson.ts', args: ['month.ndjson'], says: String(MONTH_LINES) },
  decisions: { script: 'replay-process.ts', args: ['replay', 'month.ndjson'], says: `"lines":${MONTH_LINES}` },
  summary: {
    script: 'replay-process.ts',
    args: ['replay', '--summary', 'month.ndjson'],
    says: 'No zone names 2 devices',
  },
} as const;
type Way = keyof typeof WAYS;

/** Measures how long a month of a house takes to replay, from the command to its end, beside parsing the same lines alone. */
export async function replayBench(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  const seconds: Record<Way, number[]> = { floor: [], decisions: [], summary: [] };
  try {
    writeFileSync(join(folder, 'house.yaml'), monthHouse());
    writeFileSync(join(folder, 'month.ndjson'), `${monthLines().join('\n')}\n`);
    for (let run = 0; run < RUNS; run += 1)
      for (const way of ['floor', 'decisions', 'summary'] as const) seconds[way].push(await time(way, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const floor = new Sample(seconds.floor).p50;
  const row = (name: string, way: Way) => {
    const sample = new Sample(seconds[way]);
    const best = sample.quantile(0);
    return {
      cells: [name, best, sample.p50, `${(sample.p50 / floor).toFixed(2)} ×`],
      ...(way === 'floor' ? {} : { budget: `≤ ${LIMIT_SECONDS} s`, isKept: best <= LIMIT_SECONDS }),
    };
  };
  return {
    id: 'replay',
    title: 'Replay of a month',
    method: `A month of a house, ${MONTH_LINES.toLocaleString('en')} lines with 104 armings, through \`nightlatch replay\`: whole processes, from their spawn to their end, in turns with one that only parses the same lines. Best and median of ${RUNS} runs.`,
    columns: ['what', 'best, s', 'median, s', 'median / floor'],
    rows: [
      row('floor: parse the lines', 'floor'),
      row('every decision as a line', 'decisions'),
      row('the summary for people', 'summary'),
    ],
  };
}

/** Seconds from the spawn of a process to its end. */
async function time(way: Way, folder: string): Promise<number> {
  const { script, args, says } = WAYS[way];
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, script), ...args],
    {
      cwd: folder,
      env: { ...process.env, NIGHTLATCH_SECRET_ANA_CODE: '135790' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const took = (performance.now() - startedAt) / 1000;
  const last = said.trimEnd().split('\n').at(-1) ?? '';
  if (code !== 0 || !last.includes(says)) throw new Error(`${script} ended with ${code}, and said last: ${last}`);
  return took;
}
