import type { BenchTable } from './table.ts';
import { figures } from './table.ts';

const WIDTH = 760;
const LEFT = 170;
const BAR = 22;
const GAP = 12;
const TOP = 64;

/**
 * Draws the medians of the latency table as bars, as SVG that reads on light and dark pages. The scale is logarithmic: stock
 * HAP lies hundreds of times above the rest.
 */
export function chart(table: BenchTable): string {
  const bars = table.rows.map(({ cells }) => ({ name: String(cells[0]), p50: Number(cells[2]) }));
  const lowest = 0.1;
  const highest = Math.max(...bars.map((bar) => bar.p50)) * 1.5;
  const x = (value: number): number =>
    LEFT + ((WIDTH - LEFT - 90) * Math.log(value / lowest)) / Math.log(highest / lowest);
  const height = TOP + bars.length * (BAR + GAP) + 34;
  const rows = bars.map(({ name, p50 }, index) => {
    const y = TOP + index * (BAR + GAP);
    const tone = name.startsWith('stock') ? 'stock' : name.startsWith('floor') ? 'floor' : 'ours';
    return `<text class="name" x="${LEFT - 12}" y="${y + 16}" text-anchor="end">${name}</text>
  <rect class="${tone}" x="${LEFT}" y="${y}" width="${(x(p50) - LEFT).toFixed(1)}" height="${BAR}" rx="3"/>
  <text class="value" x="${(x(p50) + 8).toFixed(1)}" y="${y + 16}">${figures(p50)} ms</text>`;
  });
  const ticks = [0.1, 1, 10, 100].map(
    (
      tick,
    ) => `<line class="grid" x1="${x(tick).toFixed(1)}" x2="${x(tick).toFixed(1)}" y1="${TOP - 8}" y2="${height - 28}"/>
  <text class="tick" x="${x(tick).toFixed(1)}" y="${height - 12}" text-anchor="middle">${tick} ms</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" role="img" aria-label="${table.title}, median">
  <style>
    .card { fill: #ffffff; stroke: #d8dde3 } .title { font-size: 16px; font-weight: 600; fill: #1d2733 } .sub, .tick { font-size: 12px; fill: #66717e }
    .name, .value { font-size: 13px; fill: #1d2733 } .grid { stroke: #e6eaee } .floor { fill: #9aa7b4 } .stock { fill: #d9822b } .ours { fill: #2f6fde }
  </style>
  <rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>
  <text class="title" x="20" y="28">${table.title}</text>
  <text class="sub" x="20" y="47">median, logarithmic scale</text>
  ${ticks.join('\n  ')}
  ${rows.join('\n  ')}
</svg>
`;
}
