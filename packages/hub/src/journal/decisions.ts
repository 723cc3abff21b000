import type { AlarmEffect } from '@nightlatch/alarm';

/** What shows a decision without being one: views, the lights of keypads, the question whose code it is. */
const ASIDE: ReadonlySet<AlarmEffect['type']> = new Set(['view', 'keypad', 'verify-code']);

/** Puts what the engine decided at an input into words for the journal; null where it decided nothing. */
export function decisionsOf(effects: readonly AlarmEffect[]): string | null {
  const decisions = effects.filter(({ type }) => !ASIDE.has(type));
  return decisions.length > 0 ? JSON.stringify(decisions) : null;
}
