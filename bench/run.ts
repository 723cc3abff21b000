/**
 * Measures the budgets and prints a table for each.
 *
 * Arguments: ids of the benchmarks to run, all by default; `--write` puts the figures into docs/performance.md.
 */
import { writePerformance } from './performance.ts';
import type { BenchTable } from './table.ts';
import { markdown } from './table.ts';

const BENCHES: Readonly<Record<string, () => Promise<BenchTable>>> = {
  transition: async () => (await import('./transition.ts')).transitionBench(),
  homekit: async () => (await import('./homekit.ts')).homekitBench(),
  siren: async () => (await import('./siren.ts')).sirenBench(),
  storm: async () => (await import('./storm.ts')).stormBench(),
  journal: async () => (await import('./journal.ts')).journalBench(),
  link: async () => (await import('./link.ts')).linkBench(),
  matter: async () => (await import('./matter.ts')).matterBench(),
  matterbridge: async () => (await import('./matterbridge.ts')).matterbridgeBench(),
  replay: async () => (await import('./replay.ts')).replayBench(),
  'node-red': async () => (await import('./node-red.ts')).nodeRedBench(),
  resources: async () => (await import('./resources.ts')).resourcesBench(),
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((id) => !Object.hasOwn(BENCHES, id));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark "${unknown.join('", "')}": choose from ${Object.keys(BENCHES).join(', ')}.\n`,
  );
  process.exit(2);
}

const tables: BenchTable[] = [];
for (const [id, measure] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  process.stdout.write(`Measuring ${id} …\n`);
  const table = await measure();
  tables.push(table);
  process.stdout.write(`\n${markdown(table)}\n`);
}
if (process.argv.includes('--write')) writePerformance(tables);
const broken = tables.flatMap((table) =>
  table.rows.filter((row) => row.isKept === false).map((row) => `${table.id}: ${row.cells[0]}`),
);
if (broken.length > 0) process.stdout.write(`Over budget: ${broken.join('; ')}\n`);
process.exit(broken.length > 0 ? 1 : 0);
