import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, platform, release } from 'node:os';
import { join } from 'node:path';
import { chart } from './chart.ts';
import type { BenchTable } from './table.ts';
import { markdown } from './table.ts';

const DOCS = join(import.meta.dirname, '../docs');

/** Puts the figures of one run into docs/performance.md, with a chart of the HomeKit latencies. */
export function writePerformance(tables: readonly BenchTable[]): void {
  const homekit = tables.find((table) => table.id === 'homekit');
  mkdirSync(join(DOCS, 'images'), { recursive: true });
  if (homekit) writeFileSync(join(DOCS, 'images/latency.svg'), chart(homekit));
  const intro = [
    '# Performance',
    '',
    'Every figure is measured against a floor or a peer in the same run, in turns, so that a ratio means something on any machine; the bare times are of one shared machine and mean little by themselves. `npm run bench` measures them anew, `npm run bench -- --write` writes this page.',
    '',
    `Measured on ${platform()} ${release()} ${arch()}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.`,
    '',
    ...(homekit
      ? ['![Sensor message to HomeKit event, beside the bare floor and stock HAP](images/latency.svg)', '']
      : []),
  ];
  writeFileSync(join(DOCS, 'performance.md'), [...intro, tables.map(markdown).join('\n')].join('\n'));
}
