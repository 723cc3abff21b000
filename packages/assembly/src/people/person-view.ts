import type { CodeRecord } from '@nightlatch/hub';
import type { Person } from '@nightlatch/model';
import type { GuestRights } from './guest-rights.ts';
import { writeGuestRights } from './guest-rights.ts';
import type { PeopleHouse } from './people-house.ts';

/** A code or tag as a settings page shows it. Never the code. */
export interface CredentialView extends Omit<CodeRecord, 'user' | 'used'> {
  /** How many times it is still good, where that is limited. */
  readonly usesLeft?: number;
  /** It will never be good again: used up, or its last day is over. */
  readonly isOver: boolean;
}

/** Somebody who has a code or tag, or whom the house knows otherwise. */
export interface PersonView {
  readonly name: string;
  /** The configuration names them, and decides what they may do. */
  readonly isNamed: boolean;
  readonly credentials: readonly CredentialView[];
  /** What they may do, where the database lets them in. */
  readonly rights?: GuestRights;
}

/** Brings together who has a code in the database, whom it lets in, and whom the configuration names. */
export function viewPeople(
  house: PeopleHouse,
  codes: readonly CodeRecord[],
  people: readonly Person[],
  now = Date.now(),
): readonly PersonView[] {
  const { named, timeZone } = house;
  const names = new Set([...named, ...people.map(({ name }) => name), ...codes.map(({ user }) => user)]);
  return [...names].map((name) => {
    const isNamed = named.includes(name);
    const guest = isNamed ? undefined : people.find((person) => person.name === name);
    const own = codes.filter(({ user }) => user === name);
    return {
      name,
      isNamed,
      credentials: own.map((record) => viewCredential(record, now)),
      ...(guest ? { rights: writeGuestRights(guest, timeZone) } : {}),
    };
  });
}

function viewCredential({ user: _user, used = 0, ...record }: CodeRecord, now: number): CredentialView {
  const { uses, until = Infinity } = record;
  const usesLeft = uses === undefined ? undefined : Math.max(0, uses - used);
  return {
    ...record,
    ...(usesLeft === undefined ? {} : { usesLeft }),
    isOver: usesLeft === 0 || until <= now,
  };
}
