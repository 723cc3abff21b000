import type { DeviceKind } from './device-kind.ts';

/** One device of a simulated house. */
export interface SimulatedDevice {
  /** Its stable id within the source, of letters, digits and `-`; renaming the device leaves it alone. */
  readonly key: string;
  readonly name: string;
  readonly room: string;
  readonly kind: DeviceKind;
  /** Charge at the start, per cent; mains-powered when absent. */
  readonly battery?: number;
}

/** The demonstration house: two floors' worth of ordinary things, one of each kind that the alarm knows. */
export const DEMO_HOUSE: readonly SimulatedDevice[] = [
  { key: 'front-door', name: 'Front door', room: 'Hall', kind: 'contact', battery: 91 },
  { key: 'back-door', name: 'Back door', room: 'Kitchen', kind: 'contact', battery: 84 },
  { key: 'garage-door', name: 'Garage door', room: 'Garage', kind: 'contact', battery: 67 },
  { key: 'living-room-window', name: 'Living room window', room: 'Living room', kind: 'contact', battery: 78 },
  { key: 'bedroom-window', name: 'Bedroom window', room: 'Bedroom', kind: 'contact', battery: 95 },
  { key: 'hall-motion', name: 'Hall motion', room: 'Hall', kind: 'motion', battery: 73 },
  { key: 'living-room-motion', name: 'Living room motion', room: 'Living room', kind: 'motion', battery: 88 },
  { key: 'kitchen-smoke', name: 'Kitchen smoke', room: 'Kitchen', kind: 'smoke', battery: 100 },
  { key: 'bedroom-smoke', name: 'Bedroom smoke', room: 'Bedroom', kind: 'smoke', battery: 97 },
  { key: 'hall-co', name: 'Hall CO', room: 'Hall', kind: 'carbonMonoxide', battery: 99 },
  { key: 'laundry-leak', name: 'Laundry leak', room: 'Laundry', kind: 'leak', battery: 82 },
  { key: 'pipe', name: 'Garage pipe', room: 'Garage', kind: 'freeze', battery: 76 },
  { key: 'front-door-lock', name: 'Front door lock', room: 'Hall', kind: 'lock', battery: 64 },
  { key: 'back-door-lock', name: 'Back door lock', room: 'Kitchen', kind: 'lock', battery: 71 },
  { key: 'hall-keypad', name: 'Hall keypad', room: 'Hall', kind: 'keypad', battery: 86 },
  { key: 'siren', name: 'Siren', room: 'Landing', kind: 'siren', battery: 100 },
  { key: 'doorbell', name: 'Doorbell', room: 'Porch', kind: 'doorbell' },
  { key: 'panic-button', name: 'Panic button', room: 'Bedroom', kind: 'panic', battery: 93 },
];
