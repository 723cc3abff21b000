import type { AttributeKey, AttributeValue, DeviceAbility, MomentaryEvent, Unknown } from '@nightlatch/model';
import { UNKNOWN, isAttributeValue } from '@nightlatch/model';
import { InputError, shown } from '../messages/input-error.ts';

/** What a virtual device of each kind is: one attribute, or one event. */
export interface DeviceKind {
  readonly attribute?: AttributeKey;
  readonly event?: MomentaryEvent;
  readonly ability?: DeviceAbility;
}

const state = (attribute: AttributeKey, ability?: DeviceAbility): DeviceKind => ({
  attribute,
  ...(ability === undefined ? {} : { ability }),
});

/** One row per kind that a flow can make. */
export const DEVICE_KINDS: Readonly<Record<string, DeviceKind>> = {
  contact: state('contact'),
  motion: state('motion'),
  occupancy: state('occupancy'),
  smoke: state('smoke'),
  carbonMonoxide: state('carbonMonoxide'),
  gas: state('gas'),
  heat: state('heat'),
  waterLeak: state('waterLeak'),
  freeze: state('freeze'),
  vibration: state('vibration'),
  glassBreak: state('glassBreak'),
  tamper: state('tamper'),
  temperature: state('temperature'),
  lock: state('lock', 'lock'),
  siren: state('siren', 'siren'),
  chime: { ability: 'chime' },
  doorbell: { event: 'ring' },
  button: { event: 'button' },
  panic: { event: 'panic' },
};

/**
 * Reads a payload as the value of an attribute: true and false as what they mean for it, words and numbers as they are.
 *
 * @throws InputError when it is none.
 */
export function readValue(attribute: AttributeKey, payload: unknown): AttributeValue | Unknown {
  const word = typeof payload === 'string' ? payload.trim().toLowerCase() : payload;
  const value = typeof word === 'boolean' || word === 'on' || word === 'off' ? meaning(attribute, word) : word;
  if (value === UNKNOWN || isAttributeValue(attribute, value)) return value;
  throw new InputError(`payload is no value of ${attribute}: ${shown(payload)}.`);
}

function meaning(attribute: AttributeKey, word: boolean | 'on' | 'off'): unknown {
  const isOn = word === true || word === 'on';
  if (attribute === 'contact') return isOn ? 'open' : 'closed';
  if (attribute === 'lock') return isOn ? 'locked' : 'unlocked';
  return isOn;
}
