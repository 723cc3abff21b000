import type { Config } from '@nightlatch/assembly';
import { FIGURES, asks, isKept } from './figures.ts';
import type { Finding } from './finding.ts';

/** Finds a journal that is kept for too short a time. Its newest 1,000 decisions are kept in any case. */
export function journalFindings({ journal: { keepDays } }: Config): readonly Finding[] {
  if (isKept(FIGURES.journal, keepDays)) return [];
  return [
    {
      path: ['journal', 'keepDays'],
      message: `The journal is kept for ${keepDays} ${keepDays === 1 ? 'day' : 'days'}.`,
      figure: asks(FIGURES.journal),
      remedy: 'Leave keepDays out: a year of a usual house takes less than 500 MB.',
    },
  ];
}
