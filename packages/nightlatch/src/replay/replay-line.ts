import type { AttributeKey, AttributeValue, MomentaryEvent, Unknown } from '@nightlatch/model';
import { isAttributeKey, isAttributeValue, MOMENTARY_EVENTS } from '@nightlatch/model';
import type { ReadCommand } from './read-command.ts';
import { readCommand } from './read-command.ts';
import { known, LineError, object, shown, text } from './line-values.ts';
import { readInstant } from './read-instant.ts';

/** One line of a recording, checked. */
export type ReplayLine = Instant & (DeviceLine | CommandLine | HubLine | { readonly kind: 'end' });

interface Instant {
  /** Epoch milliseconds. */
  readonly at: number;
  /** It was written in epoch milliseconds, not as ISO 8601. */
  readonly isEpoch: boolean;
}

export interface CommandLine extends ReadCommand {
  readonly kind: 'command';
}

interface HubLine {
  readonly kind: 'hub';
  readonly to: 'started' | 'stopped';
}

/** What a device did: its availability is heard first, then its values, then what was momentary. */
export interface DeviceLine {
  readonly kind: 'device';
  readonly device: string;
  readonly available?: boolean | Unknown;
  readonly values: readonly (readonly [AttributeKey, AttributeValue | Unknown])[];
  readonly events: readonly { readonly event: MomentaryEvent; readonly key?: string }[];
  /** Attributes that the model does not have: no matter on a device that no zone names, a mistake on one that is watched. */
  readonly strange: readonly string[];
}

/** What a line may be about, with the keys that may stand beside it. */
export const LINE_KEYS: Readonly<Record<string, readonly string[]>> = {
  device: ['at', 'device', 'state', 'available', 'event', 'key'],
  command: ['at', 'command'],
  hub: ['at', 'hub'],
  end: ['at', 'end'],
};

/**
 * Reads one line of a recording.
 *
 * @throws LineError with the reason and the likely remedy, without the line's own text: it may hold a code.
 */
export function readReplayLine(line: string): ReplayLine {
  const value = object(parse(line), 'A line');
  const [kind, ...others] = Object.keys(LINE_KEYS).filter((key) => value[key] !== undefined);
  if (kind === undefined) {
    known(Object.keys(value), Object.values(LINE_KEYS).flat());
    throw new LineError('It is about nothing: device, command, hub or end is needed.');
  }
  if (others.length > 0) throw new LineError(`It is about ${kind} and ${others[0]} at once: make two lines of it.`);
  known(Object.keys(value), LINE_KEYS[kind] ?? []);
  const instant = { at: readInstant(value['at']), isEpoch: typeof value['at'] === 'number' };
  if (kind === 'device') return { ...instant, ...readDevice(value) };
  if (kind === 'command') return { kind, ...instant, ...readCommand(value['command']) };
  if (kind === 'hub') return { kind, ...instant, to: hubState(value['hub']) };
  if (value['end'] !== true) throw new LineError(`end is ${shown(value['end'])}: write true.`);
  return { kind: 'end', ...instant };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new LineError('It is not JSON: write one object a line.');
  }
}

function hubState(value: unknown): 'started' | 'stopped' {
  if (value === 'started' || value === 'stopped') return value;
  throw new LineError(`hub is ${shown(value)}: write stopped or started.`);
}

function readDevice(value: Readonly<Record<string, unknown>>): DeviceLine {
  const { state, available, event, key } = value;
  if (state === undefined && available === undefined && event === undefined)
    throw new LineError('The device did nothing: state, available or event is needed.');
  if (available !== undefined && typeof available !== 'boolean' && available !== 'unknown')
    throw new LineError(`available is ${shown(available)}: write true, false or "unknown".`);
  if (key !== undefined && event === undefined) throw new LineError('key belongs to an event, and there is none.');
  const read = readState(state === undefined ? {} : object(state, 'state'));
  const named =
    event === undefined ? [] : [{ event: momentary(event), ...(key === undefined ? {} : { key: text(key, 'key') }) }];
  return {
    kind: 'device',
    device: text(value['device'], 'device'),
    ...(available === undefined ? {} : { available }),
    ...read,
    events: [...read.events, ...named],
  };
}

function momentary(value: unknown): MomentaryEvent {
  const event = MOMENTARY_EVENTS.find((one) => one === value);
  if (event) return event;
  throw new LineError(`event is ${shown(value)}: write one of ${MOMENTARY_EVENTS.join(', ')}.`);
}

/** A momentary event may stand among the values: `true` is the event, `false` only that it is over. */
function readState(state: Readonly<Record<string, unknown>>): Pick<DeviceLine, 'values' | 'events' | 'strange'> {
  const values: [AttributeKey, AttributeValue | Unknown][] = [];
  const events: { event: MomentaryEvent }[] = [];
  const strange: string[] = [];
  for (const [key, value] of Object.entries(state)) {
    const event = MOMENTARY_EVENTS.find((one) => one === key);
    if (event && typeof value === 'boolean') {
      if (value) events.push({ event });
    } else if (!isAttributeKey(key)) strange.push(key);
    else if (isAttributeValue(key, value)) values.push([key, value]);
    else throw new LineError(`${key} cannot be ${shown(value)}.`);
  }
  return { values, events, strange };
}
