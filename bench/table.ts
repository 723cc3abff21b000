/** What one benchmark found: a table for people, each row with whether it kept its budget. */
export interface BenchTable {
  /** A short name, also the command-line argument that runs only this one. */
  readonly id: string;
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly method: string;
  readonly columns: readonly string[];
  readonly rows: readonly BenchRow[];
}

export interface BenchRow {
  readonly cells: readonly (string | number)[];
  /** What the design asks, in words; absent where a row is only context. */
  readonly budget?: string;
  readonly isKept?: boolean;
}

/** Numbers sorted upwards, with the value below which a share of them lies. */
export class Sample {
  readonly sorted: readonly number[];

  constructor(values: readonly number[]) {
    this.sorted = values.toSorted((a, b) => a - b);
  }

  /** @param share From 0 to 1: 0.5 is the median. */
  quantile(share: number): number {
    if (this.sorted.length === 0) throw new RangeError('A sample without values has no quantile.');
    return this.sorted[Math.min(this.sorted.length - 1, Math.floor(share * this.sorted.length))] ?? Number.NaN;
  }

  get p50(): number {
    return this.quantile(0.5);
  }

  get p99(): number {
    return this.quantile(0.99);
  }
}

/** Writes a number with three figures that matter. */
export function figures(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table as Markdown. */
export function markdown(table: BenchTable): string {
  const hasBudget = table.rows.some((row) => row.budget !== undefined);
  const head = [...table.columns, ...(hasBudget ? ['budget', 'kept'] : [])];
  const body = table.rows.map((row) => [
    ...row.cells.map((cell) => (typeof cell === 'number' ? figures(cell) : cell)),
    ...(hasBudget ? [row.budget ?? '', row.isKept === undefined ? '' : row.isKept ? 'yes' : '**no**'] : []),
  ]);
  return [
    `## ${table.title}`,
    '',
    table.method,
    '',
    line(head),
    line(head.map(() => '---')),
    ...body.map(line),
    '',
  ].join('\n');
}
