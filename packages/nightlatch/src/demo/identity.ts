import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who the demonstration is to Apple Home: kept, so that a paired phone finds it again. */
export interface BridgeIdentity {
  /** The bridge's id in the form of a MAC address. */
  readonly username: string;
  /** `031-45-154`. */
  readonly pin: string;
  /** Four of 0–9 and A–Z: tells accessories with the same code apart. */
  readonly setupId: string;
}

/** Codes that the HAP specification forbids. */
const FORBIDDEN = [...Array.from({ length: 10 }, (_, digit) => String(digit).repeat(8)), '12345678', '87654321'];

/** Reads the identity that is kept in a folder, or makes up one and keeps it. */
export function bridgeIdentity(folder: string): BridgeIdentity {
  const file = join(folder, 'identity.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as BridgeIdentity;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && !(error instanceof SyntaxError)) throw error;
    const identity = newIdentity();
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(identity)}\n`, { mode: 0o600 });
    return identity;
  }
}

function newIdentity(): BridgeIdentity {
  let digits = '';
  do {
    digits = String(randomInt(100_000_000)).padStart(8, '0');
  } while (FORBIDDEN.includes(digits));
  return {
    // 0E: an address that no manufacturer was given.
    username: ['0E', byte(), byte(), byte(), byte(), byte()].join(':'),
    pin: `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`,
    setupId: Array.from({ length: 4 }, () => randomInt(36).toString(36).toUpperCase()).join(''),
  };
}

function byte(): string {
  return randomInt(256).toString(16).padStart(2, '0').toUpperCase();
}
