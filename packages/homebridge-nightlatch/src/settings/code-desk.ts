import { openCodes } from '@nightlatch/assembly';
import type { CodeRecord, CodeRegistry } from '@nightlatch/assembly';
import type { SecretText } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import { codeAdvice } from './code-advice.ts';

/** Enrols and revokes codes in the database of a home, beside its hub if that is running. A code goes nowhere else. */
export class CodeDesk {
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  list(): Promise<readonly CodeRecord[]> {
    return this.#with((codes) => codes.list());
  }

  /** @throws NightlatchError with words for the person at the page. */
  add(name: string, code: SecretText, duress: boolean): Promise<void> {
    if (name.length > 64) throw new NightlatchError('name', 'This name is too long: use up to 64 letters.');
    const { problem } = codeAdvice(code.reveal());
    if (problem !== undefined) throw new NightlatchError('code-weak', problem);
    return this.#with(async (codes) => void (await codes.add(name, code, { duress })));
  }

  /** Revokes every code of somebody. */
  remove(name: string): Promise<boolean> {
    return this.#with((codes) => codes.remove(name));
  }

  async #with<T>(work: (codes: CodeRegistry) => T | Promise<T>): Promise<T> {
    const codes = openCodes(this.#dataDir);
    try {
      return await work(codes);
    } finally {
      codes.close();
    }
  }
}
