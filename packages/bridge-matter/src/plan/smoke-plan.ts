import type { AttributeKey, AttributeValue, DeviceState, Unknown } from '@nightlatch/model';
import { UNKNOWN, attributeName } from '@nightlatch/model';
import type { DeviceView } from './device-view.ts';
import { MAINS } from './device-view.ts';
import type { ClusterEvent, ClusterStates, EndpointKind, Reading } from './endpoint-plan.ts';

/** `AlarmStateEnum` and `ExpressedStateEnum`, numbered by the Matter specification 1.6, §2.11. */
const LEVEL = { normal: 0, warning: 1, critical: 2 } as const;
const EXPRESSED = { normal: 0, smoke: 1, co: 2, battery: 3, fault: 5, inoperative: 9 } as const;

/** The attributes that one smoke and CO endpoint shows. Heat is fire. */
export interface SmokeAttributes {
  readonly fire: readonly AttributeKey[];
  readonly co: readonly AttributeKey[];
}

export function smokeAttributes({ attributes }: DeviceState): SmokeAttributes {
  const of = (...names: readonly string[]): AttributeKey[] =>
    attributes.filter((key) => names.includes(attributeName(key)));
  return { fire: of('smoke', 'heat'), co: of('carbonMonoxide') };
}

/** Which features the endpoint needs; undefined when the device has none of these attributes. */
export function smokeKind({ fire, co }: SmokeAttributes): EndpointKind | undefined {
  if (fire.length && co.length) return 'smoke-co';
  if (fire.length) return 'smoke';
  return co.length ? 'co' : undefined;
}

export function initialSmoke({ fire, co }: SmokeAttributes, hasBattery: boolean): ClusterStates {
  return {
    smokeCoAlarm: {
      expressedState: EXPRESSED.inoperative,
      batteryAlert: LEVEL.normal,
      testInProgress: false,
      hardwareFaultAlert: false,
      endOfServiceAlert: 0,
      ...(fire.length ? { smokeState: LEVEL.normal } : {}),
      ...(co.length ? { coState: LEVEL.normal } : {}),
    },
    ...(hasBattery ? {} : MAINS),
  };
}

/**
 * Reads a smoke and CO alarm. While one of its values is unknown it is "inoperative", and unreachable as a whole only
 * when it is known to detect nothing: an alarm that is seen must not be hidden by another that is not.
 */
export function readSmoke(view: DeviceView, { fire, co }: SmokeAttributes): Reading {
  const smoke = detection(view, fire);
  const carbonMonoxide = detection(view, co);
  const isBlind = smoke === UNKNOWN || carbonMonoxide === UNKNOWN;
  const isAlarm = smoke === true || carbonMonoxide === true;
  const isLow = view.hasLowBattery();
  const isFaulty = view.isFaulty();
  return {
    reachable: view.isReachable() && (isAlarm || !isBlind),
    clusters: {
      smokeCoAlarm: {
        ...(typeof smoke === 'boolean' ? { smokeState: smoke ? LEVEL.critical : LEVEL.normal } : {}),
        ...(typeof carbonMonoxide === 'boolean' ? { coState: carbonMonoxide ? LEVEL.critical : LEVEL.normal } : {}),
        batteryAlert: isLow ? LEVEL.warning : LEVEL.normal,
        hardwareFaultAlert: isFaulty,
        expressedState: expressed(smoke === true, carbonMonoxide === true, { isBlind, isFaulty, isLow }),
      },
    },
  };
}

/** An alarm's events, which matter.js does not send by itself. */
export function smokeEvents(before: ClusterStates, after: ClusterStates): readonly ClusterEvent[] {
  const was = before['smokeCoAlarm'] ?? {};
  const is = after['smokeCoAlarm'] ?? {};
  const rose = (name: string): boolean => !was[name] && Boolean(is[name]);
  const wasAlarm = Boolean(was['smokeState']) || Boolean(was['coState']);
  const isAlarm = Boolean(is['smokeState']) || Boolean(is['coState']);
  return [
    ...(rose('smokeState') ? [event('smokeAlarm', { alarmSeverityLevel: LEVEL.critical })] : []),
    ...(rose('coState') ? [event('coAlarm', { alarmSeverityLevel: LEVEL.critical })] : []),
    ...(rose('batteryAlert') ? [event('lowBattery', { alarmSeverityLevel: LEVEL.warning })] : []),
    ...(rose('hardwareFaultAlert') ? [event('hardwareFault')] : []),
    ...(wasAlarm && !isAlarm ? [event('allClear')] : []),
  ];
}

/** The order is the specification's own: the gravest first. */
function expressed(
  smoke: boolean,
  co: boolean,
  { isBlind, isFaulty, isLow }: { isBlind: boolean; isFaulty: boolean; isLow: boolean },
): number {
  if (smoke) return EXPRESSED.smoke;
  if (co) return EXPRESSED.co;
  if (isBlind) return EXPRESSED.inoperative;
  if (isFaulty) return EXPRESSED.fault;
  return isLow ? EXPRESSED.battery : EXPRESSED.normal;
}

/** One detects: it is so. None does, and one is not known: unknown. No such attribute: undefined. */
function detection(view: DeviceView, keys: readonly AttributeKey[]): AttributeValue | Unknown | undefined {
  const values = keys.map((key) => view.trusted(key));
  if (values.includes(true)) return true;
  return values.includes(UNKNOWN) ? UNKNOWN : values[0];
}

function event(name: string, payload?: ClusterEvent['payload']): ClusterEvent {
  return { cluster: 'smokeCoAlarm', event: name, payload };
}
