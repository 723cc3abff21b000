import type { Random } from './random.ts';

/** One message that should not be. */
export interface BadMessage {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly retain?: boolean;
}

/** By what a kind of bad input shows: a line in the hub's log, the answer to the client, or the numbered event `refused`. */
export type Evidence =
  | { readonly log: RegExp }
  | { readonly answer: readonly string[] }
  | { readonly refused: readonly string[] }
  /** It never reaches the hub, or means nothing there by design. */
  | { readonly nothing: string };

/** One way in which input can be bad. */
export interface Kind {
  readonly name: string;
  /** Who sends it: Zigbee2MQTT's user, or the client of the home that bears this name. */
  readonly sender: string;
  readonly make: (random: Random, count: number) => BadMessage;
  readonly evidence: Evidence;
}

/** The user that Zigbee2MQTT logs in as. */
export const BRIDGE_USER = 'zigbee2mqtt';

/** Values that JSON can carry and nobody expects. */
export const STRANGE: readonly unknown[] = [
  [],
  {},
  -1,
  3.5e-7,
  'maybe',
  [false],
  ['closed'],
  { toString: 1, valueOf: 1 },
  { contact: false },
  '\u0000',
  '𝕆ℕ',
  'x'.repeat(5000),
];

/** JSON whose values are lists in lists. */
export function nested(key: string, depth: number): string {
  return `{${JSON.stringify(key)}:${'['.repeat(depth)}${']'.repeat(depth)}}`;
}
