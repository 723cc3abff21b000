import type {
  AttributeKey,
  AttributeValue,
  Clock,
  DeviceDescription,
  DeviceSource,
  KeypadAttempt,
  KeypadIndication,
  Log,
  MomentaryEvent,
  SecretText,
} from '@nightlatch/model';
import type { SimulatedDevice } from './house.ts';

/** What a simulated house is made of. */
export interface SimulatorOptions {
  /** The first part of its devices' ids; `simulator` by default. */
  readonly id?: string;
  /** `DEMO_HOUSE` by default. */
  readonly house?: readonly SimulatedDevice[];
  /** `daily`: a family lives here; `none` (default): nothing happens unless it is done by hand. */
  readonly script?: 'daily' | 'none';
  /** Chooses the days of the script; 1 by default. The same seed lives the same days. */
  readonly seed?: number;
  readonly clock: Clock;
  readonly log: Log;
  /** How many times faster than the clock the family lives and batteries drain; 1 by default. */
  readonly speed?: number;
}

/**
 * A house that exists only in memory, and the hands that move things in it.
 *
 * Devices are named by name, key or id; a name that the house does not have throws a `NightlatchError`. What is done to
 * a device that is offline is kept and reported as `resync` when it returns, as a real radio would.
 */
export interface Simulator extends DeviceSource {
  readonly devices: readonly DeviceDescription[];
  open(contact: string): void;
  close(contact: string): void;
  /** Sets off what the device is there for: a door opens, a motion lasts 30 s, smoke stays until it is cleared. */
  trip(device: string): void;
  /** Puts every attribute but the battery back as in a quiet house. */
  clear(device: string): void;
  /** Sets one attribute. @throws NightlatchError `unknown-attribute` or `invalid-value`. */
  set(device: string, attribute: AttributeKey, value: AttributeValue): void;
  /** Rings a bell, presses a panic key. @throws NightlatchError `unknown-event`. */
  press(device: string, event: MomentaryEvent): void;
  /** Someone types at a keypad; the answer can be read from `indication`. */
  enterCode(keypad: string, verb: KeypadAttempt['verb'], code?: SecretText, mode?: string): void;
  /** Someone holds a tag to a keypad or reader: to arm or disarm, or by default for the door that the reader stands for. */
  presentTag(keypad: string, tag: SecretText, verb?: KeypadAttempt['verb']): void;
  /** Someone unlocks with a code or tag of the lock's own, which the lock has judged; it tells by which slot. */
  unlockWith(lock: string, by: 'code' | 'tag', slot: string): void;
  /** Turns a bolt by hand, which takes as long as by motor. */
  turn(lock: string, to: 'locked' | 'unlocked'): void;
  /** Sticks the bolt: it is jammed now, and so ends every order until `free`. */
  jam(lock: string): void;
  /** Frees a stuck bolt, which is left unlocked. */
  free(lock: string): void;
  /** Takes a device out of the radio's reach, or its battery out. */
  offline(device: string): void;
  /** Brings it back, with what it has seen meanwhile. */
  online(device: string): void;
  /** What the device itself holds, reported or not; undefined for an attribute that it does not have. */
  value(device: string, attribute: AttributeKey): AttributeValue | undefined;
  /** What a keypad shows; undefined before it was told. */
  indication(keypad: string): KeypadIndication | undefined;
}
