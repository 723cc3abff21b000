/** One thing that was looked at. `remedy` says what to do where it is not well. */
export interface Diagnosis {
  readonly what: string;
  readonly state: 'well' | 'doubtful' | 'broken';
  readonly detail: string;
  readonly remedy?: string;
}

export function well(what: string, detail: string): Diagnosis {
  return { what, state: 'well', detail };
}

export function doubtful(what: string, detail: string, remedy: string): Diagnosis {
  return { what, state: 'doubtful', detail, remedy };
}

export function broken(what: string, detail: string, remedy: string): Diagnosis {
  return { what, state: 'broken', detail, remedy };
}

/** What stands before each line. */
export const MARKS: Readonly<Record<Diagnosis['state'], string>> = { well: 'ok  ', doubtful: 'hm  ', broken: 'FAIL' };
