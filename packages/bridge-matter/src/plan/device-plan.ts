import type { AttributeKey, AttributeName, DeviceState } from '@nightlatch/model';
import { UNKNOWN, attributeName, attributePart } from '@nightlatch/model';
import { cameraParts } from '../camera/camera-plan.ts';
import { INITIAL_BUTTON, pressEvents } from './button-events.ts';
import type { DeviceView } from './device-view.ts';
import { BATTERY, hasBattery, mergeStates, viewDevice } from './device-view.ts';
import type { EndpointPlan, EndpointPower } from './endpoint-plan.ts';
import { INITIAL_LOCK, askLock, noticeLock, readLock } from './lock-plan.ts';
import type { SensorRow } from './sensor-table.ts';
import { SENSORS, TAMPER_SENSOR } from './sensor-table.ts';
import { initialSmoke, readSmoke, smokeAttributes, smokeEvents, smokeKind } from './smoke-plan.ts';
import type { Stage } from './stage.ts';

/** What one endpoint of a device shows, before it is named and given its battery. */
type Part = Pick<EndpointPlan, 'kind' | 'initial' | 'read' | 'rank'> &
  Partial<Pick<EndpointPlan, 'told' | 'notice' | 'ask' | 'power' | 'camera'>> & {
    /** Behind the device's id: never change how it is made. */
    readonly id: string;
    /** What it is called beside others of the same device. */
    readonly label: string;
  };

/** Alarms are 0, their companions 1. */
const RANK = { life: 2, lock: 3, intrusion: 4, water: 5, rest: 6 } as const;
const INTRUSION: readonly AttributeName[] = ['contact', 'motion', 'occupancy', 'vibration', 'glassBreak', 'gas'];

/**
 * Plans the endpoints of a device: one for each thing that it senses or does, the gravest first.
 *
 * They are not parts of one composed device: apps disagree on how to show those, and agree on single ones. The first
 * carries the battery, so that an empty one is told once.
 */
export function planDevice(stage: Stage, device: DeviceState): readonly EndpointPlan[] {
  const view = viewDevice(stage, device);
  const parts = partsOf(stage, device, view).sort((a, b) => a.rank - b.rank);
  return parts.map((part, index) => finish(device, view, part, { isFirst: index === 0, isAlone: parts.length === 1 }));
}

function finish(
  device: DeviceState,
  view: DeviceView,
  { id, label, ...part }: Part,
  { isFirst, isAlone }: { isFirst: boolean; isAlone: boolean },
): EndpointPlan {
  const carriesBattery = isFirst && hasBattery(device);
  const power: EndpointPower = carriesBattery ? 'battery' : (part.power ?? 'none');
  return {
    ...part,
    key: `${device.id}#${id}`,
    power,
    name: isAlone ? device.name : `${device.name} ${label}`,
    ...(device.room === undefined ? {} : { room: device.room }),
    shape: JSON.stringify([part.kind, power, ...(part.camera ? [part.camera.dress, part.camera.abilities] : [])]),
    about: {
      vendor: device.manufacturer ?? 'Nightlatch',
      product: device.model ?? 'Device',
      serial: device.serial ?? device.id,
      ...(device.firmware === undefined ? {} : { firmware: device.firmware }),
    },
    initial: carriesBattery ? mergeStates(part.initial, BATTERY) : part.initial,
    read: () => {
      const reading = part.read();
      return carriesBattery ? { ...reading, clusters: mergeStates(reading.clusters, view.power()) } : reading;
    },
  };
}

function partsOf(stage: Stage, device: DeviceState, view: DeviceView): Part[] {
  const parts = [
    ...smokeParts(device, view),
    ...device.attributes.flatMap((key) => {
      const row = SENSORS[attributeName(key)];
      return row ? [sensorPart(view, key, row)] : [];
    }),
    ...device.attributes.filter((key) => attributeName(key) === 'lock').map((key) => lockPart(stage, device, key)),
    ...(device.abilities.includes('siren') ? [sirenPart(stage, device, view)] : []),
    ...buttonParts(stage, device),
    ...cameraParts(stage, device),
  ];
  const tampers = device.attributes.filter((key) => attributeName(key) === 'tamper');
  const isShown = stage.options.companions.tamper === 'device' || parts.length === 0;
  return isShown ? [...parts, ...tampers.map((key) => sensorPart(view, key, TAMPER_SENSOR))] : parts;
}

function smokeParts(device: DeviceState, view: DeviceView): Part[] {
  const attributes = smokeAttributes(device);
  const kind = smokeKind(attributes);
  if (!kind) return [];
  return [
    {
      id: 'smoke-co',
      label: 'alarm',
      kind,
      rank: RANK.life,
      power: 'mains',
      initial: initialSmoke(attributes, hasBattery(device)),
      read: () => readSmoke(view, attributes),
      told: smokeEvents,
    },
  ];
}

function sensorPart(view: DeviceView, key: AttributeKey, row: SensorRow): Part {
  const name = attributeName(key);
  const rank = INTRUSION.includes(name) ? RANK.intrusion : row.kind === 'temperature' ? RANK.rest : RANK.water;
  return {
    id: key,
    label: attributePart(key) ?? row.label,
    kind: row.kind,
    rank: name === 'tamper' ? RANK.rest : rank,
    initial: row.initial,
    read: () => {
      const value = view.trusted(key);
      return { reachable: value !== UNKNOWN, clusters: value === UNKNOWN ? (row.unknown ?? {}) : row.show(value) };
    },
  };
}

function lockPart(stage: Stage, device: DeviceState, key: AttributeKey): Part {
  const lock = { device, key };
  return {
    id: key,
    label: attributePart(key) ?? 'lock',
    kind: 'lock',
    rank: RANK.lock,
    initial: INITIAL_LOCK,
    read: () => readLock(stage, lock),
    notice: (change) => noticeLock(change, lock),
    ask: askLock(stage, lock),
  };
}

function sirenPart({ desk }: Stage, device: DeviceState, view: DeviceView): Part {
  const hasState = device.attributes.includes('siren');
  return {
    id: 'siren-switch',
    label: 'siren',
    kind: 'switch',
    rank: RANK.water,
    initial: { onOff: { onOff: false } },
    read: () => {
      const value = hasState ? view.trusted('siren') : false;
      return {
        reachable: view.isReachable() && value !== UNKNOWN,
        clusters: value === UNKNOWN ? {} : { onOff: { onOff: value === true } },
      };
    },
    ask: async (request) => {
      if (request.type !== 'on' && request.type !== 'off') return { ok: false, reason: 'invalid' };
      const on = request.type === 'on';
      return await desk.ask({ type: 'siren', device: device.id, on }, `switch ${device.name} ${request.type}`);
    },
  };
}

function buttonParts({ home }: Stage, device: DeviceState): Part[] {
  return (['ring', 'button'] as const)
    .filter((event) => device.events.includes(event))
    .map((event) => ({
      id: event,
      label: event === 'ring' ? 'doorbell' : 'button',
      kind: event === 'ring' ? ('doorbell' as const) : ('button' as const),
      rank: RANK.rest,
      initial: INITIAL_BUTTON,
      // A button that is silent may well be there: only a hub that is away, or a device known to be, is not.
      read: () => ({
        reachable: home.snapshot.link === 'online' && home.snapshot.devices.get(device.id)?.available !== false,
        clusters: {},
      }),
      notice: (change) =>
        change.type === 'event' && change.device === device.id && change.event === event ? pressEvents(change.key) : [],
    }));
}
