import { createInterface } from 'node:readline/promises';
import { NightlatchError } from '@nightlatch/model';
import type { CliHost } from '../cli-host.ts';

/** Asks a person, who may take the default by pressing Enter. */
export type Ask = (question: string, standard: string) => Promise<string>;

/** Makes a way to ask at the terminal. @throws NightlatchError `no-terminal` where nobody can be asked. */
export function asker(host: CliHost): Ask {
  if (!host.stdin.isTTY) {
    throw new NightlatchError('no-terminal', 'There is no terminal to ask at: run it with --yes to take the defaults.');
  }
  return async (question, standard) => {
    const lines = createInterface({ input: host.stdin, output: host.stderr });
    try {
      const answer = await lines.question(`${question}${standard === '' ? '' : ` [${standard}]`}: `);
      return answer.trim() === '' ? standard : answer.trim();
    } finally {
      lines.close();
    }
  };
}
