import type { AttributeKey, AttributeName, AttributeValue, DeviceId, Moved, Unknown } from '@nightlatch/model';
import { attributeName, UNKNOWN } from '@nightlatch/model';
import type { Turn } from './turn.ts';

/** A time in which nobody watched, until it is told. */
export interface BlindRecord {
  readonly from: number;
  /** When watching began again; absent while nobody watches. */
  readonly to?: number;
  /** The clock jumped, so nobody knows how long it was. */
  readonly isUncertain?: boolean;
  readonly moved: readonly Moved[];
}

/** What is listed of one blind time. */
const MOVED_LISTED = 64;

/** What stays as it was put or found: of anything else, a difference says nothing of what happened in between. */
const STAYING: readonly AttributeName[] = [
  'contact',
  'lock',
  'tamper',
  'smoke',
  'carbonMonoxide',
  'gas',
  'heat',
  'waterLeak',
  'freeze',
];

/** Watching ends here. A blind time that is still untold is told first, as far as it is known. */
export function beginBlindness(turn: Turn): void {
  tellBlindness(turn);
  turn.blind = { from: turn.at, moved: [] };
}

/** Watching begins again; what is found to differ from now until the house has settled moved while nobody saw it. */
export function endBlindness(turn: Turn, clockJumped: boolean): void {
  const { from = turn.at } = turn.blind ?? {};
  turn.blind = { from, to: turn.at, moved: [], ...(clockJumped ? { isUncertain: true } : {}) };
}

/** Notes what was so already when we looked, and was otherwise when last seen. */
export function noteMoved(
  turn: Turn,
  device: DeviceId,
  attribute: AttributeKey,
  from: AttributeValue | Unknown | undefined,
  to: AttributeValue | Unknown,
): void {
  const { blind } = turn;
  if (blind?.to === undefined || from === undefined || from === UNKNOWN || to === UNKNOWN) return;
  if (!STAYING.includes(attributeName(attribute)) || blind.moved.length >= MOVED_LISTED) return;
  turn.blind = { ...blind, moved: [...blind.moved, { device, attribute, from, to }] };
}

/** Tells of the time that nobody watched, once: from when to when, and what moved meanwhile. */
export function tellBlindness(turn: Turn): void {
  const { blind } = turn;
  if (blind?.to === undefined) return;
  const { from, to, moved, isUncertain = false } = blind;
  turn.blind = undefined;
  turn.lastBlind = { from, to };
  turn.emit({ type: 'blind', from, to, moved, ...(isUncertain ? { isUncertain } : {}) });
}
