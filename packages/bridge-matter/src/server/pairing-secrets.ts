import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Log } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import { readPrivateFile, writePrivateFile } from './private-file.ts';

/** By what a bridge is paired, and known ever after. */
export interface PairingSecret {
  /** 27 bits; eight digits for people. */
  readonly passcode: number;
  /** 12 bits; tells bridges apart that wait to be paired. */
  readonly discriminator: number;
  readonly serial: string;
  readonly uniqueId: string;
}

/** Passcodes that the Matter core specification forbids (§5.1.7.1). */
const FORBIDDEN: readonly number[] = [
  ...Array.from({ length: 10 }, (_, digit) => Number(String(digit).repeat(8))),
  12_345_678,
  87_654_321,
];

/**
 * Keeps each bridge's passcode and discriminator in a file that nobody else may read. They are drawn at random when a
 * bridge is first needed: the passcodes of examples are known to everyone.
 */
export class PairingSecrets {
  readonly #file: string;
  readonly #secrets: PairingSecret[];

  /** @throws NightlatchError `matter-secrets-unreadable`. */
  constructor(folder: string, log?: Log) {
    this.#file = join(folder, 'pairing.json');
    this.#secrets = read(this.#file, log);
  }

  /** @param index Of the bridge, from 0. */
  of(index: number): PairingSecret {
    while (this.#secrets.length <= index) {
      this.#secrets.push(draw());
      writePrivateFile(this.#file, `${JSON.stringify(this.#secrets, undefined, 2)}\n`);
    }
    return this.#secrets[index] ?? draw();
  }

  get count(): number {
    return this.#secrets.length;
  }
}

function draw(): PairingSecret {
  let passcode;
  do passcode = randomInt(1, 99_999_999);
  while (FORBIDDEN.includes(passcode));
  return {
    passcode,
    discriminator: randomInt(4096),
    serial: randomBytes(8).toString('hex'),
    uniqueId: randomBytes(16).toString('hex'),
  };
}

function read(file: string, log: Log | undefined): PairingSecret[] {
  try {
    const text = readPrivateFile(file, log);
    if (text === undefined) return [];
    const secrets: unknown = JSON.parse(text);
    if (Array.isArray(secrets) && secrets.every(isSecret)) return secrets;
    throw new TypeError('It does not hold pairing codes.');
  } catch {
    // The parser's own words may quote the file.
    throw new NightlatchError(
      'matter-secrets-unreadable',
      `The Matter pairing codes in ${file} cannot be read: restore the file from a backup, or delete it to draw new codes.`,
    );
  }
}

function isSecret(value: unknown): value is PairingSecret {
  const { passcode, discriminator, serial, uniqueId } = (value ?? {}) as Partial<Record<keyof PairingSecret, unknown>>;
  return (
    Number.isInteger(passcode) &&
    Number.isInteger(discriminator) &&
    typeof serial === 'string' &&
    typeof uniqueId === 'string'
  );
}
