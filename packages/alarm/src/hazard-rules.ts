import type { Hazard, SirenPattern } from '@nightlatch/model';

export interface HazardRule {
  readonly pattern: SirenPattern;
  /** Sirens stop after the partition's `sirenSeconds`; else they sound until silenced or over. */
  readonly isBounded: boolean;
  /** Sounds on when its zones are back to normal: a burglar closes the door behind him. */
  readonly isLatched: boolean;
  /** A disarming ends it. Never so for life safety, water or freeze: those are silenced. */
  readonly endsAtDisarm: boolean;
}

/** How each hazard sounds, the most urgent first: where several sound at once, the sirens play the first of them. */
export const HAZARD_RULES: Readonly<Record<Hazard, HazardRule>> = {
  fire: { pattern: 'fire', isBounded: false, isLatched: false, endsAtDisarm: false },
  co: { pattern: 'co', isBounded: false, isLatched: false, endsAtDisarm: false },
  gas: { pattern: 'co', isBounded: false, isLatched: false, endsAtDisarm: false },
  panic: { pattern: 'panic', isBounded: true, isLatched: true, endsAtDisarm: false },
  medical: { pattern: 'medical', isBounded: true, isLatched: true, endsAtDisarm: false },
  burglary: { pattern: 'burglary', isBounded: true, isLatched: true, endsAtDisarm: true },
  tamper: { pattern: 'burglary', isBounded: true, isLatched: true, endsAtDisarm: true },
  water: { pattern: 'water', isBounded: true, isLatched: false, endsAtDisarm: false },
  freeze: { pattern: 'water', isBounded: true, isLatched: false, endsAtDisarm: false },
};

/** Hazards that a disarm ends, and whose reports it takes back: somebody is where he should not be. */
export const INTRUSIONS: readonly Hazard[] = ['burglary', 'tamper'];

const URGENCY = Object.keys(HAZARD_RULES) as readonly Hazard[];

/** Orders hazards, the most urgent first. */
export function byUrgency(one: Hazard, other: Hazard): number {
  return URGENCY.indexOf(one) - URGENCY.indexOf(other);
}
