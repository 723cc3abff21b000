import type { CredentialKind } from '@nightlatch/model';
import { NightlatchError, SecretText } from '@nightlatch/model';

export const CODE_SHAPE = /^\d{4,12}$/;
/** As the configuration has it. */
const SLOT_SHAPE = /^[\w-]{1,16}$/;
const TAG_SHAPE = /^[0-9A-Z]{4,64}$/;
/** What readers put before, after and between the digits of a tag. */
const TAG_MARKS = /^\+|[\s:.-]/g;

/** Brings what was typed or read into the one form in which it is hashed: readers write the same tag in several ways. */
export function normalised(secret: SecretText, kind: CredentialKind): SecretText {
  return kind === 'code' ? secret : new SecretText(secret.reveal().replaceAll(TAG_MARKS, '').toUpperCase());
}

/** @throws NightlatchError `code-invalid` or `tag-invalid`, without repeating what was given. */
export function checkShape(user: string, secret: SecretText, kind: CredentialKind): void {
  const text = secret.reveal();
  if (kind === 'code' && !CODE_SHAPE.test(text))
    throw new NightlatchError('code-invalid', `The code for ${user} must be 4 to 12 digits; 6 are advised.`);
  if (kind === 'tag' && !TAG_SHAPE.test(text))
    throw new NightlatchError('tag-invalid', `The tag for ${user} must be 4 to 64 letters and digits, as it is read.`);
}

/** The codes that are one more and one less: a duress code there would be given by a slip of the finger. @see CP-01 */
export function neighbours(code: SecretText): readonly SecretText[] {
  const text = code.reveal();
  return [Number(text) - 1, Number(text) + 1]
    .map((number) => String(number).padStart(text.length, '0'))
    .filter((other) => other.length === text.length && CODE_SHAPE.test(other))
    .map((other) => new SecretText(other));
}

/** @throws NightlatchError `slot-invalid`. */
export function checkSlot(user: string, slot: string): void {
  if (SLOT_SHAPE.test(slot)) return;
  throw new NightlatchError('slot-invalid', `The slot of ${user} must be the number that the lock has for it.`);
}
