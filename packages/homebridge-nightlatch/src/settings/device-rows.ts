import type { AttributeKey, DeviceAbility, ZoneSignal, ZoneType } from '@nightlatch/model';
import { UNKNOWN, attributePart, isAttributeKey } from '@nightlatch/model';
import type { ZoneChoice } from './house-block.ts';
import type { LiveDevice } from './live-house.ts';
import type { ShownValue } from './value-words.ts';
import { wordsForValue } from './value-words.ts';
import type { Role, When } from './zone-words.ts';
import { proposedRole, rolesFor, whenOf } from './zone-words.ts';

/** One sensor of a device, as the page offers it to the alarm. */
export interface ZoneRow {
  readonly signal: ZoneSignal;
  /** Tells several sensors of one device apart: "left", "smoke". */
  readonly part?: string;
  readonly roles: readonly Role[];
  /** What the alarm takes it for: as configured, else as proposed; undefined is no part of the alarm. */
  readonly type?: ZoneType;
  readonly isProposal: boolean;
  readonly when?: When;
  /** The partition that it belongs to, when that is not the one this page sets up. */
  readonly elsewhere?: string;
}

/** One device, ready to be drawn. */
export interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly room?: string;
  readonly model?: string;
  readonly isAvailable: boolean | 'unknown';
  readonly values: readonly ShownValue[];
  /** Per cent. */
  readonly battery?: number;
  readonly isBatteryLow: boolean;
  readonly zones: readonly ZoneRow[];
  /** What it does of itself, for devices that are no sensors. */
  readonly job?: string;
  readonly heard: number;
  readonly moved: number;
}

/** Draws one device up for the page. @param choose What the configuration says of a sensor. */
export function deviceRow(device: LiveDevice, choose: (id: string, signal: ZoneSignal) => ZoneChoice): DeviceRow {
  const valueOf = (key: AttributeKey): unknown =>
    device.available === true ? (device.values[key]?.value ?? UNKNOWN) : UNKNOWN;
  const battery = valueOf('battery');
  const zones = signalsOf(device).map((signal, _, all) =>
    zoneRow(device, signal, choose(device.id, signal), all.length),
  );
  const job = zones.length ? undefined : jobOf(device);
  return {
    id: device.id,
    name: device.name,
    ...(device.room === undefined ? {} : { room: device.room }),
    ...modelOf(device),
    isAvailable: device.available,
    values: device.attributes.flatMap((key) => wordsForValue(key, valueOf(key) as never) ?? []),
    ...(typeof battery === 'number' ? { battery: Math.round(battery) } : {}),
    isBatteryLow: valueOf('batteryLow') === true || (typeof battery === 'number' && battery <= 15),
    zones,
    ...(job === undefined ? {} : { job }),
    heard: device.heard,
    moved: device.moved,
  };
}

function modelOf({ manufacturer, model }: LiveDevice): { readonly model?: string } {
  const words = [manufacturer, model].filter((word) => word !== undefined).join(' ');
  return words ? { model: words } : {};
}

/** What of a device can be a zone. A plain button only where it is one already: most of them switch lamps. */
function signalsOf({ attributes, events }: LiveDevice): readonly ZoneSignal[] {
  return [
    ...attributes.filter((key) => proposedRole(key, '') !== undefined),
    ...events.filter((event) => event === 'panic' || event === 'medical' || event === 'button'),
  ];
}

function zoneRow(device: LiveDevice, signal: ZoneSignal, choice: ZoneChoice, count: number): ZoneRow {
  const { isSettled, type: chosen, modes, modeNames, elsewhere } = choice;
  const type = isSettled ? chosen : proposedRole(signal, device.name);
  const part = count > 1 ? partOf(signal) : undefined;
  const when = type === undefined ? undefined : whenOf(type, modes, modeNames);
  return {
    signal,
    ...(part === undefined ? {} : { part }),
    roles: rolesFor(signal, type),
    ...(type === undefined ? {} : { type }),
    isProposal: !isSettled,
    ...(when === undefined ? {} : { when }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
  };
}

const SENSOR_WORDS: Readonly<Record<string, string>> = {
  carbonMonoxide: 'Carbon monoxide',
  glassBreak: 'Glass break',
  waterLeak: 'Water leak',
};

function partOf(signal: ZoneSignal): string {
  const part = isAttributeKey(signal) ? attributePart(signal) : undefined;
  const word = part ?? SENSOR_WORDS[signal] ?? signal;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const JOBS: Readonly<Record<DeviceAbility, string>> = {
  siren: 'Siren: sounds when the alarm does.',
  keypad: 'Keypad: arms and disarms with your codes.',
  lock: 'Lock: shown in Apple Home.',
  chime: 'Chime: rings when a door opens.',
};

function jobOf({ abilities, events }: LiveDevice): string {
  const jobs = (['siren', 'keypad', 'lock', 'chime'] as const).filter((ability) => abilities.includes(ability));
  const [first] = jobs;
  if (first !== undefined) return JOBS[first];
  return events.includes('ring') ? 'Doorbell: shown in Apple Home.' : 'Shown in Apple Home; no part of the alarm.';
}
