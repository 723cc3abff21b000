import type { Config } from '@nightlatch/assembly';
import type { SecretText } from '@nightlatch/model';

/** Who gave a code; nobody where it is wrong. */
export interface CodeVerdict {
  readonly user?: string;
  readonly duress: boolean;
}

/**
 * Judges a code by the plain texts of the configuration: a replay has no attacker to slow down.
 *
 * A code that only the database knows is wrong here.
 */
export function judgeCode(users: Config['users'], code: SecretText): CodeVerdict {
  const offered = code.reveal();
  for (const { name, code: own, duress } of users) {
    if (own?.reveal() === offered) return { user: name, duress: false };
    if (duress?.reveal() === offered) return { user: name, duress: true };
  }
  return { duress: false };
}
