import type { Credential, Credentials, SecretText, Verb } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { LockSchedules, WeekDaySchedule } from './lock-schedules.ts';
import { limitsOf, readSchedules } from './lock-schedules.ts';

/** What a guest of an app may do, within the schedules that the app sets. */
const GUEST_RIGHTS: readonly Verb[] = ['lock', 'unlock'];

/** Somebody whom a lock lists, at a number that stays. */
export interface LockUser {
  /** From 1. */
  readonly index: number;
  /** Who it is to the house. */
  readonly name: string;
  /** What apps call them, where they may. */
  readonly label: string;
  /** The fabric whose app enrolled them; absent for the household's own, whom apps may see and not change. */
  readonly fabric?: number;
  /** Of a guest: what the app calls the schedules that it wrote. */
  readonly weekDays?: readonly WeekDaySchedule[];
  /** Of a guest: without any schedule they may not come in at all. */
  readonly needsSchedule?: boolean;
}

/** What must outlive a restart: numbers that apps have learnt. */
export interface LockUserNumbers {
  readonly users: readonly LockUser[];
  /** Numbers of codes, by their id in the house. */
  readonly codes: Readonly<Record<string, number>>;
}

export interface LockUserMemory {
  readonly numbers: LockUserNumbers | undefined;
  save(numbers: LockUserNumbers): void;
}

export interface LockUsersParts {
  readonly credentials: Credentials;
  /** Whether apps may enrol and revoke. */
  readonly canManage: boolean;
  /** As many as a lock lists. */
  readonly capacity: number;
  readonly memory?: LockUserMemory;
  /** IANA zone in which schedules are meant; the machine's own by default. */
  readonly timeZone?: string;
}

/** What an app says of a guest; what is absent stays as it is. */
export interface GuestChange {
  readonly label?: string;
  readonly isDisabled?: boolean;
  readonly needsSchedule?: boolean;
}

/** Why an app's change was not made. */
export type LockUserRefusal = 'refused' | 'occupied' | 'full' | 'not-found';

/**
 * The people with codes as the locks of an app's home list them. There is one list for all locks, and it is the house's.
 *
 * Apps may enrol guests of their own and take them away again. They may not add a code to anyone of the household: that
 * code would have the rights of its owner. Guests may lock and unlock, within the schedules that apps set, and nothing else.
 */
export class LockUsers {
  readonly #parts: LockUsersParts;
  #users: LockUser[];
  #codes: Record<string, number>;

  constructor(parts: LockUsersParts) {
    this.#parts = parts;
    this.#users = [...(parts.memory?.numbers?.users ?? [])];
    this.#codes = { ...parts.memory?.numbers?.codes };
  }

  /** Everyone with a code, and guests who wait for theirs. */
  users(): readonly LockUser[] {
    const codes = this.#known();
    for (const { user } of codes) {
      if (this.#users.some(({ name }) => name === user)) continue;
      const index = free(
        this.#users.map((it) => it.index),
        this.#parts.capacity,
      );
      if (index !== undefined) this.#users.push({ index, name: user, label: user });
    }
    // Whoever has no code any more leaves their number; a guest of an app keeps it until the app takes them away.
    this.#users = this.#users.filter(
      ({ name, fabric }) => fabric !== undefined || codes.some(({ user }) => user === name),
    );
    this.#save();
    return this.#users.toSorted((a, b) => a.index - b.index);
  }

  /** Each code with its number and its owner's. */
  codes(): readonly { readonly index: number; readonly id: string; readonly user: LockUser }[] {
    const users = this.users();
    const known = this.#known();
    for (const { id } of known) {
      const index = this.#codes[id] ?? free(Object.values(this.#codes), this.#parts.capacity);
      if (index !== undefined) this.#codes[id] = index;
    }
    this.#codes = Object.fromEntries(Object.entries(this.#codes).filter(([id]) => known.some((it) => it.id === id)));
    this.#save();
    return known
      .flatMap(({ id, user }) => {
        const owner = users.find(({ name }) => name === user);
        const index = this.#codes[id];
        return owner && index !== undefined ? [{ index, id, user: owner }] : [];
      })
      .toSorted((a, b) => a.index - b.index);
  }

  /** Makes room for a guest, who has no code yet. @param index Undefined takes the next free one. */
  addGuest(fabric: number, change: GuestChange, index?: number): LockUser | LockUserRefusal {
    if (!this.#parts.canManage) return 'refused';
    const taken = this.users().map((it) => it.index);
    const place = index ?? free(taken, this.#parts.capacity);
    if (place === undefined) return 'full';
    if (place < 1 || place > this.#parts.capacity) return 'not-found';
    if (taken.includes(place)) return 'occupied';
    const label = change.label?.trim() ?? '';
    const name = this.#guestName(label || 'Guest');
    const guest: LockUser = { index: place, name, label: label || name, fabric };
    this.#users.push(guest);
    const refusal = this.#limit(guest, { weekDays: [] }, change);
    if (refusal === undefined) return guest;
    this.#users = this.#users.filter((it) => it !== guest);
    return refusal;
  }

  /** Changes what a guest is called, whether their codes are good, and whether they need a schedule. */
  change(index: number, change: GuestChange): LockUserRefusal | undefined {
    const guest = this.#guest(index);
    return guest ? this.#limit(guest, this.schedules(guest), change) : 'refused';
  }

  /** When somebody's codes are good, as far as a lock can say it. */
  schedules(user: LockUser): LockSchedules {
    const person = this.#parts.credentials.person(user.name);
    return person ? readSchedules(person, user.weekDays ?? [], this.#parts.timeZone) : { weekDays: [] };
  }

  isDisabled({ name }: LockUser): boolean {
    return this.#parts.credentials.person(name)?.isDisabled === true;
  }

  /** Changes when a guest's codes are good. Nobody of the household's schedules can be. */
  reschedule(index: number, change: (now: LockSchedules) => LockSchedules): LockUserRefusal | undefined {
    const user = this.users().find((it) => it.index === index);
    if (!user) return 'not-found';
    const guest = this.#guest(index);
    return guest ? this.#limit(guest, change(this.schedules(guest)), {}) : 'refused';
  }

  /** Takes a guest away, with their codes. Nobody of the household can be. */
  remove(index: number): LockUserRefusal | undefined {
    const guest = this.#guest(index);
    if (!guest) return this.users().some((it) => it.index === index) ? 'refused' : undefined;
    this.#parts.credentials.dismiss(guest.name);
    this.#users = this.#users.filter((it) => it !== guest);
    this.#save();
    return undefined;
  }

  /** Enrols a code for a guest, in place of the one at that number if there is one of theirs. */
  async enrol(user: LockUser, index: number, pin: SecretText): Promise<LockUserRefusal | undefined> {
    if (!this.#guest(user.index)) return 'refused';
    const old = this.codes().find((it) => it.index === index);
    if (old && old.user.index !== user.index) return 'occupied';
    try {
      const { id } = await this.#parts.credentials.add({
        user: user.name,
        kind: 'code',
        secret: pin,
        label: 'Matter',
        can: GUEST_RIGHTS,
      });
      if (old) this.#parts.credentials.remove(old.id);
      this.#codes = { ...this.#codes, [id]: index };
      this.#save();
      return undefined;
    } catch (error) {
      // Not a code, or somebody's already: apps learn no more than that.
      if (error instanceof NightlatchError) return 'refused';
      throw error;
    }
  }

  revoke(index: number): LockUserRefusal | undefined {
    const code = this.codes().find((it) => it.index === index);
    if (!code) return 'not-found';
    if (!this.#guest(code.user.index)) return 'refused';
    this.#parts.credentials.remove(code.id);
    return undefined;
  }

  /** Lets a guest in within these schedules, and notes what the app calls them. */
  #limit(guest: LockUser, schedules: LockSchedules, change: GuestChange): LockUserRefusal | undefined {
    const { credentials, timeZone } = this.#parts;
    const needsSchedule = change.needsSchedule ?? guest.needsSchedule ?? false;
    const isDisabled = change.isDisabled ?? this.isDisabled(guest);
    const isAdmitted = credentials.admit({
      name: guest.name,
      can: GUEST_RIGHTS,
      ...limitsOf(schedules, needsSchedule, timeZone),
      ...(isDisabled ? { isDisabled } : {}),
    });
    if (!isAdmitted) return 'refused';
    const label = change.label ?? guest.label;
    const { weekDays } = schedules;
    this.#users = this.#users.map((it) => (it === guest ? { ...guest, label, weekDays, needsSchedule } : it));
    this.#save();
    return undefined;
  }

  #guest(index: number): LockUser | undefined {
    if (!this.#parts.canManage) return undefined;
    return this.users().find((it) => it.index === index && it.fabric !== undefined);
  }

  #known(): readonly Credential[] {
    return this.#parts.credentials.list().filter(({ kind }) => kind === 'code');
  }

  /** A name that nobody has: the rights of whoever has it already would be the guest's. */
  #guestName(label: string): string {
    const names = new Set([...this.#known().map(({ user }) => user), ...this.#users.map(({ name }) => name)]);
    for (let number = 1; ; number += 1) {
      const name = `${label} (Matter ${number})`;
      if (!names.has(name) && !this.#parts.credentials.person(name)) return name;
    }
  }

  #save(): void {
    this.#parts.memory?.save({ users: this.#users, codes: this.#codes });
  }
}

function free(taken: readonly number[], capacity: number): number | undefined {
  for (let index = 1; index <= capacity; index += 1) if (!taken.includes(index)) return index;
  return undefined;
}
