import { UNKNOWN } from '@nightlatch/model';
import type { NodeStatus } from 'node-red';

/** The hub is away: what is shown anywhere may be old, so nothing is. */
export const LOST: NodeStatus = { fill: 'red', shape: 'ring', text: 'nightlatch.status.lost' };
export const NO_HOME: NodeStatus = { fill: 'red', shape: 'ring', text: 'nightlatch.status.noHome' };
export const NOT_OPEN: NodeStatus = { fill: 'red', shape: 'ring', text: 'nightlatch.status.notOpen' };
export const BROKEN: NodeStatus = { fill: 'red', shape: 'ring', text: 'nightlatch.status.broken' };
export const NOT_PICKED: NodeStatus = { fill: 'yellow', shape: 'ring', text: 'nightlatch.status.notPicked' };
/** The home is there, and what was picked is not in it. */
export const GONE: NodeStatus = { fill: 'yellow', shape: 'ring', text: 'nightlatch.status.gone' };
export const QUIET: NodeStatus = { fill: 'grey', shape: 'ring', text: 'nightlatch.status.quiet' };

/** States with a badge of their own; any other is a mode of the owner's. */
const ALARM: Readonly<Record<string, NodeStatus>> = {
  [UNKNOWN]: LOST,
  off: { fill: 'grey', shape: 'ring', text: 'nightlatch.status.off' },
  arming: { fill: 'yellow', shape: 'dot', text: 'nightlatch.status.arming' },
  entry: { fill: 'yellow', shape: 'dot', text: 'nightlatch.status.entry' },
  alarm: { fill: 'red', shape: 'dot', text: 'nightlatch.status.alarm' },
  mixed: { fill: 'yellow', shape: 'ring', text: 'nightlatch.status.mixed' },
  away: { fill: 'green', shape: 'dot', text: 'nightlatch.status.away' },
  home: { fill: 'green', shape: 'dot', text: 'nightlatch.status.home' },
  night: { fill: 'green', shape: 'dot', text: 'nightlatch.status.night' },
  vacation: { fill: 'green', shape: 'dot', text: 'nightlatch.status.vacation' },
};

/** The badge of a partition, by its word. */
export function alarmBadge(word: string): NodeStatus {
  return ALARM[word] ?? { fill: 'green', shape: 'dot', text: word };
}

const TRANSLATED = [
  'open',
  'closed',
  'locked',
  'unlocked',
  'locking',
  'unlocking',
  'jammed',
  'bypassed',
  'true',
  'false',
];
const ACTIVE = ['open', 'true', 'unlocked'];
const MOVING = ['locking', 'unlocking', 'bypassed'];

/** The badge of a device's value: blue while it is active, grey at rest, yellow between, red where it is trouble. */
export function valueBadge(value: unknown): NodeStatus {
  const word = String(value);
  if (word === UNKNOWN) return { fill: 'yellow', shape: 'ring', text: 'nightlatch.status.unknown' };
  const text = TRANSLATED.includes(word) ? `nightlatch.status.${word}` : word;
  if (word === 'jammed') return { fill: 'red', shape: 'dot', text };
  if (MOVING.includes(word)) return { fill: 'yellow', shape: 'dot', text };
  return { fill: ACTIVE.includes(word) ? 'blue' : 'grey', shape: 'dot', text };
}
