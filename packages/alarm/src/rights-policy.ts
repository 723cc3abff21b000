import type { CredentialKind, CredentialLimits, Person, WeeklyWindow } from '@nightlatch/model';

/** The house's own clock at the moment of an attempt: read by whoever watches the clocks, so that a replay sees the same. */
export interface Moment {
  /** Wall time, epoch milliseconds. */
  readonly now: number;
  /** ISO weekday: 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/** The code or tag that was recognised, with its limits as they are now. */
export interface JudgedCredential extends CredentialLimits {
  readonly id: string;
  /** A `slot` is a code or tag that a lock keeps, and has judged, by itself. */
  readonly kind: CredentialKind | 'slot';
}

/**
 * Tells whether somebody's code or tag is good at a moment. One that is not is a wrong one in every respect: whoever tries
 * codes must not learn which were, will be, or are somebody's.
 *
 * Without a moment a schedule cannot be kept, and so lets nobody in.
 *
 * @param used How often the code or tag was good already.
 * @param at Engine time, for limits where no moment is given.
 */
export function isGood(
  person: Person,
  credential: JudgedCredential | undefined,
  { used, moment, at }: { readonly used: number; readonly moment: Moment | undefined; readonly at: number },
): boolean {
  const now = moment?.now ?? at;
  if (person.isDisabled === true || !isWithin(person, now)) return false;
  if (person.schedule && (!moment || !person.schedule.some((window) => isInWindow(window, moment)))) return false;
  if (!credential) return true;
  return isWithin(credential, now) && used < (credential.uses ?? Infinity);
}

function isWithin({ from = -Infinity, until = Infinity }: { from?: number; until?: number }, now: number): boolean {
  return now >= from && now < until;
}

/** A window that ends before it starts goes on after midnight, and belongs to the day on which it began. */
function isInWindow({ days, from, to }: WeeklyWindow, { weekday, minute }: Moment): boolean {
  if (from < to) return days.includes(weekday) && minute >= from && minute < to;
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return (days.includes(weekday) && minute >= from) || (days.includes(dayBefore) && minute < to);
}
