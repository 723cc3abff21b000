import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { JournalAnchor } from '@nightlatch/link/host';
import type { JournalHead } from './batch.ts';

export type { JournalAnchor };

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NUMBER_BYTES = 8;
const MAC_BYTES = 32;
const ANCHOR_BYTES = NONCE_BYTES + NUMBER_BYTES + MAC_BYTES + TAG_BYTES;

/**
 * Writes down where the journal stands, for keeping elsewhere.
 *
 * It is sealed, and never twice the same: whoever may read it, on a broker say, learns neither how many entries there
 * are nor whether one was added, which could tell a silent alarm.
 */
export function writeAnchor(key: Uint8Array, { n, mac }: JournalHead): string {
  const plain = Buffer.alloc(NUMBER_BYTES + MAC_BYTES);
  plain.writeBigUInt64BE(BigInt(n));
  plain.set(mac, NUMBER_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, anchorKey(key), nonce, { authTagLength: TAG_BYTES });
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
}

/** Reads an anchor; undefined when it was not written with this key, or was changed. */
export function readAnchor(key: Uint8Array, anchor: string): JournalHead | undefined {
  const sealed = Buffer.from(anchor, 'base64url');
  if (sealed.length !== ANCHOR_BYTES) return undefined;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, anchorKey(key), nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return { n: Number(plain.readBigUInt64BE()), mac: new Uint8Array(plain.subarray(NUMBER_BYTES)) };
  } catch {
    return undefined;
  }
}

function anchorKey(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('nightlatch journal anchor').digest();
}
