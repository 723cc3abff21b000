import { join } from 'node:path';
import { NightlatchError } from '@nightlatch/model';
import { PlainOutput } from './plain-output.ts';
import { runDemo } from './run-demo.ts';
import { TerminalOutput } from './terminal-output.ts';

/** Where the demonstration keeps its things, from the working folder. */
const FOLDER = join('.nightlatch', 'demo');

/**
 * `nightlatch demo`: shows the demonstration on this terminal, or as plain lines where there is none.
 *
 * @returns The exit code: 0 when it was ended, 2 when it could not run.
 */
export async function demoCommand(options: { readonly data?: string } = {}): Promise<number> {
  const { stdin, stdout, stderr } = process;
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, end);
  const output = stdin.isTTY && stdout.isTTY ? new TerminalOutput(stdin, stdout) : new PlainOutput(stdin, stdout);
  try {
    await runDemo({ folder: options.data ?? FOLDER, output, signal: ending.signal });
    return 0;
  } catch (error) {
    if (!(error instanceof NightlatchError)) throw error;
    stderr.write(`${error.message}\n`);
    return 2;
  } finally {
    for (const name of signals) process.off(name, end);
  }
}
