import type { DemoHands } from './demo-hands.ts';
import { command, toggleBolt, toggleContact, toggleDetector, toggleJam, toggleReach } from './demo-hands.ts';

/** What a key does. Some keys are the screen's own: they ask for the code, show the QR code, or end. */
export type DemoAction = ((hands: DemoHands) => void | Promise<unknown>) | 'ask-code' | 'show-pairing' | 'quit';

export interface DemoKey {
  readonly key: string;
  /** In a word or two; keys stand together in groups. */
  readonly label: string;
  readonly group: 'doors' | 'sensors' | 'alarm' | 'more';
  readonly action: DemoAction;
}

/** Everything that can be pressed, in the order shown. */
export const DEMO_KEYS: readonly DemoKey[] = [
  { key: '1', label: 'front door', group: 'doors', action: (hands) => toggleContact(hands, 'Front door') },
  { key: '2', label: 'back door', group: 'doors', action: (hands) => toggleContact(hands, 'Back door') },
  { key: '3', label: 'garage', group: 'doors', action: (hands) => toggleContact(hands, 'Garage door') },
  { key: '4', label: 'living window', group: 'doors', action: (hands) => toggleContact(hands, 'Living room window') },
  { key: '5', label: 'bedroom window', group: 'doors', action: (hands) => toggleContact(hands, 'Bedroom window') },
  { key: 'm', label: 'motion', group: 'sensors', action: ({ house }) => house.trip('Hall motion') },
  { key: 's', label: 'smoke', group: 'sensors', action: (hands) => toggleDetector(hands, 'Kitchen smoke', 'smoke') },
  { key: 'c', label: 'CO', group: 'sensors', action: (hands) => toggleDetector(hands, 'Hall CO', 'carbonMonoxide') },
  { key: 'l', label: 'leak', group: 'sensors', action: (hands) => toggleDetector(hands, 'Laundry leak', 'waterLeak') },
  { key: 'f', label: 'freeze', group: 'sensors', action: (hands) => toggleDetector(hands, 'Garage pipe', 'freeze') },
  { key: 'b', label: 'doorbell', group: 'sensors', action: ({ house }) => house.press('Doorbell', 'ring') },
  { key: 'p', label: 'panic', group: 'sensors', action: ({ house }) => house.press('Panic button', 'panic') },
  { key: 'a', label: 'arm away', group: 'alarm', action: (hands) => command(hands, { type: 'arm', mode: 'away' }) },
  { key: 'h', label: 'arm home', group: 'alarm', action: (hands) => command(hands, { type: 'arm', mode: 'home' }) },
  { key: 'n', label: 'arm night', group: 'alarm', action: (hands) => command(hands, { type: 'arm', mode: 'night' }) },
  { key: 'd', label: 'disarm', group: 'alarm', action: 'ask-code' },
  { key: 'x', label: 'silence', group: 'alarm', action: (hands) => command(hands, { type: 'silence' }) },
  { key: 'u', label: 'turn bolt', group: 'more', action: (hands) => toggleBolt(hands, 'Front door lock') },
  { key: 'j', label: 'jam lock', group: 'more', action: (hands) => toggleJam(hands, 'Front door lock') },
  { key: 'o', label: 'front door offline', group: 'more', action: (hands) => toggleReach(hands, 'Front door') },
  { key: 'i', label: 'QR code', group: 'more', action: 'show-pairing' },
  { key: 'q', label: 'quit', group: 'more', action: 'quit' },
];

/** Finds what a key does, in upper or lower case. */
export function keyFor(text: string): DemoKey | undefined {
  return DEMO_KEYS.find(({ key }) => key === text.toLowerCase());
}
