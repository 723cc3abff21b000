import type { AttributeKey, AttributeValue, DeviceAbility, MomentaryEvent } from '@nightlatch/model';

export type DeviceKind =
  | 'contact'
  | 'motion'
  | 'smoke'
  | 'carbonMonoxide'
  | 'leak'
  | 'freeze'
  | 'lock'
  | 'keypad'
  | 'siren'
  | 'doorbell'
  | 'panic';

type Values = Readonly<Partial<Record<AttributeKey, AttributeValue>>>;

/** What every device of a kind has in common. */
export interface KindTraits {
  readonly model: string;
  /** The attributes beside the battery, as they are in a quiet house. */
  readonly quiet: Values;
  /** What changes when the device is tripped by hand; a device without it is pressed instead. */
  readonly tripped?: Values;
  /** How long a trip lasts by itself; until it is cleared by hand when absent. */
  readonly tripSeconds?: number;
  readonly events: readonly MomentaryEvent[];
  readonly abilities: readonly DeviceAbility[];
}

const NONE = { events: [], abilities: [] } as const;

/** One row per kind of simulated device. */
export const KINDS: Readonly<Record<DeviceKind, KindTraits>> = {
  contact: {
    ...NONE,
    model: 'Contact sensor',
    quiet: { contact: 'closed', tamper: false },
    tripped: { contact: 'open' },
  },
  motion: {
    ...NONE,
    model: 'Motion sensor',
    quiet: { motion: false, tamper: false },
    tripped: { motion: true },
    tripSeconds: 30,
  },
  smoke: { ...NONE, model: 'Smoke alarm', quiet: { smoke: false }, tripped: { smoke: true } },
  carbonMonoxide: {
    ...NONE,
    model: 'CO alarm',
    quiet: { carbonMonoxide: false },
    tripped: { carbonMonoxide: true },
  },
  leak: { ...NONE, model: 'Leak sensor', quiet: { waterLeak: false }, tripped: { waterLeak: true } },
  freeze: {
    ...NONE,
    model: 'Pipe sensor',
    quiet: { freeze: false, temperature: 14 },
    tripped: { freeze: true, temperature: 1.5 },
  },
  lock: {
    model: 'Door lock',
    quiet: { lock: 'locked' },
    tripped: { lock: 'unlocked' },
    events: [],
    abilities: ['lock'],
  },
  keypad: { model: 'Keypad', quiet: { tamper: false }, events: ['panic'], abilities: ['keypad', 'chime'] },
  siren: { model: 'Siren', quiet: { siren: false, tamper: false }, events: [], abilities: ['siren', 'chime'] },
  doorbell: { model: 'Doorbell', quiet: {}, events: ['ring'], abilities: ['chime'] },
  panic: { model: 'Panic button', quiet: {}, events: ['panic'], abilities: [] },
};
