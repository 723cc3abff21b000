import type { DecisionCause } from '@nightlatch/model';
import { attributeName, isActive, UNKNOWN } from '@nightlatch/model';
import type { AttributeKey, AttributeValue, Unknown } from '@nightlatch/model';
import { endRested } from './alarms.ts';
import { closeBehind } from './exit-restart.ts';
import type { Watch } from './house.ts';
import type { DeviceRecord, ZoneRecord, ZoneStatus } from './state.ts';
import { discover } from './trip.ts';
import type { Turn } from './turn.ts';
import { activate, endActivity } from './zone-activity.ts';

const MOTION: readonly string[] = ['motion', 'occupancy'];
const OPENINGS: readonly string[] = ['contact', 'lock'];

/** Tells whether a zone watches movement, whose level says nothing: it may be true from before. */
export function isMotion({ attribute }: Watch): boolean {
  return attribute !== undefined && MOTION.includes(attribute);
}

/** Tells whether a zone watches something that stands open until someone shuts it. */
export function isOpening({ attribute }: Watch): boolean {
  return attribute !== undefined && OPENINGS.includes(attribute);
}

/** How far a temperature must rise above its limit before it counts as back, °C: sensors waver by some tenths. */
const RECOVERY_CELSIUS = 0.5;

/**
 * Reads a zone from what its device says. Unknown is never at rest: neither is the last value of a lost device.
 *
 * @param wasActive Whether it was active when last known: a temperature is then back only well above its limit.
 */
export function statusOf({ zone, attribute }: Watch, device: DeviceRecord, wasActive = false): ZoneStatus {
  if (attribute === undefined) return device.available === false || device.isOverdue ? 'unknown' : 'inactive';
  const value = device.values[zone.signal as AttributeKey] ?? UNKNOWN;
  if (value === UNKNOWN || device.available !== true || device.isOverdue) return 'unknown';
  const { belowCelsius } = zone;
  const limit = belowCelsius !== undefined && wasActive ? belowCelsius + RECOVERY_CELSIUS : belowCelsius;
  return isTripping(limit, zone.signal as AttributeKey, value) ? 'active' : 'inactive';
}

function isTripping(below: number | undefined, signal: AttributeKey, value: AttributeValue | Unknown): boolean {
  if (attributeName(signal) !== 'temperature') return isActive(value);
  return below !== undefined && typeof value === 'number' && value <= below;
}

/** What led to looking at a zone: its device said so as it happened, or it was so already when we looked. */
export type Sighting = { readonly how: 'live'; readonly cause: DecisionCause } | { readonly how: 'found' };

/**
 * Looks at a zone anew and acts on a fresh activation, never on a level.
 *
 * While settling, what is heard for the first time and movement are no trips. What was at rest when last known and is
 * found active is a discovery, except for movement, which says nothing of the time before.
 */
export function assess(turn: Turn, watch: Watch, sighting: Sighting): void {
  const before = turn.zone(watch);
  const status = statusOf(watch, turn.device(watch.zone.device), before.wasActive);
  if (status === before.status) return;
  turn.setZone(watch, after(turn, watch, before, status));
  if (before.status === 'unknown') turn.trouble('blind', watch.zone.device, false);
  if (watch.isBurglary) turn.touch(watch.partition.id);
  if (status === 'inactive' && before.wasActive === true) {
    endActivity(turn, watch);
    if (sighting.how === 'live') closeBehind(turn, watch);
    endRested(turn, watch.partition, whyOf(sighting));
  }
  if (status !== 'active' || before.wasActive === true) return;
  const isFirst = before.wasActive === undefined;
  const isDiscounted = turn.isSettling && (isFirst || isMotion(watch));
  if (sighting.how === 'live' && !isDiscounted) {
    chime(turn, watch);
    activate(turn, watch, sighting.cause);
  } else if (!isFirst && !isMotion(watch)) discover(turn, watch);
}

function after(turn: Turn, watch: Watch, before: ZoneRecord, status: ZoneStatus): ZoneRecord {
  if (status === 'unknown') return { ...before, status };
  const { bypass, ...rest } = before;
  const isOver = bypass === 'closed' && status === 'inactive';
  if (isOver) turn.touch(watch.partition.id);
  return { ...rest, ...(bypass && !isOver ? { bypass } : {}), status, wasActive: status === 'active' };
}

/** A door that opens while disarmed chimes; under a walk test so does every burglary zone. One in test chimes anyway. */
function chime(turn: Turn, watch: Watch): void {
  const { zone, partition } = watch;
  const { guard, isTesting } = turn.partition(partition.id);
  const isChiming = (zone.chime && zone.type !== 'interior') || isTesting;
  const isInTest = turn.zone(watch).testUntil !== undefined;
  if (guard.status !== 'disarmed' || !watch.isBurglary || !isChiming || isInTest) return;
  turn.emit({ type: 'chime', partition: partition.id, zone: zone.id, devices: zone.chimes ?? partition.chimes });
}

function whyOf(sighting: Sighting): { cause: DecisionCause } {
  return { cause: sighting.how === 'live' ? sighting.cause : { timer: 'blind' } };
}
