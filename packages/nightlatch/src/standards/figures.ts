/** A figure that a standard asks for. Seconds, unless `unit` says otherwise. */
export interface Figure {
  readonly least?: number;
  readonly most?: number;
  readonly unit?: string;
  readonly source: string;
}

const CP01 = 'CP-01';

/** Every figure that `check` judges by, with who asks for it. CP-01 is ANSI/SIA CP-01. */
export const FIGURES = {
  exitDelay: { least: 45, most: 255, source: CP01 },
  /** CP-01 allows more. Longer is no finding: who needs more time to leave must not be driven into a false alarm. */
  exitDelayOfUl: { most: 60, source: 'UL' },
  entryDelay: { least: 30, source: CP01 },
  entryDelayAtMost: { most: 45, source: 'EN 50131-1, and UL,' },
  entryAndAbort: { most: 60, source: CP01 },
  abortWindow: { least: 15, most: 45, source: CP01 },
  swingerTrips: { least: 1, most: 6, unit: 'alarms', source: CP01 },
  siren: { least: 120, most: 900, source: 'EN 50131' },
  lockout: { least: 90, source: 'EN 50131-3' },
  settling: { least: 60, source: `${CP01}, power restore,` },
  fireVerification: { most: 60, source: 'fire alarm verification' },
  confirmation: { most: 1800, source: 'BS 8243' },
  journal: { least: 30, unit: 'days', source: 'EN 50131-1, event log,' },
} as const satisfies Readonly<Record<string, Figure>>;

/** Tells whether a value keeps a figure. */
export function isKept({ least = -Infinity, most = Infinity }: Figure, value: number): boolean {
  return value >= least && value <= most;
}

/** Says a figure: `CP-01 asks ≤ 60 s.` */
export function asks({ least, most, unit = 's', source }: Figure): string {
  if (least === undefined) return `${source} asks ≤ ${most} ${unit}.`;
  return most === undefined ? `${source} asks ≥ ${least} ${unit}.` : `${source} asks ${least} to ${most} ${unit}.`;
}
