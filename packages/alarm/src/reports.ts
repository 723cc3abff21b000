import type { DeviceId } from '@nightlatch/model';
import { reportDeviceTrouble } from './device-trouble.ts';
import { noteMoved } from './blindness.ts';
import type { AlarmInput } from './input.ts';
import { takeLockWord } from './locks.ts';
import type { Turn } from './turn.ts';
import { activate, loseZones } from './zone-activity.ts';
import { assess } from './zones.ts';
import type { Sighting } from './zones.ts';

type Input<T extends AlarmInput['type']> = Extract<AlarmInput, { type: T }>;

/** Takes in a value: remembers it, whoever watches it or not, and looks at the zones that do. */
export function takeAttribute(turn: Turn, { device, attribute, value, cause }: Input<'attribute'>): void {
  const record = turn.device(device);
  if (record.values[attribute] === value) return;
  if (turn.blind && cause !== 'live') noteMoved(turn, device, attribute, record.values[attribute], value);
  turn.setDevice(device, { ...record, values: { ...record.values, [attribute]: value } });
  reportDeviceTrouble(turn, device, attribute, value);
  takeLockWord(turn, device, attribute, value);
  if (!turn.isWatching) return;
  look(
    turn,
    device,
    cause === 'live' ? { how: 'live', cause: { device, attribute, value } } : { how: 'found' },
    attribute,
  );
}

/** Takes in that a device was lost or is back. Its values stand, and count again once it is back. */
export function takeAvailability(turn: Turn, { device, available }: Input<'availability'>): void {
  const record = turn.device(device);
  if (record.available === available) return;
  turn.setDevice(device, { ...record, available });
  const watches = turn.house.watchesOfDevice.get(device) ?? [];
  const isMissed = watches.length === 0 || watches.some(({ zone }) => zone.whenUnavailable !== 'ignore');
  if (available !== 'unknown') turn.trouble('unavailable', device, !available && isMissed);
  if (!turn.isWatching) return;
  look(turn, device, { how: 'found' });
  if (record.available === true && available === false && !turn.isSettling) loseZones(turn, watches);
}

/** Takes in something momentary: it trips the zones that wait for it, and is over at once. */
export function takeEvent(turn: Turn, { device, event }: Input<'event'>): void {
  if (!turn.isWatching) return;
  for (const watch of turn.house.watchesOfDevice.get(device) ?? [])
    if (watch.zone.signal === event) activate(turn, watch, { device, attribute: event, value: true });
}

/** Looks at what of a device is watched: at all of it, or at one attribute. */
export function look(turn: Turn, device: DeviceId, sighting: Sighting, attribute?: string): void {
  for (const watch of turn.house.watchesOfDevice.get(device) ?? [])
    if (attribute === undefined || watch.zone.signal === attribute) assess(turn, watch, sighting);
}
