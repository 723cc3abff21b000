import { hash } from 'node:crypto';
import type { EngineState, Guard } from '../../src/state.ts';

/** The instant at which the small houses begin: every instant of theirs lies beyond it, and no duration does. */
export const BEGIN = 1_000_000_000_000;
/** What lies further back than this is past for every rule: the longest of them, recent closing, looks back 120 s. */
const PAST_MS = 121_000;

/**
 * Names a state, so that two which can only come to the same have one name: instants count from now, the past is past,
 * the longest lockout is the longest, and what only tells of what was is left out.
 */
export function canonical(state: EngineState): string {
  const { at, house, devices, partitions, troubles, ...rest } = state;
  const { lockoutSeconds, lockoutMaxSeconds } = house.config.policy;
  const longest = Math.ceil(Math.log2(lockoutMaxSeconds / lockoutSeconds));
  const isStartRead = house.config.partitions.some(
    ({ abortWindowSeconds, sirenRules }) => abortWindowSeconds > 0 || sirenRules !== undefined,
  );
  const parts = [
    { ...rest, lockout: { ...rest.lockout, count: Math.min(rest.lockout.count, longest) } },
    [...devices.entries()].sort(byKey),
    [...partitions.entries()].sort(byKey),
    [...troubles.entries()].map(([key]) => key).sort(),
  ];
  const text = JSON.stringify(parts, (key, value: unknown) => {
    if (key === 'guard') return keepingStart(value as Guard, isStartRead);
    if (TOLD_ONLY.includes(key) && (typeof value === 'number' || key === 'lastBlind')) return undefined;
    if (key === 'blind') return isOver(value) ? 'over' : 'now';
    if (key === 'alarmedIn') return true;
    return typeof value === 'number' && value >= BEGIN ? fromNow(key, value - at) : value;
  });
  return hash('sha1', text, 'base64');
}

/** When an entry delay began counts where an abort window follows it, or a siren warns for a time of its own. */
function keepingStart(guard: Guard, isStartRead: boolean): unknown {
  if (guard.status !== 'pending' || !isStartRead) return guard;
  const { since, ...rest } = guard;
  return { ...rest, startedAt: since };
}

/**
 * Since when an alarm, a report, a trouble or a blind time is: nothing else reads it, but in an alarm of more zones than it
 * lists, and these houses have no such.
 */
const TOLD_ONLY = ['since', 'from', 'lastBlind'];

/** What moved while blind is told when it is over, and decides nothing. */
function isOver(blind: unknown): boolean {
  return typeof blind === 'object' && blind !== null && 'to' in blind;
}

/**
 * A lockout, a settling or a deadline that is over is over, however long ago; deadlines keep their order. What began lasts
 * as long as a rule of the house says.
 */
function fromNow(key: string, ms: number): number {
  if (key === 'startedAt') return ms;
  return ['settleUntil', 'until', 'at'].includes(key) ? Math.max(ms, 0) : Math.max(ms, -PAST_MS);
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
