import type { Verb } from './command.ts';
import type { ArmMode, PartitionId } from './partition.ts';
import type { SecretText } from './secret-text.ts';

/** `code` is typed; `tag` is a card or key fob that a keypad, lock or reader reads (RFID or NFC). */
export type CredentialKind = 'code' | 'tag';

/** A part of the week. Times are of the house's own clock; a window whose end is not after its start ends the next day. */
export interface WeeklyWindow {
  /** ISO weekdays on which it begins: 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight, 0–1439. */
  readonly from: number;
  /** Minutes since midnight, 0–1440. */
  readonly to: number;
}

/** What a person may do, where, and when. What is absent limits nothing. */
export interface PersonRights {
  readonly can: readonly Verb[];
  readonly partitions?: readonly PartitionId[];
  /** Modes that they may arm, and disarm. */
  readonly modes?: readonly ArmMode[];
  /** When their codes and tags are good; at any time when absent. */
  readonly schedule?: readonly WeeklyWindow[];
  /** Epoch milliseconds. */
  readonly from?: number;
  readonly until?: number;
  /** Their codes and tags are wrong ones for now. */
  readonly isDisabled?: boolean;
}

export interface Person extends PersonRights {
  readonly name: string;
}

/** How long, and how often, one code or tag is good. What is absent limits nothing. */
export interface CredentialLimits {
  /** Epoch milliseconds. */
  readonly from?: number;
  readonly until?: number;
  /** How many times it is good in all: 1 for a one-time code. */
  readonly uses?: number;
}

/** A code or tag as it may be shown: whose it is, and since when. Never the code. */
export interface Credential extends CredentialLimits {
  readonly id: string;
  readonly user: string;
  readonly kind: CredentialKind;
  /** What its owner calls it: "blue fob". */
  readonly label?: string;
  /** Epoch milliseconds. */
  readonly addedAt: number;
}

export interface NewCredential extends CredentialLimits {
  /** Whose it is; somebody whom the house does not know yet gets the rights `can`. */
  readonly user: string;
  readonly kind: CredentialKind;
  readonly secret: SecretText;
  readonly label?: string;
  readonly can?: readonly Verb[];
}

/** The codes and tags of a house, as a bridge may look after them. Duress codes are never among them. */
export interface Credentials {
  list(): readonly Credential[];
  /** Who somebody is to the house, with what limits them: of its configuration, or let in since. */
  person(name: string): Person | undefined;
  /**
   * Lets somebody in, with or without a code, or changes what they may. In force at the next code or tag.
   * @returns `false` for those of the configuration, whom no bridge changes.
   */
  admit(person: Person): boolean;
  /** Takes somebody out who was let in, with all their codes and tags. @returns `false` for those of the configuration. */
  dismiss(name: string): boolean;
  /**
   * Enrols a code or tag; the code that the user had before stays good. It works at once.
   * @throws NightlatchError `code-invalid`, `tag-invalid`, or `code-taken` (unique in a house; says not whose it is).
   */
  add(credential: NewCredential): Promise<Credential>;
  /** Revokes one. @returns Whether there was one. */
  remove(id: string): boolean;
  /** Revokes all of a user's, or those of one kind, duress codes with their codes. @returns How many of those it lists. */
  removeAll(user: string, kind?: CredentialKind): number;
}
