import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, platform, release } from 'node:os';
import { join } from 'node:path';
import { chart } from './chart.ts';
import type { BenchTable } from './table.ts';
import { markdown } from './table.ts';

const DOCS = join(import.meta.dirname, '../docs');

const PAGE = join(DOCS, 'performance.md');

/**
 * Puts the figures of one run into docs/performance.md, with a chart of the HomeKit latencies. Tables that were not measured
 * stay as they are.
 */
export function writePerformance(tables: readonly BenchTable[]): void {
  const homekit = tables.find((table) => table.id === 'homekit');
  mkdirSync(join(DOCS, 'images'), { recursive: true });
  if (homekit) writeFileSync(join(DOCS, 'images/latency.svg'), chart(homekit));
  const intro = [
    '# Performance',
    '',
    'Every figure is measured against a floor or a peer in the same run, in turns, so that a ratio means something on any machine; the bare times are of one shared machine and mean little by themselves. `npm run bench` measures them anew, `npm run bench -- --write` writes this page, of single tables when they are named.',
    '',
    `Last measured on ${platform()} ${release()} ${arch()}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.`,
    '',
    '![Sensor message to HomeKit event, beside the bare floor and stock HAP](images/latency.svg)',
    '',
  ];
  writeFileSync(PAGE, [...intro, mergedSections(readFileSync(PAGE, 'utf8'), tables).join('\n')].join('\n'));
}

/** The sections of the page as they are, each that was measured in its place, new ones at the end. */
function mergedSections(page: string, tables: readonly BenchTable[]): readonly string[] {
  const sections = page
    .split(/^(?=## )/m)
    .slice(1)
    .map((section) => `${section.trimEnd()}\n`);
  const measured = new Map(tables.map((table) => [table.title, markdown(table)]));
  const kept = sections.map((section) => measured.get(titleOf(section)) ?? section);
  const known = new Set(sections.map(titleOf));
  return [...kept, ...tables.filter(({ title }) => !known.has(title)).map(markdown)];
}

function titleOf(section: string): string {
  return section.slice(3, section.indexOf('\n'));
}
