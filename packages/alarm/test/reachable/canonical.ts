import type { EngineState } from '../../src/state.ts';

/** The instant at which the small houses begin: every instant of theirs lies beyond it, and no duration does. */
export const BEGIN = 1_000_000_000_000;
/** What lies further back than this is past for every rule. */
const PAST_MS = 120_000;

/**
 * Names a state, so that two which can only come to the same have one name: instants count from now, the past is past,
 * the longest lockout is the longest, and what only tells since when is left out.
 */
export function canonical(state: EngineState): string {
  const { at, house, devices, partitions, troubles, ...rest } = state;
  const { lockoutSeconds, lockoutMaxSeconds } = house.config.policy;
  const longest = Math.ceil(Math.log2(lockoutMaxSeconds / lockoutSeconds));
  const parts = [
    { ...rest, lockout: { ...rest.lockout, count: Math.min(rest.lockout.count, longest) } },
    [...devices.entries()].sort(byKey),
    [...partitions.entries()].sort(byKey),
    [...troubles.entries()].map(([key]) => key).sort(),
  ];
  return JSON.stringify(parts, (key, value: unknown) => {
    if (key === 'since' || key === 'lastBlind') return undefined;
    if (key === 'from' && typeof value === 'number') return undefined;
    return typeof value === 'number' && value >= BEGIN ? fromNow(key, value - at) : value;
  });
}

/** A lockout, a settling or a deadline that is over is over, however long ago; deadlines keep their order. */
function fromNow(key: string, ms: number): number {
  return ['settleUntil', 'until', 'at'].includes(key) ? Math.max(ms, 0) : Math.max(ms, -PAST_MS);
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
