import * as crypto from 'node:crypto';
import { promisify } from 'node:util';
import type { CredentialKind, SecretText } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';

// As a whole: Node 22 has no `argon2`, and refuses to load a module that imports it by name.

/** How a house hashes its codes, chosen once when its database is made. */
export type HashMethod = 'argon2id' | 'scrypt';

/** The best method this Node offers. Argon2 came to `node:crypto` with Node 24.7. */
export function bestMethod(): HashMethod {
  return typeof crypto.argon2 === 'function' ? 'argon2id' : 'scrypt';
}

const BYTES = 32;

/**
 * Hashes a code off the main thread: about 20 ms and 19 MiB (argon2id) or 16 MiB (scrypt).
 *
 * The salt is the house's, so that one hash per attempt can be held against every record; the pepper lies outside the
 * database, so that a stolen database alone gives no code away.
 *
 * @throws NightlatchError `hash-unavailable` when the house was made under a Node that could do more than this one.
 * @see OWASP Password Storage Cheat Sheet, argon2id m=19 MiB t=2 p=1, scrypt N=2^14 r=8 p=5
 */
export async function hashCode(
  code: SecretText,
  house: { method: HashMethod; salt: Buffer; pepper: Buffer; kind?: CredentialKind },
): Promise<Buffer> {
  // A tag whose number is known must not open anything when it is typed as a code.
  const text = `${house.kind === 'tag' ? 'tag:' : ''}${code.reveal().normalize('NFKC')}`;
  const message = crypto.createHmac('sha256', house.pepper).update(text).digest();
  if (house.method === 'scrypt') {
    return promisify<Buffer, Buffer, number, object, Buffer>(crypto.scrypt)(message, house.salt, BYTES, {
      N: 16_384,
      r: 8,
      p: 5,
    });
  }
  if (typeof crypto.argon2 !== 'function') {
    throw new NightlatchError(
      'hash-unavailable',
      `The codes of this house need argon2id: run Node 24.7 or newer instead of ${process.version}.`,
    );
  }
  const parameters = { message, nonce: house.salt, parallelism: 1, tagLength: BYTES, memory: 19_456, passes: 2 };
  return promisify(crypto.argon2)('argon2id', parameters);
}
